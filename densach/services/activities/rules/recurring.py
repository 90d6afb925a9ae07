"""From a rule to days: weekly, by lunar day of the month or the year, single dates. Pure.

What a rule cannot make is told, never made up: a lunar month of 29 days has no 30th, most years have no leap month of a
number. Holidays and closures are skipped and told with their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from densach.formats import lunar
from densach.kernel.dates import parse_date
from densach.kernel.errors import Closed, Conflict, Invalid
from densach.services.activities.models import LeapRule, SeriesRule
from densach.services.activities.rules.activity import FIRST_YEAR, LAST_YEAR, SeriesData, require_year

MOST: Final = 400
REACHES: Final = ("one", "following", "all")
LONGEST_MONTH: Final = 30
# How long a series just made can be undone as if it had never been.
UNDONE_WITHIN: Final = timedelta(days=1)
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
# A lunar date's days as people write them: "1, 15" or "1; 15; 30".
_BETWEEN: Final = re.compile(r"[\s,;]+")


class NoDays(Invalid):
    """The rule makes no day at all between its first and its last. Parameters: `first`, `last`, already worded."""

    message_id = "activities.series_no_days"


class LunarDayLacks(Invalid):
    """No month of the rule has the day. Parameters: `month`, `name` and `year` of the lunar year, `day`, `last`."""

    message_id = "activities.series_lunar_day_lacks"


class TooManyDays(Invalid):
    """One series makes no more sessions than this. Parameter: `limit`."""

    message_id = "activities.series_too_many_days"


class DaysBackwards(Invalid):
    """The last day lies before the first. Parameters: `first`, `last`, already worded."""

    message_id = "activities.series_days_backwards"


class SpanLacks(Invalid):
    """Neither a term nor a first and a last day."""

    message_id = "activities.series_span_lacks"


class WeekdayLacks(Invalid):
    """A weekly series without a day of the week."""

    message_id = "activities.series_weekday_lacks"


class NoSuchWeekday(Invalid):
    """A day of the week outside 1 to 7. Parameter: `text`."""

    message_id = "activities.series_no_such_weekday"


class NoSuchLunarDay(Invalid):
    """A lunar month has 29 or 30 days. Parameter: `text`."""

    message_id = "activities.series_no_such_lunar_day"


class NoSuchLunarMonth(Invalid):
    """A lunar year has twelve months, and in some years a leap one. Parameter: `text`."""

    message_id = "activities.series_no_such_lunar_month"


class DatesLack(Invalid):
    """A series of single dates without a date."""

    message_id = "activities.series_dates_lack"


class WrongLength(Invalid):
    """A session lasts a minute to a day, a series repeats every 1 to 52 weeks and 1 to 31 days in a row."""

    message_id = "activities.series_wrong_length"


class SeenAnOldSeries(Conflict):
    """Somebody changed the series since the page was opened."""

    message_id = "activities.seen_an_old_series"


class SeriesInUse(Closed):
    """It can no longer be undone as if it had never been."""

    message_id = "activities.series_in_use"


class LunarDayMoves(Invalid):
    """Sessions of a lunar rule move to another day one by one, or by another rule."""

    message_id = "activities.lunar_day_moves"


class SlotTaken(Conflict):
    """The series would have two sessions on a day. Parameter: `day`, already worded."""

    message_id = "activities.slot_taken"


class UnknownReach(Invalid):
    """An act reaches one session, the following or all. Parameter: `text`."""

    message_id = "activities.unknown_reach"


@dataclass(frozen=True, order=True)
class Off:
    """Days on which series skip: a holiday or a closure of the house, both ends included."""

    first: date
    last: date
    name: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Skipped:
    """A day of the rule on which nothing is held, and why."""

    day: date
    why: str


@dataclass(frozen=True)
class Lacking:
    """A day of the rule that a lunar month lacks; `year` is the lunar one."""

    day: int
    month: int
    year: int
    leap: bool = False


@dataclass(frozen=True)
class Made:
    """The days of a rule in order, those skipped, and the lunar days that months lack."""

    days: tuple[date, ...]
    skipped: tuple[Skipped, ...] = ()
    lacking: tuple[Lacking, ...] = ()


@dataclass
class _Found:
    days: set[date] = field(default_factory=set)
    lacking: list[Lacking] = field(default_factory=list)


def undoable(made_at: datetime, at: datetime) -> bool:
    """Whether the series was made so lately that it can be undone."""
    return at - made_at <= UNDONE_WITHIN


def require_reach(text: str) -> None:
    """Raises UnknownReach."""
    if text not in REACHES:
        raise UnknownReach(text=text)


def seen_as(data: SeriesData) -> str:
    """A short mark of the rule as somebody saw it: another one means that it was changed meanwhile."""
    told = "|".join(str(getattr(data, one.name)) for one in fields(data) if one.name != "channel")
    return sha256(told.encode()).hexdigest()[:16]


def span_of(data: SeriesData) -> tuple[date, date]:
    """First and last day, of the term where one is told. Raises SpanLacks, DaysBackwards, YearOutOfReach."""
    if data.rule == SeriesRule.DATES and data.dates:
        first, last = min(data.dates), max(data.dates)
    elif data.term is not None:
        first, last = data.first_day or data.term.first_day, data.last_day or data.term.last_day
    elif data.first_day is not None and data.last_day is not None:
        first, last = data.first_day, data.last_day
    else:
        raise SpanLacks
    for day in (first, last):
        require_year(day.year)
    if last < first:
        raise DaysBackwards(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    return first, last


def require_sound(data: SeriesData) -> None:
    """Refuses a rule that says nothing or what no calendar has, in words."""
    if not (1 <= data.minutes <= 1440 and 1 <= data.every <= 52 and 1 <= data.days <= 31):
        raise WrongLength
    if data.rule == SeriesRule.WEEKLY:
        if not data.weekdays:
            raise WeekdayLacks
        if wrong := [day for day in data.weekdays if not 1 <= day <= 7]:
            raise NoSuchWeekday(text=str(wrong[0]))
    elif data.rule == SeriesRule.DATES:
        if not data.dates:
            raise DatesLack
    else:
        _require_lunar(data)


def _require_lunar(data: SeriesData) -> None:
    wrong = [day for day in data.lunar_days if not 1 <= day <= LONGEST_MONTH]
    if wrong or not data.lunar_days:
        raise NoSuchLunarDay(text=str(wrong[0]) if wrong else "")
    if data.rule == SeriesRule.LUNAR_YEARLY and not 1 <= (data.lunar_month or 0) <= 12:
        raise NoSuchLunarMonth(text=str(data.lunar_month or ""))


def days_of(data: SeriesData, off: Iterable[Off] = ()) -> Made:
    """The days on which sessions are held. `off` is asked only where the series skips holidays.

    Raises as `require_sound` and `span_of`, and NoDays, LunarDayLacks, TooManyDays.
    """
    require_sound(data)
    first, last = span_of(data)
    found = _RULES[SeriesRule(data.rule)](data, first, last)
    days = sorted(day for day in found.days if first <= day <= last)
    closed = sorted(off) if data.skips_holidays else []
    skipped = [Skipped(day, one.name) for day in days for one in _covering(closed, day)]
    gone = {one.day for one in skipped}
    kept = tuple(day for day in days if day not in gone)
    if not days and found.lacking:
        raise _lacks(found.lacking[0])
    if not kept:
        raise NoDays(first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    if len(kept) > MOST:
        raise TooManyDays(limit=MOST)
    return Made(kept, tuple(skipped), tuple(found.lacking))


def _lacks(one: Lacking) -> LunarDayLacks:
    month = f"{one.month} nhuận" if one.leap else str(one.month)
    name, last = lunar.year_name(one.year), str(LONGEST_MONTH - 1)
    return LunarDayLacks(month=month, name=name, year=str(one.year), day=str(one.day), last=last)


def _covering(closed: Sequence[Off], day: date) -> list[Off]:
    return [one for one in closed if one.covers(day)][:1]


def _weekly(data: SeriesData, first: date, last: date) -> _Found:
    found = _Found()
    # Weeks are counted from the Monday of the first day's week, so that "every two weeks" is even on all weekdays.
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        found.days |= {monday + timedelta(days=weekday - 1) for weekday in data.weekdays}
        monday += data.every * _WEEK
    return found


def _dates(data: SeriesData, first: date, last: date) -> _Found:
    return _Found(days=set(data.dates))


@dataclass(frozen=True)
class LunarMonth:
    """A month of the lunar calendar as it lies in the solar one: its first day and its length, 29 or 30."""

    first: date
    length: int
    month: int
    year: int
    leap: bool


def lunar_months(first: date, last: date) -> Iterator[LunarMonth]:
    """Every lunar month that has a day between the two, in order. Both within the years that the calendar knows."""
    day = first
    at = lunar.lunar_of(day)
    begin = day - timedelta(days=at.day - 1)
    while begin <= last:
        told = lunar.lunar_of(begin)
        length = _length(begin)
        yield LunarMonth(begin, length, told.month, told.year, told.leap)
        begin += timedelta(days=length)


def _length(begin: date) -> int:
    thirtieth = begin + timedelta(days=LONGEST_MONTH - 1)
    if thirtieth.year > LAST_YEAR:
        return LONGEST_MONTH - 1
    return LONGEST_MONTH if lunar.lunar_of(thirtieth).day == LONGEST_MONTH else LONGEST_MONTH - 1


def _lunar(data: SeriesData, first: date, last: date) -> _Found:
    found = _Found()
    yearly = data.rule == SeriesRule.LUNAR_YEARLY
    # A festival of several days may begin in the month before the first day.
    since = max(first - timedelta(days=data.days), date(FIRST_YEAR, 1, 1))
    for month in lunar_months(since, last):
        if yearly and month.month != data.lunar_month:
            continue
        if month.leap and data.leap == LeapRule.PLAIN:
            continue
        if not month.leap and data.leap == LeapRule.LEAP and _has_leap_after(month):
            continue
        _take(found, data, month, first, last)
    return found


def _has_leap_after(month: LunarMonth) -> bool:
    following = month.first + timedelta(days=month.length)
    return following.year <= LAST_YEAR and lunar.lunar_of(following).leap


def _take(found: _Found, data: SeriesData, month: LunarMonth, first: date, last: date) -> None:
    for number in sorted(set(data.lunar_days)):
        begin = month.first + timedelta(days=number - 1)
        if number > month.length:
            if first <= begin <= last:
                found.lacking.append(Lacking(number, month.month, month.year, month.leap))
            continue
        found.days |= {begin + offset * _DAY for offset in range(data.days)}


_RULES: Final = {
    SeriesRule.WEEKLY: _weekly,
    SeriesRule.DATES: _dates,
    SeriesRule.LUNAR_MONTHLY: _lunar,
    SeriesRule.LUNAR_YEARLY: _lunar,
}


def read_days(text: str) -> tuple[int, ...]:
    """Lunar days as people write them, "1, 15". Raises NoSuchLunarDay for what is none."""
    found = []
    for part in _BETWEEN.split(text.strip()):
        if not part:
            continue
        if not part.isdecimal() or not 1 <= int(part) <= LONGEST_MONTH:
            raise NoSuchLunarDay(text=part)
        found.append(int(part))
    return tuple(sorted(set(found)))


def read_dates(text: str) -> tuple[date, ...]:
    """Dates as people write them, one a line or parted by commas: "21/04/2026, 22/04/2026".

    Raises InvalidDate, ImpossibleDate (30/2), YearOutOfReach.
    """
    found = []
    for part in re.split(r"[,;\n]+", text):
        if part.strip():
            day = parse_date(part)
            require_year(day.year)
            found.append(day)
    return tuple(sorted(set(found)))
