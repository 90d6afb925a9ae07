"""Lays down a book of the whole nation: 34 provinces, 3,321 communes, 6,643 institutions, 8 measures, 60 months.

The rows are laid down in bulk, as no bench waits for 3.2 million people; they are the rows that `facts.actions` would
write, and their totals follow the same rules, the areas around each institution being those of each month.
"""

from __future__ import annotations

import operator
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection

from bench.facts import bare
from bench.facts.writing import DAY
from densach.facts import ledger
from densach.facts.rules import periods_of
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation, OrganisationVersion

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
LAST_YEAR: Final = 2025
# Two institutions in a commune, and one more; each counts everything, so that the book has its full size.
KINDS: Final = ("public_library", "culture_centre", "museum")
_FACT_COLUMNS: Final = (
    'organisation_id, measure, "on", since, quantity, source, slice, sign, revision, origin, recorded_at'
)


@dataclass(frozen=True)
class Laid:
    """What stands in the book, and how long it took to lay it down."""

    nation: int
    communes: list[int]
    institutions: list[int]
    months: int
    facts: int
    totals: int
    seconds: float
    megabytes: int


def lay_down(scale: float) -> Laid:
    """`scale` 1 is the nation; a smaller one takes that share of its communes and at least a year of months."""
    nation = organisations.area_by_code("viet-nam")
    communes = [area for area, _code, _name in organisations.communes_of(nation, DAY)]
    communes = communes[:: max(1, round(1 / scale))]
    months = max(12, round(60 * min(1.0, scale * 5)))
    institutions = _institutions(communes, 2 * len(communes) + 1)
    before = size()
    began = time.perf_counter()
    book = _invented(sorted(institutions), months)
    _write(book)
    took = time.perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM facts_total")
        totals = cursor.fetchone()[0]
    facts = len(book.months) * len(book.institutions) * len(MEASURES)
    return Laid(
        nation.pk, communes, list(institutions), months, facts, totals, took, round((size() - before) / 1e6)
    )


def _institutions(areas: list[int], number: int) -> dict[int, int]:
    """As many institutions: id → commune. Only the register's tables are written here."""
    rows = Organisation.objects.bulk_create(
        [Organisation(code=f"co-so-{place}") for place in range(number)], batch_size=500
    )
    found = {row.pk: areas[place % len(areas)] for place, row in enumerate(rows)}
    OrganisationVersion.objects.bulk_create(
        [
            OrganisationVersion(
                organisation_id=key, name=f"Cơ sở {place}", folded_name=f"co so {place}", sort_key=f"co so {place:05}",
                kind=KINDS[place // len(areas)], level="commune", area_id=area, valid_from=date(2010, 1, 1),
            )
            for place, (key, area) in enumerate(found.items())
        ],
        batch_size=500,
    )  # fmt: skip
    return found


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
            if quantity:
                for period in periods_of(month.end):
                    moved[period] += quantity
        return sorted(moved.items())


def _invented(institutions: list[int], months: int) -> _Book:
    dice = random.Random(2026)
    first = 12 * LAST_YEAR + 12 - months
    spans = [Period.month(number // 12, number % 12 + 1) for number in range(first, first + months)]
    told = {key: [dice.randint(1, 900) for _cell in range(len(MEASURES) * months)] for key in institutions}
    return _Book(spans, told, _summed(spans, told))


def _summed(spans: Sequence[Period], told: dict[int, list[int]]) -> dict[int, list[int]]:
    """The sums of every area, each month with what lay inside it on the month's last day."""
    places = ledger.Places.of_all()
    nought = [0] * (len(MEASURES) * len(spans))
    areas: dict[int, list[int]] = {}
    for key, row in told.items():
        around = [places.areas(key, span.end) for span in spans]
        for area in {area for found in around for area in found}:
            inside = [area in found for found in around] * len(MEASURES)
            areas[area] = list(map(operator.add, areas.get(area, nought), map(operator.mul, row, inside)))
    return areas


def _write(book: _Book) -> None:
    """Facts in the order in which they would come, month by month; totals in key order."""
    connection.close()
    if connection.vendor == "sqlite":
        _write_to_sqlite(book)
    else:
        _write_to_postgres(book)


def _write_to_sqlite(book: _Book) -> None:
    made = bare.opened(Path(str(settings.DATABASES["default"]["NAME"])))
    made.execute("BEGIN IMMEDIATE")
    made.executemany(bare.FACT, book.facts())
    made.executemany(bare.TOTAL, book.totals())
    made.execute("COMMIT")
    made.execute("ANALYZE")
    made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.close()


def _write_to_postgres(book: _Book) -> None:
    told = ((*row, "", 1, 1, "service", "2026-11-20 02:00:00+00") for row in book.facts())
    with connection.cursor() as cursor:
        _copy(cursor, f"facts_fact ({_FACT_COLUMNS})", told)
        _copy(cursor, "facts_total (unit_kind, unit_id, measure, slice, period, quantity)", book.totals())
        cursor.execute("ANALYZE")


def _copy(cursor: Any, table: str, rows: Iterable[Sequence[object]]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as sink:
        for row in rows:
            sink.write_row(row)


def size() -> int:
    """Bytes of the database as it lies there."""
    if connection.vendor == "sqlite":
        return sum(path.stat().st_size for path in Path(settings.DATA).glob("densach.sqlite3*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        found: int = cursor.fetchone()[0]
    return found
