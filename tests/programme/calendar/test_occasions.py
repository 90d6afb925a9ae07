"""Occasions: when they fall, whose word holds, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.journal.models import Entry
from densach.kernel.errors import NotAllowed
from densach.kernel.period import Period
from densach.people.models import User
from densach.programme.calendar import actions, queries
from densach.programme.calendar.actions import OccasionValues
from densach.programme.calendar.rules import (
    DatesOutOfOrder,
    Item,
    NameTaken,
    NoSuchDay,
    ReasonNeeded,
    TooLong,
    UnknownOccasion,
    lunar_text,
    spans,
    together,
)
from tests import cast

YEAR = Period.year(2026)


def areas(province: cast.Province) -> list[int]:
    return queries.areas_around(province.area.pk, cast.TODAY)


def found(province: cast.Province, code: str, period: Period = YEAR) -> list[tuple[date, date]]:
    return [
        (one.span.first, one.span.last)
        for one in queries.dates_in(period, areas(province))
        if one.occasion.code == code and one.span is not None
    ]


def test_the_nation_s_days_are_there_from_the_beginning(province: cast.Province) -> None:
    assert found(province, "ngay-sach") == [(date(2026, 4, 21), date(2026, 4, 21))]
    assert found(province, "ngay-di-san") == [(date(2026, 11, 23), date(2026, 11, 23))]
    assert found(province, "tet-nguyen-dan") == [(date(2026, 2, 17), date(2026, 2, 19))]


def test_seeding_again_changes_nothing(province: cast.Province) -> None:
    assert actions.seed_occasions(at=cast.NOW) == 0


def test_a_week_has_no_dates_until_a_place_sets_them(province: cast.Province, officer: User) -> None:
    week = queries.occasion_by_code("tuan-le-hoc-tap")
    assert found(province, week.code) == []
    told = {"at": cast.NOW, "actor": cast.acting(officer), "occasion": week}
    actions.set_dates(**told, first=date(2026, 10, 1), last=date(2026, 10, 7))  # type: ignore[arg-type]
    actions.set_dates(**told, first=date(2026, 10, 6), last=date(2026, 10, 12))  # type: ignore[arg-type]
    assert found(province, week.code) == [(date(2026, 10, 6), date(2026, 10, 12))]


def test_another_province_keeps_its_own_dates(province: cast.Province, officer: User) -> None:
    week = queries.occasion_by_code("tuan-le-hoc-tap")
    actions.set_dates(
        at=cast.NOW,
        actor=cast.acting(officer),
        occasion=week,
        first=date(2026, 10, 1),
        last=date(2026, 10, 7),
    )
    elsewhere = queries.areas_around(None, cast.TODAY)
    assert [one for one in queries.dates_in(YEAR, elsewhere) if one.occasion.pk == week.pk] == []


def test_a_year_is_cancelled_with_a_reason_and_the_word_is_taken_back(
    province: cast.Province, officer: User
) -> None:
    day = queries.occasion_by_code("ngay-sach")
    told = {"at": cast.NOW, "actor": cast.acting(officer), "occasion": day, "year": 2026}
    with pytest.raises(ReasonNeeded):
        actions.cancel_year(**told, reason=" ")  # type: ignore[arg-type]
    actions.cancel_year(**told, reason="Bão số 5")  # type: ignore[arg-type]
    assert found(province, "ngay-sach") == []
    assert actions.take_back_word(**told) == 1  # type: ignore[arg-type]
    assert len(found(province, "ngay-sach")) == 1
    assert Entry.objects.filter(act="calendar.word_taken_back").exists()


def test_dates_out_of_order_or_without_end_are_refused(province: cast.Province, officer: User) -> None:
    week = queries.occasion_by_code("tuan-le-hoc-tap")
    told = {"at": cast.NOW, "actor": cast.acting(officer), "occasion": week}
    with pytest.raises(DatesOutOfOrder):
        actions.set_dates(**told, first=date(2026, 10, 7), last=date(2026, 10, 1))  # type: ignore[arg-type]
    with pytest.raises(TooLong):
        actions.set_dates(**told, first=date(2026, 1, 1), last=date(2026, 10, 1))  # type: ignore[arg-type]


def test_a_place_adds_a_feast_by_the_lunar_calendar_once(province: cast.Province, officer: User) -> None:
    values = OccasionValues("Lễ Kỳ yên", "lunar", 12, 4, days=3)
    made = actions.add_occasion(at=cast.NOW, actor=cast.acting(officer), values=values)
    assert found(province, made.code) == [(date(2026, 5, 28), date(2026, 5, 30))]
    with pytest.raises(NameTaken):
        actions.add_occasion(at=cast.NOW, actor=cast.acting(officer), values=values)


@pytest.mark.parametrize(("rule", "day", "month"), [("solar", 30, 2), ("solar", 31, 4), ("lunar", 31, 1)])
def test_a_day_that_no_month_has_is_refused(
    province: cast.Province, officer: User, rule: str, day: int, month: int
) -> None:
    with pytest.raises(NoSuchDay):
        actions.add_occasion(
            at=cast.NOW, actor=cast.acting(officer), values=OccasionValues("Ngày lạ", rule, day, month)
        )


def test_a_librarian_sets_no_days(province: cast.Province) -> None:
    librarian = cast.acting(cast.the_librarian(province))
    with pytest.raises(NotAllowed):
        actions.add_occasion(
            at=cast.NOW, actor=librarian, values=OccasionValues("Ngày của tôi", "solar", 1, 6)
        )


def test_an_unknown_day_is_told_so(province: cast.Province) -> None:
    with pytest.raises(UnknownOccasion):
        queries.occasion_by_code("khong-co")


def test_the_thirtieth_of_a_short_month_falls_on_its_last_day() -> None:
    years = range(2020, 2040)
    told = [spans("lunar", 12, 30, False, 1, year) for year in years]
    assert sum(bool(one) for one in told) >= len(years) - 2


def test_the_29th_of_february_falls_on_the_28th_in_other_years() -> None:
    assert [one.first for one in spans("solar", 2, 29, False, 1, 2027)] == [date(2027, 2, 28)]


def test_a_leap_month_s_feast_falls_into_the_plain_month_in_other_years() -> None:
    assert [one.first for one in spans("lunar", 6, 1, True, 1, 2025)] == [date(2025, 7, 25)]
    assert [one.first for one in spans("lunar", 6, 1, True, 1, 2026)] == [date(2026, 7, 14)]


@given(
    st.sampled_from(["solar", "lunar"]),
    st.integers(1, 12),
    st.integers(1, 30),
    st.integers(1, 10),
    st.integers(2000, 2090),
)
def test_a_rule_gives_days_of_its_year_or_none(rule: str, month: int, day: int, days: int, year: int) -> None:
    for span in spans(rule, month, day, False, days, year):
        assert span.first.year == year
        assert (span.last - span.first).days == days - 1


def test_the_lunar_month_is_named_where_it_begins() -> None:
    assert lunar_text(date(2027, 2, 6)) == "1/1"
    assert lunar_text(date(2027, 2, 7)) == "2"
    assert lunar_text(date(2025, 7, 25)) == "1/6n"


def test_one_report_of_many_units_is_told_once_with_their_number() -> None:
    day = date(2026, 6, 10)
    items = [Item(day, day, "report", "Hạn báo cáo", f"/{n}/", f"Xã {n}", f"b-{n}") for n in range(3)]
    (told,) = together(items)
    assert (told.number, told.place) == (3, "")
