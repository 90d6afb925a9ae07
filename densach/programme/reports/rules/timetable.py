"""From a duty in a plan ("báo cáo 6 tháng trước ngày 10/6") to dated obligations, and whether they are kept.

The plans' own days come before the period's end, so figures run to a cut-off: the day before the report is due,
or the last day of the period where that comes first.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from densach.kernel.period import Period
from densach.programme.reports.rules.refusals import (
    DayOutOfPeriod,
    DueInThePast,
    DueOutOfSense,
    PeriodNotBegun,
    PeriodOutsidePlan,
)

# Where a plan names no day: the day after the administrative half or year closes (Decree 09/2019/NĐ-CP).
UNNAMED_DAY: Final = 15
SOON: Final = timedelta(days=7)
# A report may be asked for until a year after its period.
LATEST: Final = timedelta(days=366)
_DECEMBER: Final = 12


class Duty(Protocol):
    """What the timetable needs to know of a plan's report duty."""

    cycle: str
    due_day: int | None
    due_month: int | None
    due_on: date | None


@dataclass(frozen=True)
class Offer:
    """A period that a plan's duties ask a report on, with the day it is due."""

    period: Period
    due: date

    @property
    def cutoff(self) -> date:
        return cutoff_for(self.period, self.due)


class Timeliness(StrEnum):
    """How a report stands against its day."""

    OPEN = "open"
    SOON = "soon"
    OVERDUE = "overdue"
    ON_TIME = "on_time"
    LATE = "late"


def cutoff_for(period: Period, due: date) -> date:
    """The last day whose figures the report holds: the day before it is due, never outside of the period."""
    return max(period.start, min(period.end, due - timedelta(days=1)))


def check_cutoff(period: Period, day: date) -> date:
    """The day, if figures of the period can be cut off on it. Raises DayOutOfPeriod."""
    if day not in period:
        raise DayOutOfPeriod(day=day, since=period.start, until=period.end)
    return day


def check_begun(period: Period, on: date) -> Period:
    """The period, if a report on it has days to tell of. Raises PeriodNotBegun."""
    if on < period.start:
        raise PeriodNotBegun(period=period.label("vi"), since=period.start)
    return period


def check_years(period: Period, first: int, last: int) -> Period:
    """The period, if it lies in the plan's years, in whichever calendar they are told: the administrative year and
    the libraries' begin in December. Raises PeriodOutsidePlan.
    """
    if not first <= period.end.year <= last or period.start < date(max(first - 1, 1), _DECEMBER, 1):
        raise PeriodOutsidePlan(period=period.label("vi"), first=str(first), last=str(last))
    return period


def check_due(period: Period, due: date, cutoff: date) -> date:
    """The day, if a report on the period with figures to `cutoff` can be due on it. Raises DueOutOfSense."""
    if not max(cutoff, period.start) <= due <= period.end + LATEST:
        raise DueOutOfSense(day=due, since=max(cutoff, period.start), until=period.end + LATEST)
    return due


def check_ahead(due: date, on: date) -> date:
    """The day, if it can still be kept. Raises DueInThePast."""
    if due < on:
        raise DueInThePast(day=due)
    return due


def offers(duties: Iterable[Duty], year: int) -> list[Offer]:
    """What the duties ask on this year, by due day; two duties on one period give its earlier day."""
    found: dict[str, Offer] = {}
    for duty in duties:
        for offer in _offers_of(duty, year):
            known = found.get(offer.period.code)
            if known is None or offer.due < known.due:
                found[offer.period.code] = offer
    return sorted(found.values(), key=lambda offer: offer.due)


def offer_for(duties: Iterable[Duty], period: Period) -> Offer | None:
    """When a report on exactly this period is due, if any duty asks for one."""
    return next((offer for offer in offers(duties, period.end.year) if offer.period == period), None)


def asks_for(duty: Duty, period: Period) -> bool:
    """Whether the duty asks a report on exactly this period."""
    return any(offer.period == period for offer in _offers_of(duty, period.end.year))


def timeliness(due: date, submitted: date | None, on: date) -> Timeliness:
    """How a report due on `due`, handed in on `submitted` or not yet, stands on the day `on`."""
    if submitted is not None:
        return Timeliness.ON_TIME if submitted <= due else Timeliness.LATE
    if on > due:
        return Timeliness.OVERDUE
    return Timeliness.SOON if due - on <= SOON else Timeliness.OPEN


def _offers_of(duty: Duty, year: int) -> list[Offer]:
    if duty.cycle == "year":
        # A yearly report asked for in spring tells of the year before.
        due_year = year + 1 if (duty.due_month or 12) <= 3 else year
        return [Offer(Period.year(year), _due(duty, due_year, 12))]
    if duty.cycle != "half_year":
        return []
    first, second = Period.half(year, 1), Period.half(year, 2)
    if duty.due_month is None:
        return [Offer(first, date(year, 6, UNNAMED_DAY)), Offer(second, date(year, 12, UNNAMED_DAY))]
    if 4 <= duty.due_month <= 9:
        return [Offer(first, _due(duty, year, 6))]
    return [Offer(second, _due(duty, year + 1 if duty.due_month <= 3 else year, 12))]


def _due(duty: Duty, year: int, month: int) -> date:
    month = duty.due_month or month
    day = duty.due_day or UNNAMED_DAY
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
