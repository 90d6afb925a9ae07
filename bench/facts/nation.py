"""A book of the whole nation: 34 provinces, 3,321 communes, 6,643 institutions, 8 measures, 60 months.

The rows are laid down by bulk SQL, as no bench waits for 3.2 million people; they are the rows that `facts.actions`
would write, and their totals follow the same rules. Then the house's queries answer, beside the bare SQL.
"""

from __future__ import annotations

import operator
import random
import sqlite3
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

from bench.facts import bare
from bench.facts.writing import DAY, seconds
from densach.facts import queries
from densach.facts.rules import periods_of
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import AreaVersion, Organisation, OrganisationVersion

# In the order of the key of the totals.
MEASURES: Final = (
    "culture.festivals",
    "culture.participants",
    "culture.sessions",
    "library.books_added",
    "library.displays",
    "library.loans",
    "library.visits",
    "museum.visitors",
)
VISITS: Final = "library.visits"
IS_VISITS: Final = "measure = 'library.visits'"
LAST_YEAR: Final = 2025
YEAR: Final = Period.year(LAST_YEAR)
Path_ = tuple[int, int, int]  # commune, province, nation


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """`scale` 1 is the nation; a smaller one takes that share of its communes and at least a year of months."""
    nation = organisations.area_by_code("viet-nam")
    communes = organisations.communes_of(nation, DAY)
    communes = communes[:: max(1, round(1 / scale))]
    months = max(12, round(60 * min(1.0, scale * 5)))
    institutions = _institutions([area for area, _code, _name in communes], 2 * len(communes) + 1)
    size = _size()
    facts, cells, took = _lay_down(_invented(institutions, nation.pk, months))
    yield {
        "what": "nation-size book laid down by bulk SQL",
        "provinces": len({path[1] for path in _paths(nation.pk).values()}),
        "communes": len(communes),
        "institutions": len(institutions),
        "measures": len(MEASURES),
        "months": months,
        "facts": facts,
        "totals": cells,
        "seconds": round(took, 1),
        "megabytes": round((_size() - size) / 1e6),
    }
    yield from _answers(nation.pk, [area for area, _code, _name in communes], list(institutions))


def _institutions(areas: list[int], number: int) -> dict[int, int]:
    """As many institutions, two in a commune: id → commune. Only the register's tables are written here."""
    rows = Organisation.objects.bulk_create([Organisation(code=f"co-so-{place}") for place in range(number)])
    found = {row.pk: areas[place % len(areas)] for place, row in enumerate(rows)}
    OrganisationVersion.objects.bulk_create(
        [
            OrganisationVersion(
                organisation_id=key, name="Cơ sở", folded_name="co so", sort_key="co so", kind="public_library",
                level="commune", area_id=area, valid_from=date(2010, 1, 1),
            )
            for key, area in found.items()
        ],
        batch_size=500,
    )  # fmt: skip
    return found


def _paths(nation: int) -> dict[int, Path_]:
    parents = dict(
        AreaVersion.objects.filter(organisations.alive_on(DAY), level="commune").values_list(
            "area_id", "parent_id"
        )
    )
    return {commune: (commune, int(parent or 0), nation) for commune, parent in parents.items()}


@dataclass(frozen=True)
class _Book:
    """Each unit's numbers, measure by measure and in them month by month; areas hold the sums of what lies inside."""

    months: list[Period]
    institutions: dict[int, list[int]]
    areas: dict[int, list[int]]

    def facts(self) -> Iterator[bare.FactRow]:
        for number, month in enumerate(self.months):
            since, on = month.start.isoformat(), month.end.isoformat()
            for key, told in self.institutions.items():
                for place, measure in enumerate(MEASURES):
                    quantity = told[place * len(self.months) + number]
                    yield key, measure, on, since, quantity, f"b:{key}:{since}"

    def totals(self) -> Iterator[bare.CellRow]:
        for kind, units in (("a", self.areas), ("o", self.institutions)):
            for key in sorted(units):
                for place, measure in enumerate(MEASURES):
                    row = units[key][place * len(self.months) : (place + 1) * len(self.months)]
                    for period, quantity in self._cells(row):
                        yield kind, key, measure, "", period, quantity

    def _cells(self, row: list[int]) -> list[tuple[int, int]]:
        moved: Counter[int] = Counter()
        for month, quantity in zip(self.months, row, strict=True):
            for period in periods_of(month.end):
                moved[period] += quantity
        return sorted(moved.items())


