"""All-day events. The end of one is written exclusive, as the standard has it, and kept inclusive here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import icalendar

from densach.kernel.errors import Invalid

PRODUCT: Final = "-//Den Sach//Lich chuong trinh//VI"
HOST: Final = "densach"
# How often a program may ask again.
REFRESH: Final = timedelta(hours=6)


class BrokenCalendar(Invalid):
    """The file is no calendar that can be read. No parameters."""

    message_id = "ical.broken"


@dataclass(frozen=True)
class Event:
    """Something that fills whole days, `first` to `last`. `alarm_days` before it a reminder rings; none for None."""

    uid: str
    first: date
    last: date
    title: str
    url: str = ""
    note: str = ""
    place: str = ""
    alarm_days: int | None = None


def write(name: str, events: list[Event], *, at: datetime) -> bytes:
    """A calendar of that name; `at` is when it was made, in UTC."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", icalendar.vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_component(event, at))
    return bytes(calendar.to_ical())


def _component(event: Event, at: datetime) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", event.uid if "@" in event.uid else f"{event.uid}@{HOST}")
    made.add("dtstamp", at.astimezone(UTC))
    made.add("dtstart", event.first)
    made.add("dtend", event.last + timedelta(days=1))
    made.add("summary", event.title)
    made.add("transp", "TRANSPARENT")
    for field, value in (("url", event.url), ("description", event.note), ("location", event.place)):
        if value:
            made.add(field, value)
    if event.alarm_days is not None:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.title)
        alarm.add("trigger", timedelta(days=-event.alarm_days))
        made.add_component(alarm)
    return made


def read(data: bytes) -> list[Event]:
    """The all-day events of a calendar. Raises BrokenCalendar."""
    try:
        calendar = icalendar.Calendar.from_ical(data)
    except (ValueError, KeyError, IndexError) as error:
        raise BrokenCalendar from error
    return [_event(part) for part in calendar.walk("VEVENT") if _is_day(part)]


def _is_day(part: Any) -> bool:
    start = part.get("dtstart")
    return start is not None and isinstance(start.dt, date) and not isinstance(start.dt, datetime)


def _event(part: Any) -> Event:
    first: date = part.get("dtstart").dt
    end = part.get("dtend")
    last = end.dt - timedelta(days=1) if end is not None else first
    alarms = [alarm.get("trigger").dt for alarm in part.walk("VALARM")]
    uid = str(part.get("uid", ""))
    return Event(
        uid=uid.removesuffix(f"@{HOST}"),
        first=first,
        last=last,
        title=str(part.get("summary", "")),
        url=str(part.get("url", "")),
        note=str(part.get("description", "")),
        place=str(part.get("location", "")),
        alarm_days=-alarms[0].days if alarms else None,
    )
