"""The running year as it would end if it went like earlier ones: shown as an estimate, never judged."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from densach.kernel.period import Period
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries.evaluation import series
from densach.programme.indicators.rules import AsWhen, Scope, Value

EARLIER_YEARS: Final = 3


def year_estimate(
    indicator: Indicator, scope: Scope, year: Period, value: Value, on: date, *, as_: AsWhen = "was"
) -> Fraction | None:
    """A whole number; None for what is no sum, for a year that does not run, and where nothing is counted. The share
    that up to three earlier years had reached by this day, else that of the year's days.
    """
    if indicator.formula != Formula.TOTAL or value.numerator is None or not year.start <= on < year.end:
        return None
    whole, part, spans = year, Period(year.start, on), []
    for _step in range(EARLIER_YEARS):
        whole, part = whole.year_earlier(), part.year_earlier()
        begun = Period(part.start, min(part.end, Period.half(whole.end.year, 1).end))
        spans += [begun, part, whole]
    told = [one.numerator or 0 for one in series(indicator, scope, spans, on, as_=as_)]
    # A year entered as one number has nothing by the same day and cannot tell how a year goes.
    shares = [
        Fraction(so_far, all_)
        for begun_sum, so_far, all_ in zip(told[::3], told[1::3], told[2::3], strict=True)
        if begun_sum and so_far and all_
    ]
    due = sum(shares, Fraction(0)) / len(shares) if shares else year.elapsed(on)
    return Fraction(round(Fraction(value.numerator) / due)) if due else None
