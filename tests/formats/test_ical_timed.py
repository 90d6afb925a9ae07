"""Calendars with hours: ours read back equal, those of others read event by event."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.formats.ical import BrokenCalendar, Event, Timed, read_timed, write_timed
from densach.formats.ical.reading import MOST_BYTES
from densach.formats.ical.refusals import CalendarTooLarge
from densach.kernel.errors import Refusal
from densach.ui.wording import sentence

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
VN = ZoneInfo("Asia/Ho_Chi_Minh")
SINCE, UNTIL = date(2025, 11, 20), date(2028, 11, 20)
SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "museum" / "ics"
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")), max_size=90
).map(str.strip)


def _timed(number: int, start: datetime, minutes: int, title: str, place: str, cancelled: bool) -> Timed:
    starts = start.replace(microsecond=0, tzinfo=VN)
    return Timed(
        f"buoi-{number}@densach",
        starts,
        starts + timedelta(minutes=minutes),
        title,
        cancelled,
        place=place,
        sequence=number % 7,
        changed=AT,
        categories=("Lớp, năng khiếu", "a;b"),
    )


TIMED = st.builds(
    _timed,
    st.integers(1, 10**6),
    st.datetimes(datetime(2025, 12, 1), datetime(2028, 11, 1)),  # noqa: DTZ001 - the zone is put on later
    st.integers(1, 3000),
    WORDS,
    WORDS,
    st.booleans(),
)


def _file(*lines: str) -> bytes:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    ).encode()


def _read(data: bytes) -> tuple[list[str], list[str], list[str]]:
    """Starts in Viet Nam, why not, what else was said."""
    found = read_timed(data, since=SINCE, until=UNTIL)
    return (
        [f"{one.starts.astimezone(VN):%Y-%m-%d %H:%M}" for one in found.events],
        [one.reason.message_id for one in found.refused],
        [one.reason.message_id for one in found.notes],
    )


@given(st.lists(TIMED, max_size=5, unique_by=lambda one: one.uid))
def test_our_own_feed_reads_back_equal(events: list[Timed]) -> None:
    found = read_timed(write_timed("Lịch", events, at=AT), since=SINCE, until=UNTIL)
    assert not found.refused
    assert not found.notes
    assert found.events == sorted(events, key=lambda one: (one.starts, one.key))


def test_whole_days_read_back_equal() -> None:
    starts = datetime(2027, 2, 6, tzinfo=VN)
    feast = Timed("tet@densach", starts, starts + timedelta(days=3), "Hội Xuân", all_day=True, changed=AT)
    (back,) = read_timed(write_timed("Lịch", [feast], at=AT), since=SINCE, until=UNTIL).events
    assert back == feast


def test_other_readers_take_the_feed() -> None:
    starts = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    event = Timed("a", starts, starts + timedelta(hours=2), "Đờn ca; tài tử, đêm 1 " * 8, True, changed=AT)
    data = write_timed(
        "Lịch", [event], at=AT, days=[Event("n", date(2027, 4, 21), date(2027, 4, 21), "Ngày Sách")]
    )
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    calendar: Any = icalendar.Calendar.from_ical(data)
    day, part = sorted(calendar.walk("VEVENT"), key=lambda one: str(one["uid"]), reverse=True)
    assert part["dtstart"].dt == starts
    assert part["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert (part["status"], str(part["summary"])) == ("CANCELLED", event.title)
    assert day["dtstart"].dt == date(2027, 4, 21)
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]


def test_a_weekly_class_becomes_its_days_without_those_left_out_and_with_the_moved_one() -> None:
    zone = "TZID=Asia/Ho_Chi_Minh"
    data = _file(
        "UID:lop@truong",
        f"DTSTART;{zone}:20270104T180000",
        f"DTEND;{zone}:20270104T193000",
        "RRULE:FREQ=WEEKLY;COUNT=5",
        f"EXDATE;{zone}:20270111T180000",
        f"RDATE;{zone}:20270206T080000",
        "SUMMARY:Lớp vẽ",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:lop@truong",
        f"RECURRENCE-ID;{zone}:20270118T180000",
        f"DTSTART;{zone}:20270119T170000",
        f"DTEND;{zone}:20270119T183000",
        "SUMMARY:Lớp vẽ (dời)",
    )
    found = read_timed(data, since=SINCE, until=UNTIL)
    assert [(f"{one.starts:%d/%m %H:%M}", one.title) for one in found.events] == [
        ("04/01 18:00", "Lớp vẽ"),
        ("19/01 17:00", "Lớp vẽ (dời)"),
        ("25/01 18:00", "Lớp vẽ"),
        ("01/02 18:00", "Lớp vẽ"),
        ("06/02 08:00", "Lớp vẽ"),
    ]
    assert found.events[1].occurrence == "20270118T110000Z"
    assert len({one.key for one in found.events}) == 5


def test_repetition_follows_the_clock_of_its_own_zone() -> None:
    starts, _refused, notes = _read(
        _file(
            "UID:a",
            "DTSTART;TZID=Europe/Paris:20270320T090000",
            "DURATION:PT1H",
            "RRULE:FREQ=WEEKLY;COUNT=2",
            "SUMMARY:Họp",
        )
    )
    # Summer time begins there on 28 March 2027.
    assert starts == ["2027-03-20 15:00", "2027-03-27 15:00"]
    assert notes == ["ical.other_zone"]


def test_an_endless_rule_is_cut_and_told() -> None:
    starts, _refused, notes = _read(
        _file("UID:a", "DTSTART:20201120T010000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY", "SUMMARY:Họp")
    )
    assert (starts[0], starts[-1], len(starts)) == ("2025-11-20 08:00", "2028-11-20 08:00", 37)
    assert "ical.cut_at_window" in notes


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["SUMMARY:Không giờ"], "ical.no_start"),
        (["DTSTART:20270230T080000Z"], "ical.broken_event"),
        (["DTSTART:20270201T080000Z", "DTEND:20270201T070000Z"], "ical.ends_too_early"),
        (["DTSTART;TZID=Sao Hoa:20270201T080000"], "ical.unknown_zone"),
        (["DTSTART:20270201T080000Z", "RRULE:FREQ=SECONDLY"], "ical.too_often"),
        (["DTSTART:20270201T080000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"], "ical.bad_rule"),
        (["DTSTART:20270201T080000Z", "RRULE:FREQ=WEEKLY;BYDAY=XX"], "ical.bad_rule"),
        (["DTSTART:19970201T080000Z"], "ical.outside_window"),
    ],
)
def test_what_cannot_be_taken_is_told_of_its_event(lines: list[str], why: str) -> None:
    starts, refused, _notes = _read(_file("UID:a", *lines))
    assert (starts, refused) == ([], [why])


def test_what_is_missing_is_taken_as_people_mean_it_and_told() -> None:
    assert _read(_file("UID:a", "DTSTART:20270201T190000", "SUMMARY:Chiếu phim")) == (
        ["2027-02-01 19:00"],
        [],
        ["ical.floating", "ical.no_end"],
    )
    (day,) = read_timed(_file("DTSTART;VALUE=DATE:20270201"), since=SINCE, until=UNTIL).events
    assert day.all_day
    assert day.ends - day.starts == timedelta(days=1)
    assert day.uid.startswith("khong-uid-")


def test_letters_that_would_be_lost_are_refused_and_the_others_taken() -> None:
    good = _file("UID:a", "DTSTART:20270201T080000Z", "SUMMARY:Đờn ca tài tử")
    broken = _file("UID:b", "DTSTART:20270202T080000Z", "SUMMARY:X").replace(
        b"SUMMARY:X", b"SUMMARY:L\xdep v\xcf"
    )
    assert _read(broken)[1] == ["ical.broken_text"]
    assert _read(good.decode().encode("utf-16"))[0] == ["2027-02-01 15:00"]


def test_one_broken_event_does_not_stop_the_others() -> None:
    whole = _file(
        "UID:a", "DTSTART:20270201T080000Z", "SUMMARY:Tốt", "END:VEVENT", "BEGIN:VEVENT", "khong co gi ca"
    )
    starts, refused, _notes = _read(whole)
    assert starts == ["2027-02-01 15:00"]
    assert len(refused) == 1


def test_too_large_a_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(CalendarTooLarge):
        read_timed(b"x" * (MOST_BYTES + 1), since=SINCE, until=UNTIL)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "lịch".encode()])
def test_what_is_no_calendar_is_refused_whole(data: bytes) -> None:
    with pytest.raises(BrokenCalendar):
        read_timed(data, since=SINCE, until=UNTIL)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared calendars are not here")
@pytest.mark.filterwarnings("ignore")
def test_no_calendar_of_the_samples_crashes_and_each_refusal_is_a_sentence() -> None:
    files = sorted(SAMPLES.rglob("*.ics"))
    assert len(files) >= 190
    taken, sentences = 0, []
    for path in files:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                found = read_timed(path.read_bytes(), since=date(1990, 1, 1), until=date(2028, 12, 31))
            except Refusal as refusal:
                sentences.append(sentence(refusal))
                continue
        taken += len(found.events)
        sentences += [sentence(one.reason) for one in [*found.refused, *found.notes]]
        assert all(one.ends > one.starts for one in found.events)
    assert taken > 1000
    assert all(len(one) > 15 and "%(" not in one and "…" not in one for one in sentences)
