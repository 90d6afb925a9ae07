"""Calendars as other programs read them (RFC 5545).

write(name, events, at=…) -> bytes            days of one calendar
read(data) -> list[Event]                     what a calendar file holds, all-day events
write_timed(name, events, at=…) -> bytes      events with hours, and days beside them
read_timed(data, since=…, until=…) -> Reading every event of a file that comes from elsewhere, with what was refused
"""

from __future__ import annotations

from densach.formats.ical.days import BrokenCalendar, Event, read, write
from densach.formats.ical.reading import MOST_BYTES, Reading, Told, midnight, read_timed
from densach.formats.ical.timed import Timed, uid_of, write_timed

__all__ = [
    "MOST_BYTES",
    "BrokenCalendar",
    "Event",
    "Reading",
    "Timed",
    "Told",
    "midnight",
    "read",
    "read_timed",
    "uid_of",
    "write",
    "write_timed",
]
