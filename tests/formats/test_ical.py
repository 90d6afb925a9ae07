"""Calendars that other programs read: written, read back, and refused when broken."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.formats.ical import BrokenCalendar, Event, read, write

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60).map(str.strip)
EVENTS = st.builds(
    lambda uid, first, days, title, note, place, alarm: Event(
        f"x-{uid}", first, first + timedelta(days=days), title, "", note, place, alarm
    ),
    st.integers(1, 10**6),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 30),
    WORDS,
    WORDS,
    WORDS,
    st.none() | st.integers(0, 30),
)


@given(st.lists(EVENTS, max_size=5))
def test_a_feed_reads_back_equal(events: list[Event]) -> None:
    assert read(write("Lịch", events, at=AT)) == events


def test_the_end_is_written_as_the_standard_has_it() -> None:
    week = Event("a", date(2026, 10, 1), date(2026, 10, 7), "Tuần lễ")
    (part,) = icalendar.Calendar.from_ical(write("Lịch", [week], at=AT)).walk("VEVENT")
    assert part.to_ical().count(b"DTEND;VALUE=DATE:20261008") == 1
    assert part.to_ical().count(b"DTSTAMP:20261120T020000Z") == 1


def test_lines_end_and_fold_as_the_standard_has_it() -> None:
    data = write("Lịch", [Event("a", date(2026, 4, 21), date(2026, 4, 21), "Ngày Sách " * 20)], at=AT)
    assert b"\r\n" in data
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "lịch".encode(), b"BEGIN:VCALENDAR\r\n"])
def test_what_is_no_calendar_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(BrokenCalendar):
        read(data)
