"""The calendar behind the inputs: how much of a year is due by a day, and the window of a cadence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from densach.kernel.period import Period
from densach.programme.plans.judging.inputs import require
from densach.programme.plans.judging.verdict import Exact


def expected_share(on: date, year: Period, earlier: Sequence[tuple[Exact, Exact]] = ()) -> Fraction:
    """Share of a year's count that is due at the end of the day `on`.

    `earlier` holds, latest first, (count by the same day, count of the whole year) of complete earlier years
    of the same territory: the mean share of up to three of them that counted anything, for visits and loans
    follow the school year and the festivals. Without any, the share of days gone by.
    """
    if on < year.start:
        return Fraction(0)
    if on >= year.end:
        return Fraction(1)
    shares = [Fraction(part) / Fraction(whole) for part, whole in earlier[:3] if whole > 0]
    return sum(shares, Fraction(0)) / len(shares) if shares else year.elapsed(on)


def cadence_window(start: date, every_years: int, on: date) -> Period:
    """The window of `every_years` years that `on` lies in, counted from the plan's start."""
    require(every_years > 0, "a window lasts at least one year")
    gone = on.year - start.year - (_anniversary(start, on.year) > on)
    first = start.year + gone // every_years * every_years
    end = _anniversary(start, first + every_years) - timedelta(days=1)
    return Period(_anniversary(start, first), end)


def _anniversary(start: date, year: int) -> date:
    """The same day in another year; a plan of 29 February has its day on the 28th in between."""
    try:
        return start.replace(year=year)
    except ValueError:
        return start.replace(year=year, day=28)
