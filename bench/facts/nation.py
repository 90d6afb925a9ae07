"""A book of the whole nation answers: the house's queries, beside the bare SQL."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from bench.facts import bare
from bench.facts.book import LAST_YEAR, MEASURES, lay_down
from bench.facts.writing import seconds
from densach.facts import queries
from densach.kernel.period import Period

VISITS: Final = "library.visits"
IS_VISITS: Final = "measure = 'library.visits'"
YEAR: Final = Period.year(LAST_YEAR)


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """`scale` 1 is the nation; a smaller one takes that share of its communes and at least a year of months."""
    laid = lay_down(scale)
    yield {
        "what": "nation-size book laid down by bulk SQL",
        "communes": len(laid.communes),
        "institutions": len(laid.institutions),
        "measures": len(MEASURES),
        "months": laid.months,
        "facts": laid.facts,
        "totals": laid.totals,
        "seconds": round(laid.seconds, 1),
        "megabytes": laid.megabytes,
    }
    yield from _answers(laid.nation, laid.communes, laid.institutions)


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
