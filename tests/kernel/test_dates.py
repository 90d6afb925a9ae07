"""Dates are written as papers want them, and impossible ones are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.kernel.dates import format_date, format_date_long, parse_date, parse_day_month, today
from densach.kernel.errors import ImpossibleDate, InvalidDate


def test_a_leading_zero_stands_before_small_days_and_the_months_one_and_two_only() -> None:
    assert format_date_long(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert format_date_long(date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
    assert format_date_long(date(2026, 12, 1)) == "ngày 01 tháng 12 năm 2026"


def test_the_short_form_always_has_two_figures_for_day_and_month() -> None:
    assert format_date(date(2026, 3, 5)) == "05/03/2026"
    assert format_date(date(2026, 3, 5), "en") == "5 March 2026"
    assert format_date_long(date(2026, 3, 5), "en") == "5 March 2026"


@given(st.dates(date(1000, 1, 1)))
def test_a_date_is_read_back_from_every_form(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(format_date_long(day)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    ["5/2/2026", " 05-02-2026 ", "5.2.2026", "ngày 05/02/2026", "Ngày 5  tháng 2 năm 2026", "05 / 02 / 2026"],
)
def test_a_date_is_read_however_it_is_typed(text: str) -> None:
    assert parse_date(text) == date(2026, 2, 5)


@pytest.mark.parametrize(
    "text", ["31/6/2026", "29/02/2025", "00/01/2026", "ngày 30 tháng 02 năm 2026", "2026-02-30"]
)
def test_a_day_that_the_calendar_does_not_have_is_refused_as_impossible(text: str) -> None:
    with pytest.raises(ImpossibleDate) as refused:
        parse_date(text)
    assert refused.value.params == {"text": text}


@pytest.mark.parametrize("text", ["", "hôm qua", "5/2/26", "5/2-2026", "ngày ... tháng 02 năm 2026", "2026"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate) as refused:
        parse_date(text)
    assert not isinstance(refused.value, ImpossibleDate)


@pytest.mark.parametrize(
    ("text", "found"), [("15/11", (15, 11)), ("ngày 10 tháng 6", (10, 6)), ("29/2", (29, 2))]
)
def test_a_day_of_every_year_is_read(text: str, found: tuple[int, int]) -> None:
    assert parse_day_month(text) == found


def test_a_deadline_on_the_31st_of_june_is_refused() -> None:
    with pytest.raises(ImpossibleDate):
        parse_day_month("31/6")
    with pytest.raises(InvalidDate):
        parse_day_month("cuối năm")


def test_an_evening_in_london_is_the_next_day_in_vietnam() -> None:
    assert today(datetime(2026, 1, 1, 16, 59, tzinfo=UTC)) == date(2026, 1, 1)
    assert today(datetime(2026, 1, 1, 17, 0, tzinfo=UTC)) == date(2026, 1, 2)
    assert today(datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=7)))) == date(2026, 1, 1)


def test_an_instant_without_time_zone_is_a_mistake_of_the_caller() -> None:
    naive = datetime(2026, 1, 1, 12, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        today(naive)
