"""Calendars of other programs, event by event: what can be taken, and in words what cannot.

One broken event never stops the others. Repetitions become single events inside a window.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final

import icalendar
from icalendar.prop import vBroken

from densach.formats.ical.days import BrokenCalendar
from densach.formats.ical.refusals import (
    BrokenEvent,
    BrokenText,
    CalendarTooLarge,
    EndsTooEarly,
    Floating,
    NoEnd,
    NoStart,
    OnlyThisOne,
    OtherZone,
    OutsideWindow,
    UnknownZone,
)
from densach.formats.ical.repeating import Window, days_of, instants_of, naive_of, occurrence_of, value_of
from densach.formats.ical.timed import Timed
from densach.kernel.dates import VIETNAM
from densach.kernel.errors import Refusal

MOST_BYTES: Final = 5 * 1024 * 1024
_MEGABYTE: Final = 1024 * 1024
_HOUR: Final = timedelta(hours=1)
_BROKEN: Final = "\ufffd"
_EVENT: Final = re.compile(r"^BEGIN:VEVENT\s*$.*?^END:VEVENT\s*$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_ZONE: Final = re.compile(
    r"^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*$", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_SUMMARY: Final = re.compile(r"^SUMMARY[^:\r\n]*:(.*)$", re.MULTILINE | re.IGNORECASE)
_UNREADABLE: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


@dataclass(frozen=True)
class Told:
    """Something said of one event: `when` its start as it could be read, else as it stands."""

    uid: str
    title: str
    when: str
    reason: Refusal


@dataclass
class Reading:
    """What a file holds. `refused` were not taken; `notes` were, but otherwise than they stand."""

    name: str = ""
    events: list[Timed] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)


def read_timed(data: bytes, *, since: date, until: date) -> Reading:
    """The events of a calendar between two days, both inside; repeated ones day by day.

    Raises CalendarTooLarge; BrokenCalendar for what is no calendar at all. Every other trouble is told of its event.
    """
    if len(data) > MOST_BYTES:
        raise CalendarTooLarge(limit=MOST_BYTES // _MEGABYTE)
    text = _text(data)
    reading = Reading()
    parts = list(_parts(text, reading))
    replaced = {key for part in parts if (key := _replaces(part)) is not None}
    for part in parts:
        _read_one(part, Window(since, until), replaced, reading)
    reading.events.sort(key=lambda one: (one.starts, one.key))
    return reading


def _text(data: bytes) -> str:
    """UTF-8, or UTF-16 that says so; what is neither keeps its broken letters marked."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")


def _parts(text: str, reading: Reading) -> Iterator[Any]:
    """The events; of a file that cannot be read whole, those that can be read by themselves."""
    try:
        calendars = [
            one for one in icalendar.Calendar.from_ical(text, multiple=True) if one.name == "VCALENDAR"
        ]
    except _UNREADABLE:
        calendars = []
    if not calendars:
        yield from _piecewise(text, reading)
    for calendar in calendars:
        reading.name = reading.name or str(calendar.get("x-wr-calname", "") or calendar.get("name", ""))
        yield from calendar.walk("VEVENT")


def _piecewise(text: str, reading: Reading) -> Iterator[Any]:
    zones = "\r\n".join(_ZONE.findall(text))
    pieces = _EVENT.findall(text)
    if not pieces:
        raise BrokenCalendar
    for piece in pieces:
        found, broken = _alone(piece, zones)
        yield from found
        if broken:
            title = _SUMMARY.search(piece)
            named = title[1].strip()[:200] if title else ""
            reading.refused.append(Told("", named, "", BrokenEvent(what=broken)))


def _alone(piece: str, zones: str) -> tuple[list[Any], str]:
    """One event by itself, with the zones of the file if they can be read; else why not."""
    broken = ""
    for kept in (zones, ""):
        lines = [line for line in ("BEGIN:VCALENDAR", kept, piece, "END:VCALENDAR") if line]
        try:
            return icalendar.Calendar.from_ical("\r\n".join(lines)).walk("VEVENT"), ""
        except _UNREADABLE as error:
            broken = " ".join(str(error).split())[:120] or "?"
    return [], broken


def _read_one(part: Any, window: Window, replaced: set[tuple[str, str]], reading: Reading) -> None:
    title, uid = "", ""
    try:
        title, uid = _words(part, "summary"), _uid(part)
        events, notes = _events(part, uid, title, window, replaced)
    except Refusal as refusal:
        reading.refused.append(Told(uid, title, _when(part), refusal))
    except _UNREADABLE as error:
        what = " ".join(str(error).split())[:120]
        reading.refused.append(Told(uid, title, _when(part), BrokenEvent(what=what)))
    else:
        reading.events += events
        reading.notes += [Told(uid, title, _when(part), note) for note in notes]


def _events(
    part: Any, uid: str, title: str, window: Window, replaced: set[tuple[str, str]]
) -> tuple[list[Timed], list[Refusal]]:
    notes: list[Refusal] = []
    start, zone = _start(part, notes)
    length = _length(part, start, zone, notes)
    place = _words(part, "location")
    if _BROKEN in title or _BROKEN in place:
        raise BrokenText
    all_day = not isinstance(start, datetime)
    base = naive_of(start)
    mine = part.get("recurrence-id")
    if mine is not None:
        if str(getattr(mine, "params", {}).get("RANGE", "")).upper() == "THISANDFUTURE":
            notes.append(OnlyThisOne())
        found = [base] if window.holds(base.date()) else []
        keys = [occurrence_of(value_of(mine, "RECURRENCE-ID"), zone)]
    else:
        found, told = days_of(part, base, zone, window)
        notes += told
        repeats = part.get("rrule") is not None or part.get("rdate") is not None
        stands = VIETNAM if zone is None else zone
        keys = [_key(one, all_day, stands) if repeats else "" for one in found]
        gone = {key for one, key in replaced if one == uid}
        found, keys = _without(found, keys, gone)
        if not found and gone:
            return [], notes
    if not found:
        raise OutsideWindow(since=window.since, until=window.until)
    same = _same(part, uid, title, place, all_day)
    made = [
        Timed(**same, starts=instants_of(one, zone), ends=instants_of(one, zone) + length, occurrence=key)
        for one, key in zip(found, keys, strict=True)
    ]
    return made, notes


