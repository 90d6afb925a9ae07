"""Calendars as other programs read them (RFC 5545), through the library icalendar.

write(name, events, at=…) -> bytes      days of one calendar
read(data) -> list[Event]               what a calendar file holds, all-day events
"""

from __future__ import annotations

from densach.formats.ical.days import BrokenCalendar, Event, read, write

__all__ = ["BrokenCalendar", "Event", "read", "write"]
