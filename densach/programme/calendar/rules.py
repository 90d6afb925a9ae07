"""When an occasion falls, and what this room refuses. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from densach.formats.lunar import FIRST_YEAR, LAST_YEAR, LunarDay, lunar_of, solar_days
from densach.kernel.errors import Conflict, Invalid, NotFound
from densach.kernel.period import Period
from densach.kernel.vietnamese import fold

KINDS: Final = ("occasion", "plan", "report", "task", "budget", "oversight")


class UnknownOccasion(NotFound):
    message_id = "calendar.unknown_occasion"


class UnknownFeed(NotFound):
    message_id = "calendar.unknown_feed"


class NoSuchDay(Invalid):
    """Parameters: `day`, `month`."""

    message_id = "calendar.no_such_day"


class DatesNotInYear(Invalid):
    """Parameters: `first`, `year`."""

    message_id = "calendar.dates_not_in_year"


class DatesOutOfOrder(Invalid):
    """Parameters: `first`, `last`."""

    message_id = "calendar.dates_out_of_order"


class TooLong(Invalid):
    """Parameter: `limit`."""

    message_id = "calendar.too_long"


class NameTaken(Conflict):
    """Parameter: `name`."""

    message_id = "calendar.name_taken"


class ReasonNeeded(Invalid):
    message_id = "calendar.reason_needed"


LONGEST: Final = 60


@dataclass(frozen=True)
class Span:
    """First and last day, both of them in."""

    first: date
    last: date

    def meets(self, period: Period) -> bool:
        return self.first <= period.end and self.last >= period.start


def check_day(rule: str, day: int, month: int) -> None:
    """Raises NoSuchDay for 30/2, 31/4, a lunar 31st."""
    longest = 30 if rule == "lunar" else calendar.monthrange(2024, month)[1]
    if not 1 <= day <= longest:
        raise NoSuchDay(day=day, month=month)


def spans(rule: str, month: int | None, day: int | None, leap: bool, days: int, year: int) -> list[Span]:
    """When a rule falls in a year; none where the year has no such day.

    The 29th of February falls on the 28th in other years. A lunar day that the month lacks (the 30th of a short one)
    falls on its last day, the 29th, as such feasts are held then. `leap` holds only in years with that leap month.
    """
    if rule == "set" or month is None or day is None:
        return []
    if rule == "solar":
        last = calendar.monthrange(year, month)[1]
        starts = [date(year, month, min(day, last))]
    else:
        starts = _lunar(year, month, day, leap)
    return [Span(one, one + timedelta(days=days - 1)) for one in starts]


def _lunar(year: int, month: int, day: int, leap: bool) -> list[date]:
    for in_leap in (True, False) if leap else (False,):
        for tried in (day, 29) if day == 30 else (day,):
            if found := solar_days(year, month, tried, leap=in_leap):
                return found
    return []


@dataclass(frozen=True, order=True)
class Item:
    """One thing in the calendar. `number` counts what was told together (a report that 124 units owe)."""

    first: date
    last: date
    kind: str
    title: str
    url: str = ""
    place: str = ""
    uid: str = ""
    done: bool = False
    public: bool = False
    number: int = 1
    note: str = ""

    def on(self, day: date) -> bool:
        return self.first <= day <= self.last


def together(items: Iterable[Item]) -> list[Item]:
    """Things of one kind, day and title told once, with how many there are; the first one's address leads there."""
    found: dict[tuple[date, str, str, bool], Item] = {}
    for item in sorted(items):
        key = (item.first, item.kind, fold(item.title), item.done)
        known = found.get(key)
        found[key] = item if known is None else replace(known, number=known.number + item.number, place="")
    return list(found.values())


def weeks(year: int, month: int) -> list[list[date]]:
    """The weeks of a month's page, Monday first, with the days of its neighbours that fill them."""
    return [list(week) for week in calendar.Calendar().monthdatescalendar(year, month)]


def lunar_text(day: date) -> str:
    """What stands small beside a solar day: 15, or 1/10 where a lunar month begins."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return ""
    told: LunarDay = lunar_of(day)
    return f"{told.day}/{told.month}{'n' if told.leap else ''}" if told.day == 1 else str(told.day)


def by_day(items: Sequence[Item], days: Iterable[date]) -> Iterator[tuple[date, list[Item]]]:
    """Each day with what is on it."""
    for day in days:
        yield day, [item for item in items if item.on(day)]
