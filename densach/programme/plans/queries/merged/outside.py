"""Units of the whole place that stand in no part of a sum: those that several predecessors' units became.

A predecessor's target goes on being measured on its ground, the communes (decision 0017). Its provincial library became
one with that of others and stands on nobody's ground: what it counts since is told by name, not added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import Area
from densach.programme.indicators.models import Formula
from densach.programme.indicators.rules import Scope
from densach.programme.plans.judging.verdict import Step
from densach.programme.plans.queries.figures import Figures
from densach.programme.plans.queries.judged import JudgedTarget


def left_out(
    area: Area, on: date, former: Iterable[int], sums: Sequence[Sequence[JudgedTarget]]
) -> list[tuple[Step, ...]]:
    """For each sum (its judged parts), who of the place counts in none of them, and how much. One reading for all.

    `former` are the areas that went into the place.
    """
    asked = [_asked(area, rows) for rows in sums]
    if not any(asked):
        return [() for _rows in sums]
    figures = Figures(on)

    def ask_all() -> None:
        for row, scope, period in filter(None, asked):
            if row.target.indicator is not None:
                figures.value(row.target.indicator, scope, period)

    figures.read_together(ask_all)
    ground = {inside for one in former for inside in organisations.area_ids_within(one, on)}
    there = {one.id for one in organisations.alive(on, area=area) if one.area_id not in ground}
    return [
        () if one is None else _told(figures, one, there, rows) for one, rows in zip(asked, sums, strict=True)
    ]


_Question = tuple[JudgedTarget, Scope, Period]


def _asked(area: Area, rows: Sequence[JudgedTarget]) -> _Question | None:
    """The question that the parts answer, put to the whole place; None where nothing is counted up."""
    for row in rows:
        indicator, period = row.target.indicator, row.period
        if indicator is None or indicator.formula != Formula.TOTAL or period is None or row.value is None:
            continue
        if not row.scope.unit_ids:
            return row, replace(row.scope, area_id=area.pk), row.value.period or period
    return None


def _told(
    figures: Figures, one: _Question, there: set[int], rows: Sequence[JudgedTarget]
) -> tuple[Step, ...]:
    row, scope, period = one
    if row.target.indicator is None:
        return ()
    counted = {part.organisation_id for each in rows if each.value for part in each.value.parts}
    value = figures.value(row.target.indicator, scope, period)
    return tuple(
        Step(
            "merged.apart.whole_place",
            {
                "name": part.name,
                "amount": Fraction(part.numerator),
                "since": period.start,
                "until": min(period.end, row.on),
            },
        )
        for part in value.parts
        if part.numerator and part.organisation_id in there and part.organisation_id not in counted
    )
