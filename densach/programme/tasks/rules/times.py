"""When a work is due: kinds of time, the clock that an event starts, the last day in the form of the law.

A term of months ends on the day of the same number, or on the month's last where it has none; when that day is a day
off, at the end of the next working day (Civil Code 2015, Art. 147 and 148.5). A date that a plan names is that date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from densach.kernel.vietnamese import clean_text, fold
from densach.programme.tasks.models import TimeKind
from densach.programme.tasks.rules.refusals import (
    ConditionNeeded,
    DayNeeded,
    DaysBackwards,
    OutsideParent,
    YearsNeeded,
)

LAST_MONTH: Final = 12
SOON: Final = (30, 7, 1)
_SATURDAY: Final = 5
_LONGEST: Final = 31
# Labour Code 2019, Art. 112, as far as the sun's calendar fixes them; those of the moon are told by a person.
_DAYS_OFF: Final = frozenset({(1, 1), (30, 4), (1, 5), (2, 9)})
_EVERY_YEAR: Final = re.compile(r"\bhang nam\b")
_DAY_NAMED: Final = re.compile(r"\b(\d{1,2})[/-](\d{1,2})\b")
_MONTH_NAMED: Final = re.compile(r"\bthang (\d{1,2})\b")


# What each kind of time reads; nothing else is asked of it, or kept.
USED: Final[dict[str, frozenset[str]]] = {
    TimeKind.CONTINUOUS: frozenset({"starts_on", "ends_on"}),
    TimeKind.YEARLY: frozenset({"starts_on", "ends_on", "due"}),
    TimeKind.FIXED: frozenset({"starts_on", "ends_on"}),
    TimeKind.SPAN: frozenset({"starts_on", "ends_on"}),
    TimeKind.EVERY_N_YEARS: frozenset({"starts_on", "ends_on", "due", "every_years"}),
    TimeKind.CONDITIONAL: frozenset({"ends_on", "condition", "months_after"}),
}


@dataclass(frozen=True)
class Times:
    """What a person tells of a time. `due_day` and `due_month` return every year; a month alone is its last day."""

    kind: str = TimeKind.CONTINUOUS
    text: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    due_day: int | None = None
    due_month: int | None = None
    every_years: int | None = None
    condition: str = ""
    months_after: int | None = None

    def check(self) -> None:
        """Raises DaysBackwards, DayNeeded, YearsNeeded, ConditionNeeded."""
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise DaysBackwards(first=self.starts_on, last=self.ends_on)
        if self.kind == TimeKind.FIXED and self.ends_on is None:
            raise DayNeeded(kind=TimeKind.FIXED.label)
        if self.kind == TimeKind.SPAN and (self.starts_on is None or self.ends_on is None):
            raise DayNeeded(kind=TimeKind.SPAN.label)
        if self.kind == TimeKind.EVERY_N_YEARS and (self.every_years or 0) < 1:
            raise YearsNeeded
        if self.kind == TimeKind.CONDITIONAL and not clean_text(self.condition):
            raise ConditionNeeded

    def check_within(self, ends_on: date | None) -> None:
        """A piece ends no later than what it is cut from. Raises OutsideParent."""
        if ends_on is not None and self.ends_on is not None and self.ends_on > ends_on:
            raise OutsideParent(day=self.ends_on, limit=ends_on)


def due_of(times: Times, *, round_year: int | None, declared_on: date | None) -> date | None:
    """The last day, or none: what goes on all the time has none, nor has what waits for an event."""
    match times.kind:
        case TimeKind.FIXED | TimeKind.SPAN:
            return times.ends_on
        case TimeKind.CONTINUOUS:
            return times.ends_on
        case TimeKind.YEARLY if round_year:
            return _day_of_year(times, round_year)
        case TimeKind.EVERY_N_YEARS if round_year:
            return _day_of_year(times, round_year + (times.every_years or 1) - 1)
        case TimeKind.CONDITIONAL if declared_on:
            return after_months(declared_on, times.months_after) if times.months_after else times.ends_on
    return None


def waits_for_event(kind: str, declared_on: date | None) -> bool:
    """Whether the clock has not begun."""
    return kind == TimeKind.CONDITIONAL and declared_on is None


def days_late(due_on: date | None, on: date) -> int:
    """Full days past the last day; nought on it, before it and where there is none."""
    return max((on - due_on).days, 0) if due_on else 0


def soonness(due_on: date | None, on: date) -> int | None:
    """Days left until the last day, where they are at most 30; none when later, late or undated."""
    left = (due_on - on).days if due_on else -1
    return left if 0 <= left <= SOON[0] else None


def after_months(since: date, months: int) -> date:
    """The last day of a term of months that an event began."""
    month = since.month - 1 + months
    year, month = since.year + month // LAST_MONTH, month % LAST_MONTH + 1
    return next_working_day(date(year, month, min(since.day, monthrange(year, month)[1])))


def next_working_day(day: date) -> date:
    """The day itself, or the first one after it that is no day off."""
    while day.weekday() >= _SATURDAY or (day.day, day.month) in _DAYS_OFF:
        day += timedelta(days=1)
    return day


def _day_of_year(times: Times, year: int) -> date:
    month = times.due_month or LAST_MONTH
    last = monthrange(year, month)[1]
    return date(year, month, min(times.due_day or last, last))


def read_times(
    *, kind: str, text: str, first: str, last: str, every_years: int | None, trigger: str
) -> Times:
    """Times as a plan's row tells them; what cannot be read is left open, so that nothing is late by a guess."""
    starts_on, ends_on = _edge(first, is_end=False), _edge(last, is_end=True)
    if starts_on and ends_on and ends_on < starts_on:
        starts_on = ends_on = None
    due_day, due_month = _returning_day(fold(text))
    match kind:
        case "yearly":
            return Times(TimeKind.YEARLY, text, starts_on, ends_on, due_day, due_month)
        case "every_n_years" if every_years:
            return Times(TimeKind.EVERY_N_YEARS, text, starts_on, ends_on, every_years=every_years)
        case "conditional":
            return Times(TimeKind.CONDITIONAL, text, starts_on, ends_on, condition=(trigger or text)[:300])
        case "date" if ends_on:
            return Times(TimeKind.FIXED, text, starts_on, ends_on)
        case "year" | "span" if starts_on and ends_on:
            return Times(TimeKind.SPAN, text, starts_on, ends_on)
    return Times(TimeKind.CONTINUOUS, text, starts_on, ends_on)


def _returning_day(folded: str) -> tuple[int | None, int | None]:
    """ "tu ngay 01/10 den ngay 07/10 hang nam" ends on 7/10, "thang 5 va thang 11 hang nam" with November."""
    if not _EVERY_YEAR.search(folded):
        return None, None
    days = [(int(day), int(month)) for day, month in _DAY_NAMED.findall(folded)]
    days = [(day, month) for day, month in days if 1 <= month <= LAST_MONTH and 1 <= day <= _LONGEST]
    if days:
        return days[-1]
    months = [int(month) for month in _MONTH_NAMED.findall(folded) if 1 <= int(month) <= LAST_MONTH]
    return None, months[-1] if months else None


def _edge(text: str, *, is_end: bool) -> date | None:
    """ "2026", "2026-04" or "2026-04-21" as the first or the last day that it names."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text.strip())
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or (LAST_MONTH if is_end else 1))
    try:
        last = monthrange(year, month)[1]
        return date(year, month, int(match[3] or (last if is_end else 1)))
    except ValueError:
        return None
