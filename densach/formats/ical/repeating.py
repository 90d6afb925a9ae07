"""Repeated events as single days: RRULE, RDATE, EXDATE (RFC 5545, 3.3.10 and 3.8.5), inside a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from dateutil.rrule import rrulestr
from icalendar.prop import vBroken, vDDDTypes

from densach.formats.ical.refusals import BadRule, BrokenEvent, CutAtMost, CutAtWindow, TooOften
from densach.kernel.dates import VIETNAM
from densach.kernel.errors import Refusal

MOST_DAYS: Final = 1000  # of one event
_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What the standard forbids beside a frequency; with some of them no day would ever be found.
_NOT_WITH: Final = {
    "DAILY": {"BYWEEKNO", "BYYEARDAY"},
    "WEEKLY": {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"},
    "MONTHLY": {"BYWEEKNO", "BYYEARDAY"},
    "YEARLY": set(),
}
_BY_TIME: Final = {"BYHOUR", "BYMINUTE", "BYSECOND"}


@dataclass(frozen=True)
class Window:
    """The days that are read, both inside."""

    since: date
    until: date

    def holds(self, day: date) -> bool:
        return self.since <= day <= self.until


def value_of(told: Any, name: str) -> Any:
    """What a property says: a day, an instant, a length; None where it is not there. Raises BrokenEvent."""
    if isinstance(told, vBroken):
        raise BrokenEvent(what=f"{name}: {str(told)[:100]}")
    return getattr(told, "dt", None)


def naive_of(value: date) -> datetime:
    """The hands of the clock where it is held; midnight for a day."""
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.combine(value, time())


def instants_of(naive: datetime, zone: tzinfo | None) -> datetime:
    return naive.replace(tzinfo=zone or VIETNAM)


def occurrence_of(value: date, zone: tzinfo | None) -> str:
    """Which one of a repeated event, as RECURRENCE-ID would name it: in UTC, or the day."""
    if not isinstance(value, datetime):
        return f"{value:%Y%m%d}"
    at = value if value.tzinfo is not None else instants_of(value, zone)
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def days_of(
    part: Any, base: datetime, zone: tzinfo | None, window: Window
) -> tuple[list[datetime], list[Refusal]]:
    """Every start inside the window, by the clock of its zone; and what was cut. Raises BadRule, TooOften."""
    notes: list[Refusal] = []
    found = {base}
    for rule in _many(part.get("rrule")):
        found |= _by_rule(rule, base, zone, window, notes)
    found |= set(_listed(part.get("rdate"), zone))
    out: set[datetime] = set()
    for rule in _many(part.get("exrule")):
        out |= _by_rule(rule, base, zone, window, [])
    whole_days: set[date] = set()
    for one in _many(part.get("exdate")):
        for value in _values(one, "EXDATE"):
            if isinstance(value, datetime):
                out.add(_clock(value, zone))
            elif isinstance(value, date):
                whole_days.add(value)
    kept = sorted(one for one in found - out if one.date() not in whole_days and window.holds(one.date()))
    if len(kept) > MOST_DAYS:
        notes.append(CutAtMost(limit=MOST_DAYS))
    return kept[:MOST_DAYS], notes


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _values(one: Any, name: str) -> list[Any]:
    """The days or instants of one line."""
    if isinstance(one, vBroken):
        value_of(one, name)
    return [value_of(inner, name) for inner in getattr(one, "dts", [one])]


def _clock(value: datetime, zone: tzinfo | None) -> datetime:
    """An instant as the clock of the event's zone shows it."""
    return (
        value.replace(tzinfo=None)
        if value.tzinfo is None
        else value.astimezone(zone or VIETNAM).replace(tzinfo=None)
    )


def _listed(value: Any, zone: tzinfo | None) -> Iterator[datetime]:
    for one in _many(value):
        for told in _values(one, "RDATE"):
            told = told[0] if isinstance(told, tuple) else told  # a period: its start
            if isinstance(told, datetime):
                yield _clock(told, zone)
            elif isinstance(told, date):
                yield naive_of(told)


def _by_rule(
    rule: Any, base: datetime, zone: tzinfo | None, window: Window, notes: list[Refusal]
) -> set[datetime]:
    # Some programs put blanks between days, for which the library gives up.
    text = (str(rule) if isinstance(rule, vBroken) else rule.to_ical().decode()).replace(" ", "")
    parts = {name.upper(): value for name, _eq, value in (one.partition("=") for one in text.split(";"))}
    if parts.get("RSCALE", "").upper() == "GREGORIAN":
        parts = {name: value for name, value in parts.items() if name not in {"RSCALE", "SKIP"}}
    _check(parts, text)
    last = _last(parts.get("UNTIL", ""), zone, text)
    end = datetime.combine(window.until, time.max.replace(microsecond=0))
    counted = "COUNT" in parts
    parts.pop("UNTIL", None)
    if not counted:
        stop = end if last is None or last > end else last
        parts["UNTIL"] = f"{stop:%Y%m%dT%H%M%S}"
        if last is None or last > end:
            notes.append(CutAtWindow(until=window.until))
    try:
        starts = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=base)
        return _inside(starts, window, end, notes if counted else [])
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadRule(rule=text[:120]) from error


def _inside(starts: Any, window: Window, end: datetime, notes: list[Refusal]) -> set[datetime]:
    found: set[datetime] = set()
    for one in starts:
        if one > end:
            notes.append(CutAtWindow(until=window.until))
            break
        if one.date() >= window.since:
            found.add(one)
            if len(found) > MOST_DAYS:
                break
    return found


def _check(parts: dict[str, str], text: str) -> None:
    """Raises TooOften, BadRule: what would find nothing, or more than a calendar of sessions holds."""
    frequency = parts.get("FREQ", "").upper()
    if frequency in {"HOURLY", "MINUTELY", "SECONDLY"} or _BY_TIME & set(parts):
        raise TooOften
    forbidden = _NOT_WITH.get(frequency)
    if forbidden is None or forbidden & set(parts) or not _possible(parts):
        raise BadRule(rule=text[:120])


def _possible(parts: dict[str, str]) -> bool:
    """Whether any of the months has any of the days: 30 February has none."""
    months = [int(one) for one in parts.get("BYMONTH", "").split(",") if one.strip().isdecimal()] or range(
        1, 13
    )
    days = [one.strip() for one in parts.get("BYMONTHDAY", "").split(",") if one.strip()]
    if not days:
        return True
    longest = max((_LONGEST[month - 1] for month in months if 1 <= month <= 12), default=0)
    return any(one.lstrip("+-").isdecimal() and 1 <= int(one.lstrip("+-")) <= longest for one in days)


def _last(told: str, zone: tzinfo | None, rule: str) -> datetime | None:
    """UNTIL by the clock of the event's zone; a day holds to its end. Raises BadRule."""
    if not told:
        return None
    try:
        value: date = vDDDTypes.from_ical(told)  # type: ignore[no-untyped-call]  # icalendar leaves it untyped
    except ValueError as error:
        raise BadRule(rule=rule[:120]) from error
    if isinstance(value, datetime):
        return _clock(value, zone)
    return datetime.combine(value, time()) + timedelta(days=1, seconds=-1)