def _invented(institutions: dict[int, int], nation: int, months: int) -> _Book:
    paths, dice = _paths(nation), random.Random(2026)
    first = 12 * LAST_YEAR + 12 - months
    nought = [0] * (len(MEASURES) * months)
    told = {key: [dice.randint(1, 900) for _cell in nought] for key in sorted(institutions)}
    areas: dict[int, list[int]] = {}
    for key, commune in institutions.items():
        for area in paths[commune]:
            areas[area] = list(map(operator.add, areas.get(area, nought), told[key]))
    return _Book(
        [Period.month(number // 12, number % 12 + 1) for number in range(first, first + months)], told, areas
    )


def _lay_down(invented: _Book) -> tuple[int, int, float]:
    """Facts in the order in which they would come, month by month; totals in key order."""
    connection.close()
    book = bare.opened(Path(str(settings.DATABASES["default"]["NAME"])))

    def work() -> None:
        book.execute("BEGIN IMMEDIATE")
        book.executemany(bare.FACT, invented.facts())
        book.executemany(bare.TOTAL, invented.totals())
        book.execute("COMMIT")
        book.execute("ANALYZE")
        book.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    took = seconds(work)
    kept: int = book.execute("SELECT count(*) FROM facts_total").fetchone()[0]
    book.close()
    return len(invented.months) * len(invented.institutions) * len(MEASURES), kept, took


def _size() -> int:
    return sum(path.stat().st_size for path in Path(settings.DATA).glob("densach.sqlite3*"))


def _answers(nation: int, communes: list[int], institutions: list[int]) -> Iterator[Mapping[str, Any]]:
    """Each question twice: the house's query, and the one statement that a person would write for it."""
    book = bare.opened(Path(str(settings.DATABASES["default"]["NAME"])))
    one = institutions[len(institutions) // 2]
    for what, house, statement, times in (
        *_of_months(nation, communes),
        *_of_a_year(nation, institutions, one),
        *_of_facts(one),
    ):
        yield _compared(what, house, book, statement, times)
    book.close()


Asked = tuple[str, Callable[[], object], str, int]


def _of_months(nation: int, communes: list[int]) -> Iterator[Asked]:
    keys = [key for month in range(1, 13) for key in Period.month(LAST_YEAR, month).cells().full]
    columns = "unit_id, measure, period, quantity"
    months = f"slice = '' AND period BETWEEN {keys[0]} AND {keys[-1]}"
    yield (
        "nation × 8 measures × 12 months",
        lambda: queries.area_cells(MEASURES, [nation], keys),
        _kept(columns, f"unit_kind = 'a' AND unit_id = {nation}", months),
        40,
    )
    yield (
        f"{len(communes)} communes × 1 measure × 12 months",
        lambda: queries.area_cells([VISITS], communes, keys),
        _kept(columns, f"unit_kind = 'a' AND unit_id IN ({_listed(communes)})", IS_VISITS, months),
        9,
    )


def _of_a_year(nation: int, institutions: list[int], one: int) -> Iterator[Asked]:
    year = f"slice = '' AND period = {LAST_YEAR}0000"
    yield (
        "nation × 1 measure × a year",
        lambda: queries.total_of_areas(VISITS, [nation], YEAR),
        _kept("sum(quantity)", f"unit_kind = 'a' AND unit_id = {nation}", IS_VISITS, year),
        40,
    )
    yield (
        "one unit × all measures × a year",
        lambda: queries.sums_by_measure(one, YEAR),
        _kept("measure, quantity", f"unit_kind = 'o' AND unit_id = {one}", year),
        40,
    )
    yield (
        "all institutions × 1 measure × a year",
        lambda: queries.totals_of_organisations(VISITS, institutions, YEAR),
        _kept(
            "unit_id, quantity", f"unit_kind = 'o' AND unit_id IN ({_listed(institutions)})", IS_VISITS, year
        ),
        9,
    )


def _of_facts(one: int) -> Iterator[Asked]:
    days = f"\"on\" BETWEEN '{YEAR.start}' AND '{YEAR.end}' ORDER BY id LIMIT 50"
    yield (
        "the facts behind one unit's year",
        lambda: queries.facts_of(VISITS, one, YEAR),
        f"SELECT * FROM facts_fact WHERE organisation_id = {one} AND {IS_VISITS} AND {days}",  # noqa: S608
        40,
    )


def _listed(ids: list[int]) -> str:
    return ",".join(map(str, ids))


def _kept(columns: str, *conditions: str) -> str:
    # Ids and keys of this bench's own making; a person's statement would hold them written out too.
    return f"SELECT {columns} FROM facts_total WHERE {' AND '.join(conditions)}"  # noqa: S608


def _compared(
    what: str, house: Callable[[], object], book: sqlite3.Connection, statement: str, times: int
) -> dict[str, Any]:
    def bare_answer() -> object:
        return book.execute(statement).fetchall()

    house(), bare_answer()  # warm
    ours = sorted(seconds(house) for _time in range(times))
    theirs = sorted(seconds(bare_answer) for _time in range(times))
    mine, bare_ = statistics.median(ours), statistics.median(theirs)
    return {
        "what": what,
        "p50_ms": round(mine * 1000, 2),
        "worst_ms": round(ours[-1] * 1000, 2),
        "bare_sql_p50_ms": round(bare_ * 1000, 2),
        "ratio": round(mine / bare_, 2),
    }
