"""From a rule to days, against the lunar calendar itself."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from densach.formats.lunar import lunar_of, solar_days
from densach.kernel.errors import ImpossibleDate, InvalidDate, Refusal
from densach.services.activities.rules import recurring
from densach.services.activities.rules.activity import SeriesData, YearOutOfReach
from densach.services.activities.rules.recurring import Lacking, Off, Skipped, days_of
from densach.ui.wording import sentence

DAY = timedelta(days=1)
ANY_DAY = st.dates(date(1900, 1, 1), date(2099, 1, 1))


def weekly(first: date, last: date, *weekdays: int, every: int = 1) -> SeriesData:
    return SeriesData("weekly", time(19), 120, first_day=first, last_day=last, weekdays=weekdays, every=every)


def monthly(first: date, last: date, *days: int, leap: str = "both") -> SeriesData:
    return SeriesData(
        "lunar_monthly", time(19), 120, first_day=first, last_day=last, lunar_days=days, leap=leap
    )


def yearly(
    first: date, last: date, month: int, *days: int, leap: str = "plain", lasts: int = 1
) -> SeriesData:
    return SeriesData(
        "lunar_yearly", time(8), 600, first_day=first, last_day=last, lunar_days=days, lunar_month=month,
        leap=leap, days=lasts,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ANY_DAY, st.integers(7, 300), st.sets(st.integers(1, 7), min_size=1), st.integers(1, 5))
def test_a_weekly_series_meets_its_weekdays_in_every_nth_week(
    first: date, length: int, weekdays: set[int], every: int
) -> None:
    last = first + length * DAY
    monday = first - first.weekday() * DAY
    wanted = [
        day
        for day in (first + number * DAY for number in range(length + 1))
        if day.isoweekday() in weekdays and ((day - monday).days // 7) % every == 0
    ]
    data = weekly(first, last, *weekdays, every=every)
    if wanted:
        assert list(days_of(data).days) == wanted
    else:
        with pytest.raises(recurring.NoDays):
            days_of(data)


@settings(max_examples=40, deadline=None)
@given(ANY_DAY, st.integers(60, 700), st.sets(st.integers(1, 30), min_size=1, max_size=4))
def test_a_lunar_monthly_series_is_every_such_day_that_the_calendar_has(
    first: date, length: int, numbers: set[int]
) -> None:
    last = first + length * DAY
    every = [first + number * DAY for number in range(length + 1)]
    made = days_of(monthly(first, last, *numbers))
    assert list(made.days) == [day for day in every if lunar_of(day).day in numbers]
    plain = days_of(monthly(first, last, *numbers, leap="plain"))
    wanted = [day for day in every if lunar_of(day).day in numbers and not lunar_of(day).leap]
    assert list(plain.days) == wanted
    # A month that lacks the thirtieth is told, and no day is made up for it.
    assert {one.day for one in made.lacking} <= {30} & numbers
    thirties = sum(1 for day in made.days if lunar_of(day).day == 30)
    months = list(recurring.lunar_months(first, last))
    if 30 in numbers:
        assert abs(thirties + len(made.lacking) - len(months)) <= 1


@settings(max_examples=40, deadline=None)
@given(st.integers(1901, 2095), st.integers(1, 12), st.integers(1, 30))
def test_a_lunar_yearly_series_is_that_day_of_each_year(year: int, month: int, number: int) -> None:
    first, last = date(year, 1, 1), date(year + 4, 12, 31)
    wanted = sorted(day for one in range(year, year + 5) for day in solar_days(one, month, number))
    data = yearly(first, last, month, number)
    if wanted:
        assert list(days_of(data).days) == wanted
    else:
        with pytest.raises(recurring.NoDays):
            days_of(data)


def _of_lunar_year(year: int, month: int, number: int, *, leap: bool) -> set[date]:
    """The solar days of that lunar year, which may reach into the next solar one."""
    both = [day for one in (year, year + 1) for day in solar_days(one, month, number, leap=leap)]
    return {day for day in both if lunar_of(day).year == year}


@settings(max_examples=40, deadline=None)
@given(st.integers(1901, 2095), st.integers(1, 12), st.integers(1, 29))
def test_in_a_leap_year_the_rule_says_which_of_two_months(year: int, month: int, number: int) -> None:
    first, last = date(year, 2, 25), date(year + 1, 1, 15)
    plain = _of_lunar_year(year, month, number, leap=False)
    leap = _of_lunar_year(year, month, number, leap=True)

    def held(rule: str) -> set[date]:
        try:
            return set(days_of(yearly(first, last, month, number, leap=rule)).days)
        except recurring.NoDays:
            return set()

    within = {day for day in plain | leap if first <= day <= last}
    assert held("both") == within
    assert held("plain") == plain & within
    assert held("leap") == ((leap & within) if leap else (plain & within))


def test_tet_and_the_full_moons_fall_on_their_days() -> None:
    tet = days_of(yearly(date(2026, 1, 1), date(2027, 12, 31), 1, 1))
    assert tet.days == (date(2026, 2, 17), date(2027, 2, 6))
    moons = days_of(monthly(date(2026, 2, 17), date(2026, 4, 30), 1, 15))
    assert moons.days[:3] == (date(2026, 2, 17), date(2026, 3, 3), date(2026, 3, 19))


def test_a_festival_of_three_days_is_three_sessions_also_over_the_end_of_the_range() -> None:
    made = days_of(yearly(date(2026, 1, 1), date(2026, 12, 31), 1, 16, lasts=3))
    assert made.days == (date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 6))
    cut = days_of(yearly(date(2026, 3, 5), date(2026, 12, 31), 1, 16, lasts=3))
    assert cut.days == (date(2026, 3, 5), date(2026, 3, 6))


def test_a_lunar_day_that_a_month_lacks_is_told() -> None:
    made = days_of(monthly(date(2026, 2, 17), date(2026, 5, 16), 30))
    assert made.days
    assert all(lunar_of(day).day == 30 for day in made.days)
    assert Lacking(30, 2, 2026) in made.lacking


def test_holidays_and_closures_are_skipped_and_told() -> None:
    off = [Off(date(2026, 2, 16), date(2026, 2, 20), "Nghỉ Tết Nguyên đán")]
    made = days_of(weekly(date(2026, 2, 1), date(2026, 2, 28), 2, 4), off)
    assert made.skipped == (
        Skipped(date(2026, 2, 17), "Nghỉ Tết Nguyên đán"), Skipped(date(2026, 2, 19), "Nghỉ Tết Nguyên đán"),
    )  # fmt: skip
    assert date(2026, 2, 17) not in made.days
    on = SeriesData(
        "weekly", time(19), 60, first_day=date(2026, 2, 16), last_day=date(2026, 2, 20), weekdays=(2,),
        skips_holidays=False,
    )  # fmt: skip
    assert days_of(on, off).days == (date(2026, 2, 17),)


A, B = date(2026, 3, 1), date(2026, 3, 31)
WRONG = [
    (weekly(B, A, 1), recurring.DaysBackwards),
    (weekly(A, B), recurring.WeekdayLacks),
    (weekly(A, B, 9), recurring.NoSuchWeekday),
    (weekly(A, A, 3), recurring.NoDays),
    (weekly(date(1900, 1, 1), date(2100, 12, 31), 1), recurring.TooManyDays),
    (weekly(date(1890, 1, 1), B, 1), YearOutOfReach),
    (weekly(A, date(2101, 1, 1), 1), YearOutOfReach),
    (monthly(A, B, 31), recurring.NoSuchLunarDay),
    (monthly(A, B), recurring.NoSuchLunarDay),
    (yearly(A, B, 13, 1), recurring.NoSuchLunarMonth),
    (SeriesData("dates", time(8), 60), recurring.DatesLack),
    (SeriesData("weekly", time(8), 60, weekdays=(1,)), recurring.SpanLacks),
    (SeriesData("weekly", time(8), 0, first_day=A, last_day=B, weekdays=(1,)), recurring.WrongLength),
]


@pytest.mark.parametrize(("data", "refusal"), WRONG, ids=[kind.__name__ for _data, kind in WRONG])
def test_what_no_calendar_has_is_refused_in_words(data: SeriesData, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        days_of(data)
    assert "activities." not in sentence(caught.value)


def test_the_calendars_whole_reach_can_be_asked() -> None:
    assert len(days_of(yearly(date(1900, 1, 1), date(2100, 12, 31), 3, 10)).days) == 201


def test_lunar_days_are_read_as_people_write_them() -> None:
    assert recurring.read_days(" 15, 1; 30 ") == (1, 15, 30)
    for text in ("31", "0", "rằm", "1.5"):
        with pytest.raises(recurring.NoSuchLunarDay):
            recurring.read_days(text)


def test_dates_are_read_as_people_write_them_and_the_30th_of_february_is_none() -> None:
    assert recurring.read_dates("21/4/2026, 2026-04-22\n21/04/2026") == (date(2026, 4, 21), date(2026, 4, 22))
    with pytest.raises(ImpossibleDate):
        recurring.read_dates("30/2/2026")
    with pytest.raises(InvalidDate):
        recurring.read_dates("hôm sau")
    with pytest.raises(YearOutOfReach):
        recurring.read_dates("1/1/2150")


@pytest.mark.parametrize(("month", "day", "told"), [(12, 30, "Ất Tỵ"), (2, 30, "Bính Ngọ")])
def test_a_lunar_day_that_no_month_of_the_rule_has_is_told_by_name(month: int, day: int, told: str) -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    data = yearly(first, last, month, day)
    with pytest.raises(recurring.LunarDayLacks) as caught:
        days_of(data)
    assert caught.value.params["name"] == told
    assert told in sentence(caught.value)
