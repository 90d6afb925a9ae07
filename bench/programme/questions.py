"""Questions of dashboards inside the process: the house's query beside the one statement that asks the same."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.db import connection

from bench.facts.book import LAST_YEAR, MEASURES
from bench.facts.writing import seconds
from bench.programme.nation import Nation
from densach.facts import queries
from densach.kernel.period import Period

VISITS: Final = "library.visits"
YEARS: Final = range(LAST_YEAR - 4, LAST_YEAR + 1)


def figures(laid: Nation) -> Iterator[Mapping[str, Any]]:
    keys = list(Period.year(LAST_YEAR).cells().full)
    months = f"slice = '' AND period BETWEEN {keys[0]} AND {keys[-1]}"
    columns = "unit_id, measure, period, quantity"
    one = "measure = 'library.visits'"
    every = ", ".join(f"'{measure}'" for measure in MEASURES)
    yield _beside(
        "root × 8 measures × 12 months",
        lambda: queries.area_cells(MEASURES, [laid.nation], keys),
        _kept(columns, f"unit_id = {laid.nation} AND measure IN ({every}) AND {months}"),
        3,
        60,
    )
    communes = ", ".join(map(str, laid.communes))
    yield _beside(
        f"{len(laid.communes)} communes × 1 measure × 12 months",
        lambda: queries.area_cells([VISITS], laid.communes, keys),
        _kept(columns, f"unit_id IN ({communes}) AND {one} AND {months}"),
        3,
        9,
    )
    tiers = [laid.nation, *laid.provinces, *laid.communes]
    listed = ", ".join(map(str, tiers))
    monthly = f"slice = '' AND period BETWEEN {YEARS[0]}0101 AND {YEARS[-1]}1202 AND period % 10000 > 0"
    yield _beside(
        f"three tiers ({len(tiers)} units) × 5 years, beside bare monthly totals",
        lambda: queries.area_cells([VISITS], tiers, [year * 10_000 for year in YEARS]),
        _kept("unit_id, period / 10000, sum(quantity)", f"unit_id IN ({listed}) AND {one} AND {monthly}")
        + " GROUP BY 1, 2",
        1,
        9,
    )


def _kept(columns: str, conditions: str) -> str:
    # Numbers and keys of this bench's own making; a person's statement would hold them written out too.
    return f"SELECT {columns} FROM facts_total WHERE unit_kind = 'a' AND {conditions}"  # noqa: S608


def _beside(
    what: str, house: Callable[[], object], statement: str, most: float, times: int
) -> dict[str, Any]:
    """Both asked in turns, so that what else the machine does falls on both alike."""
    connection.ensure_connection()

    def bare() -> object:
        cursor = connection.connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall()

    house(), bare()  # warm
    pairs = [(seconds(house), seconds(bare)) for _time in range(times)]
    ours, theirs = (statistics.median(taken) for taken in zip(*pairs, strict=True))
    return {
        "what": what,
        "p50_ms": round(ours * 1000, 2),
        "bare_sql_p50_ms": round(theirs * 1000, 2),
        "ratio": round(ours / theirs, 2),
        "limit_ratio": most,
    }
