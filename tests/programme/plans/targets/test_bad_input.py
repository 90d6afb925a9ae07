"""What nobody can have meant is refused in words, and nothing typed is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from densach.programme.plans.models import Target
from densach.programme.plans.rules.refusals import BaseAfterTerm, NotAPercentage, ValuesOutOfOrder
from densach.programme.plans.rules.unfit import (
    BaseOfNought,
    BegunAhead,
    BelowNought,
    NothingPromised,
    RangeHalfOpen,
    TermBeforePlan,
    TooManyDecimals,
    ValueTooLarge,
)
from densach.programme.plans.rules.values import TargetValues
from tests.programme.plans.desk import address, filled, text

GROWTH = {"subject": "Tăng", "kind": "growth_avg", "value_min": Decimal(5)}


def test_a_share_above_a_hundred_is_refused_at_either_end() -> None:
    for low, high in ((130, 130), (80, 130), (-5, 20)):
        with pytest.raises(NotAPercentage):
            TargetValues("Tỷ lệ", "pct_institutions", Decimal(low), Decimal(high)).check()


def test_an_impossible_range_is_refused() -> None:
    with pytest.raises(ValuesOutOfOrder):
        TargetValues("Lượt", "range_per_year", Decimal(9), Decimal(3)).check()


@pytest.mark.parametrize("last", ["year_to", "milestone"])
def test_growth_begins_before_it_ends(last: str) -> None:
    with pytest.raises(BaseAfterTerm):
        TargetValues(**GROWTH, base_year=2030, **{last: 2030}).check()  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("value_min", "khoảng bảy chục"),
        ("value_min", "1.2.3,4"),
        ("year_from", "năm tới"),
        ("denominator", "-4"),
        ("base_value", "12,5"),
        ("trigger_on", "31/02/2026"),
        ("every_years", "0"),
        ("indicator", "không có trong danh mục"),
    ],
)
def test_what_cannot_be_read_stays_in_its_field(name: str, typed: str, desk: Client, target: Target) -> None:
    told = {**filled(desk, target), name: typed, "subject": "Tên vừa gõ"}
    answer = desk.post(address("change", target.plan, "target", target.pk), told)
    assert answer.status_code == 422
    page = text(answer)
    assert typed in page
    assert "Tên vừa gõ" in page
    target.refresh_from_db()
    assert target.revision == 1


def test_years_that_run_backwards_are_told_in_a_sentence(desk: Client, target: Target) -> None:
    told = {**filled(desk, target), "year_from": "2030", "year_to": "2026"}
    answer = desk.post(address("change", target.plan, "target", target.pk), told)
    assert answer.status_code == 422
    assert "2030" in text(answer)


def test_growth_without_a_base_year_is_asked_for_it_by_the_form(desk: Client, target: Target) -> None:
    told = {**filled(desk, target), "kind": "growth_avg", "value_min": "5", "value_max": "", "base_year": ""}
    answer = desk.post(address("change", target.plan, "target", target.pk), told)
    assert answer.status_code == 422
    assert "năm gốc" in text(answer).lower() or "tính từ năm nào" in text(answer)


@pytest.mark.parametrize(
    ("kind", "told", "refusal"),
    [
        ("range_total", {"value_min": Decimal(-5), "value_max": Decimal(-1)}, BelowNought),
        ("count_total", {"value_min": Decimal(-100)}, BelowNought),
        ("count_total", {"value_min": Decimal(100), "base_value": -5}, BelowNought),
        ("growth_avg", {"value_min": Decimal(-10), "value_max": Decimal(5)}, BelowNought),
        ("growth_avg", {"value_min": Decimal(5), "value_max": Decimal(100_000)}, ValueTooLarge),
        ("growth_avg", {"value_min": Decimal(5), "base_value": 0}, BaseOfNought),
        ("count_total", {"value_min": Decimal(10) ** 17}, ValueTooLarge),
        ("count_total", {"value_min": Decimal(1), "denominator": 10**20}, ValueTooLarge),
        ("at_least", {"value_min": Decimal("1.00001")}, TooManyDecimals),
        ("range_total", {"value_min": Decimal(0), "value_max": Decimal(0)}, NothingPromised),
        ("ratio", {"value_min": Decimal(0), "value_max": Decimal(85)}, NothingPromised),
        ("range_per_year", {"value_min": Decimal(7)}, RangeHalfOpen),
    ],
)
def test_what_no_plan_can_promise_is_refused(
    kind: str, told: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        TargetValues("Lượt", kind, **told).check()  # type: ignore[arg-type]  # fields by name


def test_what_a_plan_can_promise_is_not_refused() -> None:
    for kind, low, high in (
        ("growth_avg", 0, None),
        ("range_total", 0, 3),
        ("pct_coverage", 100, None),
        ("money", 10**13, None),
    ):
        upper = None if high is None else Decimal(high)
        TargetValues("Lượt", kind, Decimal(low), upper, base_value=None).check()
    TargetValues("Phương án", "capability").check()


def test_a_target_looks_beyond_its_plan_but_never_ends_before_it() -> None:
    on = date(2026, 11, 20)
    TargetValues("Tầm nhìn", "capability", year_to=2045).check_within(2026, 2030, on)
    with pytest.raises(TermBeforePlan):
        TargetValues("Đã qua", "capability", year_from=2020, year_to=2024).check_within(2026, 2030, on)


def test_what_is_still_to_come_has_begun_no_clock() -> None:
    on = date(2026, 11, 20)
    TargetValues("Xe", "capability", trigger_on=on).check_within(2026, 2030, on)
    with pytest.raises(BegunAhead):
        TargetValues("Xe", "capability", trigger_on=date(9999, 12, 31)).check_within(2026, 2030, on)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"kind": "growth_avg", "value_min": "5", "base_year": "2025", "base_value": "9" * 23}, "nhiều hơn"),
        ({"denominator": "9" * 23}, "nhiều hơn"),
        ({"value_min": "-5"}, "âm"),
        ({"year_from": "2020", "year_to": "2024"}, "2024"),
        ({"trigger_on": "9999-12-31"}, "31/12/9999"),
    ],
)
def test_an_impossible_value_is_told_in_a_sentence_and_nothing_typed_is_lost(
    told: dict[str, str], said: str, desk: Client, target: Target
) -> None:
    sent = {**filled(desk, target), "value_max": "", **told, "subject": "Tên vừa gõ"}
    answer = desk.post(address("change", target.plan, "target", target.pk), sent)
    assert answer.status_code == 422
    page = text(answer)
    assert "Tên vừa gõ" in page
    assert said in page
    target.refresh_from_db()
    assert target.revision == 1


@pytest.mark.parametrize("name", ["value_min", "value_max", "base_value"])
def test_the_table_itself_holds_nothing_below_nought(name: str, target: Target) -> None:
    blank = {"value_min": None, "value_max": None}
    with pytest.raises(IntegrityError, match="negative"), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(**{**blank, name: -1})


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("year_to", "2300", "Ghi số không lớn hơn 2200."),
        ("year_to", "1800", "Ghi số không nhỏ hơn 1945."),
        ("denominator", "nhiều", "Ghi một số nguyên."),
        ("trigger_on", "hôm kia", "Ghi một ngày có thật"),
        ("kind", "xxx", "Không có lựa chọn “xxx”"),
    ],
)
def test_the_fields_own_refusals_are_told_in_the_houses_words(
    name: str, typed: str, said: str, desk: Client, target: Target
) -> None:
    told = {**filled(desk, target), name: typed}
    assert said in text(desk.post(address("change", target.plan, "target", target.pk), told))
