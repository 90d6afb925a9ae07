"""Opening times: in words and read from words, through seasons, with closures."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from densach.kernel.actor import SYSTEM
from densach.organisations import actions, queries
from densach.organisations.models import Organisation
from densach.organisations.opening import (
    NoOpeningTimes,
    OpeningTimeBackwards,
    OpeningTimesOverlap,
    Span,
    Timetable,
    opening_words,
    read_spans,
    read_week,
)
from densach.organisations.rules import ClosureOverlaps, DaysBackwards, UnknownClosure, UnknownTimetable
from tests.cast import NOW

MORNING, AFTERNOON = Span(time(7, 30), time(11, 30)), Span(time(13, 30), time(17))
EVENING = Span(time(18), time(21))
OFFICE = dict.fromkeys(range(1, 6), (MORNING, AFTERNOON))
# 16 November 2026 is a Monday.
MONDAY, SATURDAY = date(2026, 11, 16), date(2026, 11, 21)


def write(library: Organisation, since: date, until: date | None = None, week: object = OFFICE) -> None:
    timetable = Timetable(since, until, week)  # type: ignore[arg-type]
    actions.write_timetable(at=NOW, actor=SYSTEM, organisation=library, timetable=timetable)


def close(library: Organisation, first_day: date, last_day: date, reason: str = "Kiểm kê kho") -> int:
    closure = actions.close(
        at=NOW, actor=SYSTEM, organisation=library, first_day=first_day, last_day=last_day, reason=reason
    )
    return closure.pk


def test_a_week_is_told_as_it_stands_on_the_door() -> None:
    week = {**OFFICE, 6: (MORNING,)}
    assert (
        opening_words(week)
        == "Thứ Hai – Thứ Sáu: 7:30–11:30, 13:30–17:00; Thứ Bảy: 7:30–11:30; Chủ nhật nghỉ"
    )
    assert opening_words(dict.fromkeys(range(1, 8), (EVENING,))) == "Hằng ngày: 18:00–21:00"
    assert opening_words({}) == ""
    with translation.override("en"):
        assert opening_words(week).startswith("Monday – Friday: 7:30–11:30, 13:30–17:00; ")


@pytest.mark.parametrize(
    "week",
    [
        OFFICE,
        {6: (MORNING,), 7: (MORNING, EVENING)},
        dict.fromkeys(range(1, 8), (EVENING,)),
        {1: (MORNING,), 3: (MORNING,), 5: (EVENING,)},
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_told_can_be_read_again(week: dict[int, tuple[Span, ...]], language: str) -> None:
    with translation.override(language):
        assert read_week(opening_words(week)) == week


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("T2 - T6: 7h30-11h30, 13h30 - 17h", [1, 2, 3, 4, 5]),
        ("thứ 2 đến thứ 6 7 giờ 30 – 11 giờ 30 và 13 giờ 30 đến 17 giờ", [1, 2, 3, 4, 5]),
        ("Thứ bảy, chủ nhật 7:30-11:30, 13:30-17:00", [6, 7]),
        ("T2, T4, CN: 7:30-11:30; 13:30-17:00", None),
        ("hằng ngày 7:30–11:30, 13:30–17:00", [1, 2, 3, 4, 5, 6, 7]),
        ("sáng thứ Hai", None),
        ("khi có người", None),
        ("", None),
    ],
)
def test_a_week_is_read_as_people_write_it_or_left_as_words(text: str, days: list[int] | None) -> None:
    week = read_week(text)
    assert week == (None if days is None else dict.fromkeys(days, (MORNING, AFTERNOON)))


def test_hours_of_one_day_are_read_and_nonsense_is_not() -> None:
    assert read_spans("7:30–11:30, 13h30 - 17h") == (MORNING, AFTERNOON)
    assert read_spans("") == read_spans("nghỉ") == ()
    assert read_spans("buổi sáng") is read_spans("25:00-26:00") is None


@pytest.mark.django_db
def test_hours_that_overlap_run_backwards_or_are_none_are_refused(library: Organisation) -> None:
    with pytest.raises(OpeningTimesOverlap) as refused:
        write(library, MONDAY, week={2: (MORNING, Span(time(11), time(12)))})
    assert refused.value.params == {"weekday": "Thứ Ba", "first": "7:30–11:30", "second": "11:00–12:00"}
    with pytest.raises(OpeningTimeBackwards):
        write(library, MONDAY, week={2: (Span(time(11), time(9)),)})
    with pytest.raises(NoOpeningTimes):
        write(library, MONDAY, week={})
    with pytest.raises(DaysBackwards):
        write(library, MONDAY, date(2026, 11, 1))
    assert queries.timetables_of(library) == []


@pytest.mark.django_db
def test_a_day_is_open_with_its_hours_closed_or_unknown(library: Organisation) -> None:
    assert queries.is_open(library, MONDAY).state == "unknown"
    write(library, MONDAY)
    assert queries.is_open(library, MONDAY).spans == (MORNING, AFTERNOON)
    saturday = queries.is_open(library, SATURDAY)
    assert (saturday.state, saturday.reason, bool(saturday)) == ("closed", "", False)
    assert queries.is_open(library, date(2026, 11, 15)).state == "unknown"


@pytest.mark.django_db
def test_summer_hours_end_by_themselves(library: Organisation) -> None:
    write(library, date(2026, 1, 1))
    write(library, date(2026, 6, 1), date(2026, 8, 31), {1: (EVENING,)})
    for day, spans in (
        (date(2026, 5, 25), (MORNING, AFTERNOON)),
        (date(2026, 6, 1), (EVENING,)),
        (date(2026, 8, 31), (EVENING,)),
        (date(2026, 9, 7), (MORNING, AFTERNOON)),
    ):
        assert queries.is_open(library, day).spans == spans
    assert len(queries.timetables_of(library)) == 3


@pytest.mark.django_db
def test_new_hours_hold_until_those_already_planned(library: Organisation) -> None:
    write(library, date(2027, 1, 1), week={1: (EVENING,)})
    write(library, date(2026, 11, 1))
    assert queries.opening_times(library, date(2026, 12, 31)).valid_to == date(2026, 12, 31)  # type: ignore[union-attr]
    assert queries.is_open(library, date(2027, 1, 4)).spans == (EVENING,)


@pytest.mark.django_db
def test_hours_struck_out_give_way_to_those_before(library: Organisation) -> None:
    write(library, date(2026, 1, 1))
    write(library, date(2026, 11, 1), week={1: (EVENING,)})
    actions.remove_timetable(at=NOW, actor=SYSTEM, organisation=library, since=date(2026, 11, 1))
    assert queries.is_open(library, MONDAY).spans == (MORNING, AFTERNOON)
    with pytest.raises(UnknownTimetable):
        actions.remove_timetable(at=NOW, actor=SYSTEM, organisation=library, since=date(2026, 11, 1))


@pytest.mark.django_db
def test_a_closure_speaks_before_the_week_until_it_is_taken_back(library: Organisation) -> None:
    write(library, MONDAY)
    closure = close(library, MONDAY, date(2026, 11, 18))
    found = queries.is_open(library, date(2026, 11, 18))
    assert (found.state, found.reason) == ("closed", "Kiểm kê kho")
    assert queries.is_open(library, date(2026, 11, 19))
    actions.reopen(at=NOW, actor=SYSTEM, organisation=library, closure_id=closure)
    assert queries.is_open(library, date(2026, 11, 18))
    with pytest.raises(UnknownClosure):
        actions.reopen(at=NOW, actor=SYSTEM, organisation=library, closure_id=closure)


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "last"), [(15, 16), (18, 25), (17, 17), (10, 30)])
def test_a_closure_over_a_closure_is_refused(library: Organisation, first: int, last: int) -> None:
    close(library, MONDAY, date(2026, 11, 18))
    with pytest.raises(ClosureOverlaps):
        close(library, date(2026, 11, first), date(2026, 11, last), "Sửa mái")
    close(library, date(2026, 11, 19), date(2026, 11, 19), "Sửa mái")


@pytest.mark.django_db
def test_closed_days_are_those_known_to_be_closed(
    library: Organisation, django_assert_num_queries: object
) -> None:
    write(library, MONDAY)
    close(library, date(2026, 11, 19), date(2026, 11, 19))
    with django_assert_num_queries(2):  # type: ignore[operator]
        closed = queries.closed_days(library, date(2026, 11, 10), date(2026, 11, 22))
    assert closed == {date(2026, 11, 19), SATURDAY, date(2026, 11, 22)}


@pytest.mark.django_db
def test_the_next_opening_is_the_running_span_or_the_first_one_ahead(library: Organisation) -> None:
    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour - 7, tzinfo=UTC)

    assert queries.next_opening(library, at(16, 8)) is None
    write(library, MONDAY)
    assert queries.next_opening(library, at(16, 8)) == (MONDAY, MORNING)
    assert queries.next_opening(library, at(16, 12)) == (MONDAY, AFTERNOON)
    assert queries.next_opening(library, at(20, 18)) == (date(2026, 11, 23), MORNING)
