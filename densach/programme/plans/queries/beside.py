"""What the page of a single target tells beside its verdict: who of the whole place stands in no part of the figure,
and months that the base year lacks. Neither changes the status; both are asked of one target at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.programme.indicators import queries as indicators
from densach.programme.plans.judging.verdict import Step
from densach.programme.plans.queries.fates import pasts
from densach.programme.plans.queries.figures import READ_AS
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.merged.outside import left_out
from densach.programme.plans.queries.merged.places import columns
from densach.programme.plans.status import Growth


def told_beside(row: JudgedTarget) -> JudgedTarget:
    """The judged target with these steps after those of its reckoning."""
    steps = (*row.verdict.explanation, *_outside(row), *_base_gap(row))
    return replace(row, verdict=replace(row.verdict, explanation=steps))


def _outside(row: JudgedTarget) -> tuple[Step, ...]:
    """Units of the place that the territory became part of, which the target's own ground does not hold."""
    ended = row.standing.gone.area_id if row.standing and row.instead is None else None
    if ended is None:
        return ()
    whole = organisations.whole_successor(ended, row.on)
    if whole == ended:
        return ()
    area = Area.objects.get(pk=whole)
    former = [one.area_id for one in columns(area, row.on)]
    return left_out(area, row.on, former, [[row]])[0]


def _base_gap(row: JudgedTarget) -> Iterator[Step]:
    """Months of a base year counted by less than half as many as count otherwise, where the book gives the base."""
    told, indicator = row.inputs, row.target.indicator
    if not isinstance(told, Growth) or told.base_year is None or not told.base or indicator is None:
        return
    year = Period.year(told.base_year)
    if row.target.base_value is not None or row.instead is not None or row.on < year.start:
        return
    last_twelve = Period(row.on - timedelta(days=365), row.on)
    base, lately = indicators.evaluate_all(
        [(indicator, row.scope, year), (indicator, row.scope, last_twelve)],
        row.on,
        as_=READ_AS,
        until_fact=row.until_fact,
        known_at=row.known_at,
    )
    then, now = (indicators.tellers_by_month(indicator, value) for value in (base, lately))
    heirs = _heirs({unit for units in (*then.values(), *now.values()) for unit in units})
    counted = {month: len({heirs[unit] for unit in units}) for month, units in then.items()}
    lately_counted = (len({heirs[unit] for unit in units}) for units in now.values())
    most = max([*counted.values(), *lately_counted], default=0)
    over = [month for month in counted if Period.month(month // 12, month % 12 + 1).end <= row.on]
    thin = [month for month in over if 2 * counted[month] < most]
    if thin:
        few = max(counted[month] for month in thin)
        names = {"year": str(told.base_year), "months": _named(month % 12 + 1 for month in thin)}
        yield Step("judging.base_gap", {**names, "few": str(few), "most": str(most)})


def _heirs(units: set[int]) -> dict[int, int]:
    """Each unit with the one among them that it went on as: three museums that became one count as that one."""
    found = {unit: unit for unit in units}
    for heir, past in pasts(units).items():
        found.update(dict.fromkeys(past - {heir}, heir))
    return found


def _named(months: Iterable[int]) -> str:
    """1, 2, 3, 7 as "1–3, 7"."""
    runs = (
        [month for _place, month in run]
        for _gap, run in groupby(enumerate(months), lambda one: one[1] - one[0])
    )
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
