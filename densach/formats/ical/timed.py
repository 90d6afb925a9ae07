"""Events with hours, one component for each: what a feed of sessions holds. Written without a library, as a feed of a
province holds tens of thousands of them; every other reader takes it, which the tests try with icalendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from densach.formats.ical.days import HOST, Event
from densach.kernel.dates import VIETNAM

PRODUCT: Final = "-//Den Sach//Lich hoat dong//VI"
ZONE: Final = "Asia/Ho_Chi_Minh"
REFRESH: Final = "PT1H"
_WIDEST: Final = 75  # octets in a line (RFC 5545, 3.1)
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
# Viet Nam has kept +07:00 without summer time since 1975.
_TIMEZONE: Final = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class Timed:
    """From an instant to an instant, both with their zone; whole days from midnight to midnight in Viet Nam.

    `sequence`, `changed`: how often and when it was last changed. `occurrence`: of a repeated event that was
    read, which one this is; empty for one that stands alone.
    """

    uid: str
    starts: datetime
    ends: datetime
    title: str
    cancelled: bool = False
    all_day: bool = False
    sequence: int = 0
    changed: datetime | None = None
    place: str = ""
    url: str = ""
    note: str = ""
    categories: tuple[str, ...] = ()
    occurrence: str = ""

    @property
    def key(self) -> str:
        """Tells it from every other event of its file, and again the next time the file comes."""
        return f"{self.uid}#{self.occurrence}" if self.occurrence else self.uid


def write_timed(name: str, events: Iterable[Timed], *, at: datetime, days: Iterable[Event] = ()) -> bytes:
    """A calendar of that name. `at` stands as the time of what does not say when it was changed."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(name)}",
        f"NAME:{escape(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        *_TIMEZONE,
    ]
    for day in days:
        lines += _day(day, at)
    for event in events:
        lines += _timed(event, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def escape(text: str) -> str:
    """TEXT of the standard: separators escaped, other control characters left out."""
    told = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ESCAPED)
    return "".join(sign for sign in told if sign == "\t" or sign >= " ") if not told.isprintable() else told


def fold(line: str) -> str:
    """Lines of at most 75 octets; no character is cut in two."""
    if len(line) * 3 <= _WIDEST or len(line.encode()) <= _WIDEST:
        return line
    parts, room, part = [], _WIDEST, ""
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(part)
            part, room = "", _WIDEST - 1  # the blank that begins a folded line
        part += sign
        room -= size
    return "\r\n ".join([*parts, part])


def utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def uid_of(uid: str) -> str:
    """The UID as feeds write it: unique in the world."""
    return uid if "@" in uid else f"{uid}@{HOST}"


def _day(day: Event, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid_of(day.uid)}"
    yield f"DTSTAMP:{utc(at)}"
    yield from _days(day.first, day.last)
    yield f"SUMMARY:{escape(day.title)}"
    yield "TRANSP:TRANSPARENT"
    yield from _words(day.place, day.url, day.note)
    if day.alarm_days is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escape(day.title)}")
        yield from (f"TRIGGER:-P{day.alarm_days}D", "END:VALARM")
    yield "END:VEVENT"


def _timed(event: Timed, at: datetime) -> Iterator[str]:
    changed = utc(event.changed or at)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid_of(event.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    if event.all_day:
        last = (event.ends - timedelta(microseconds=1)).astimezone(VIETNAM).date()
        yield from _days(event.starts.astimezone(VIETNAM).date(), last)
        yield "TRANSP:TRANSPARENT"
    else:
        yield f"DTSTART;TZID={ZONE}:{_local(event.starts)}"
        yield f"DTEND;TZID={ZONE}:{_local(event.ends)}"
    yield f"SUMMARY:{escape(event.title)}"
    yield from _words(event.place, event.url, event.note)
    if event.categories:
        yield f"CATEGORIES:{','.join(escape(one) for one in event.categories)}"
    yield "END:VEVENT"


def _days(first: date, last: date) -> Iterator[str]:
    """The end is written exclusive, as the standard has it."""
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"


def _words(place: str, url: str, note: str) -> Iterator[str]:
    if url:
        yield f"URL:{url}"
    if note:
        yield f"DESCRIPTION:{escape(note)}"
    if place:
        yield f"LOCATION:{escape(place)}"


def _local(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%Y%m%dT%H%M%S}"
