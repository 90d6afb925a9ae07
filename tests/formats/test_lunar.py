"""Lunar days against dates that are known, and the way back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.formats.lunar import lunar_of, solar_days


@pytest.mark.parametrize(
    ("year", "month", "day", "solar"),
    [
        (2025, 1, 1, date(2025, 1, 29)),
        (2026, 1, 1, date(2026, 2, 17)),
        (2027, 1, 1, date(2027, 2, 6)),
        (2027, 3, 10, date(2027, 4, 16)),
        (2027, 8, 15, date(2027, 9, 15)),
        (2027, 10, 15, date(2027, 11, 12)),
        (2027, 4, 12, date(2027, 5, 17)),
    ],
)
def test_known_feasts_fall_on_their_days(year: int, month: int, day: int, solar: date) -> None:
    assert solar_days(year, month, day) == [solar]


def test_a_leap_month_is_asked_for_by_name() -> None:
    # 2025 had two sixth months.
    assert solar_days(2025, 6, 1) == [date(2025, 6, 25)]
    assert solar_days(2025, 6, 1, leap=True) == [date(2025, 7, 25)]
    assert solar_days(2026, 6, 1, leap=True) == []


def test_a_month_of_twenty_nine_days_has_no_thirtieth() -> None:
    short = [month for month in range(1, 13) if not solar_days(2026, month, 30)]
    assert short
    assert all(solar_days(2026, month, 29) for month in short)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_has_a_lunar_day_that_leads_back(day: date) -> None:
    told = lunar_of(day)
    assert day in solar_days(day.year, told.month, told.day, leap=told.leap)
