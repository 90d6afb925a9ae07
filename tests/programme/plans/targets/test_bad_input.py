"""What nobody can have meant is refused in words, and nothing typed is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from densach.programme.plans.models import Target
from densach.programme.plans.rules.refusals import BaseAfterTerm, NotAPercentage, ValuesOutOfOrder
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