def _without(found: list[datetime], keys: list[str], gone: set[str]) -> tuple[list[datetime], list[str]]:
    kept = [(one, key) for one, key in zip(found, keys, strict=True) if not key or key not in gone]
    return [one for one, _key in kept], [key for _one, key in kept]


def _key(at: datetime, all_day: bool, zone: tzinfo) -> str:
    return occurrence_of(at.date() if all_day else at.replace(tzinfo=zone), zone)


def _same(part: Any, uid: str, title: str, place: str, all_day: bool) -> dict[str, Any]:
    """What all days of one event have in common."""
    told = part.get("last-modified") or part.get("dtstamp")
    changed = None if isinstance(told, vBroken) else getattr(told, "dt", None)
    if not isinstance(changed, datetime):
        changed = None
    elif changed.tzinfo is None:
        changed = changed.replace(tzinfo=VIETNAM)
    number = str(part.get("sequence", "0"))
    return {
        "uid": uid,
        "title": title,
        "place": place,
        "all_day": all_day,
        "cancelled": str(part.get("status", "")).upper() == "CANCELLED",
        "sequence": int(number) if number.isdecimal() and len(number) < 9 else 0,
        "changed": changed,
        "url": str(part.get("url", "") or ""),
        "note": _words(part, "description"),
        "categories": tuple(_categories(part)),
    }


def _start(part: Any, notes: list[Refusal]) -> tuple[date, tzinfo | None]:
    """The first day or instant; the zone is None for whole days and times without one."""
    start = part.get("dtstart")
    value = value_of(start, "DTSTART")
    if not isinstance(value, date):
        raise NoStart
    if not isinstance(value, datetime):
        return value, None
    if value.tzinfo is None:
        zone = str(getattr(start, "params", {}).get("TZID", ""))
        if zone:
            raise UnknownZone(zone=zone)
        notes.append(Floating())
        return value, None
    if value.utcoffset() != value.astimezone(VIETNAM).utcoffset():
        notes.append(OtherZone(zone=str(getattr(start, "params", {}).get("TZID", "")) or "UTC"))
    return value, value.tzinfo


def _length(part: Any, start: date, zone: tzinfo | None, notes: list[Refusal]) -> timedelta:
    """How long it lasts: a day or an hour where nothing says so. Raises EndsTooEarly."""
    whole = not isinstance(start, datetime)
    end = value_of(part.get("dtend"), "DTEND")
    lasts = value_of(part.get("duration"), "DURATION")
    first = instants_of(naive_of(start), zone)
    if isinstance(end, date):
        own = end.tzinfo if isinstance(end, datetime) and end.tzinfo is not None else zone
        last = instants_of(naive_of(end), own)
    elif isinstance(lasts, timedelta):
        last = first + lasts
    else:
        last = first
    if last < first:
        raise EndsTooEarly(starts=_said(first), ends=_said(last))
    if last == first:
        if not whole:
            notes.append(NoEnd())
        return timedelta(days=1) if whole else _HOUR
    return last - first


def _said(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def _replaces(part: Any) -> tuple[str, str] | None:
    """Which occurrence of which event this one stands for."""
    try:
        mine = part.get("recurrence-id")
        start = part.get("dtstart")
        if mine is None or isinstance(start, vBroken):
            return None
        zone = getattr(getattr(start, "dt", None), "tzinfo", None)
        return _uid(part), occurrence_of(value_of(mine, "RECURRENCE-ID"), zone)
    except (Refusal, *_UNREADABLE):
        return None


def _uid(part: Any) -> str:
    """Its UID; one without it gets the same each time it is read."""
    told = str(part.get("uid", "") or "").strip()
    if told:
        return told[:200]
    same = f"{_when(part)} {_words(part, 'summary')} {_words(part, 'location')}"
    return f"khong-uid-{hashlib.sha256(same.encode()).hexdigest()[:24]}"


def _words(part: Any, name: str) -> str:
    """Text without control characters; of several the first."""
    told = part.get(name)
    if isinstance(told, list):
        told = told[0] if told else ""
    text = str(told or "")
    return "".join(sign for sign in text if sign in "\n\t" or (sign >= " " and sign != "\x7f")).strip()


def _categories(part: Any) -> Iterator[str]:
    told = part.get("categories")
    for group in told if isinstance(told, list) else [told]:
        for one in getattr(group, "cats", ()) or ():
            if str(one).strip():
                yield str(one).strip()


def _when(part: Any) -> str:
    told = part.get("dtstart")
    if isinstance(told, vBroken):
        return str(told)[:60]
    start = getattr(told, "dt", None)
    if isinstance(start, datetime):
        try:
            return _said(start if start.tzinfo else start.replace(tzinfo=VIETNAM))
        except _UNREADABLE:
            return ""
    return f"{start:%d/%m/%Y}" if isinstance(start, date) else ""


def midnight(day: date) -> datetime:
    """When the day begins in Viet Nam."""
    return datetime.combine(day, time(), VIETNAM)
