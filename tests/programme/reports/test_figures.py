"""How figures are added, compared with the plan and printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.kernel.period import Period
from densach.programme.reports.models import Shape
from densach.programme.reports.rules import figures, notes
from densach.programme.reports.rules.figures import Sum
from densach.programme.reports.rules.notes import Beside


@dataclass
class Asked:
    kind: str
    value_min: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    every_years: int | None = None
    year_from: int | None = None
    year_to: int | None = None
    milestone: int | None = None
    per: str = ""


def of(kind: str, low: str | None = None, high: str | None = None, **more: Any) -> Asked:
    return Asked(kind, Decimal(low) if low else None, Decimal(high) if high else None, **more)


counts = st.one_of(st.none(), st.integers(0, 10**9))
sums = st.builds(Sum, counts, counts, st.integers(0, 500))


@given(st.lists(sums), st.lists(sums))
def test_a_sum_of_sums_is_the_sum_of_all(left: list[Sum], right: list[Sum]) -> None:
    together = figures.total([figures.total(left), figures.total(right)])
    assert together == figures.total([*left, *right])


def test_what_nobody_answered_is_no_nought() -> None:
    assert figures.total([Sum(None, None, 1), Sum(None, None, 2)]) == Sum(None, None, 3)
    assert figures.actual_text(Shape.NUMBER, Sum(None, None, 3)) == "–"
    assert figures.actual_text(Shape.NUMBER, Sum(0)) == "0"


@pytest.mark.parametrize(
    ("shape", "figure", "text", "makeup"),
    [
        (Shape.NUMBER, Sum(1234567), "1.234.567", ""),
        (Shape.SHARE, Sum(31, 124), "25%", "31/124"),
        (Shape.SHARE, Sum(0, 124, 124), "–", ""),
        (Shape.RATIO, Sum(77, 85), "77/85", ""),
        (Shape.GROWTH, Sum(36000, 30000), "+20%", "36.000 so với 30.000 cùng kỳ"),
        (Shape.GROWTH, Sum(27000, 30000), "-10%", "27.000 so với 30.000 cùng kỳ"),
        (Shape.GROWTH, Sum(27000, None), "–", "27.000; chưa có số liệu cùng kỳ năm 2025 để so sánh"),
        (Shape.ANSWER, Sum(1, 1), "Đạt", ""),
        (Shape.ANSWER, Sum(0, 1), "Chưa đạt", ""),
        (Shape.ANSWER, Sum(0, 1, 1), "Chưa trả lời", ""),
        (Shape.ANSWER, Sum(3, 5, 1), "3/5", ""),
    ],
)
def test_each_shape_prints_its_own_way(shape: str, figure: Sum, text: str, makeup: str) -> None:
    assert figures.actual_text(shape, figure) == text
    assert notes.makeup_text(shape, figure, "vi", Beside(until=date(2026, 6, 9))) == makeup


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (of("count_per_year", "160000", "160000"), "160.000"),
        (of("range_per_year", "3", "5"), "3–5"),
        (of("pct_institutions", "70", "70", milestone=2027), "70% (năm 2027)"),
        (of("ratio", "77", "85"), "77/85"),
        (of("growth_avg", "10", "12"), "+10–12%/năm"),
        (of("at_least", "15"), "ít nhất 15"),
        (of("cadence", "1", every_years=2), "1 lần/2 năm"),
        (of("cadence"), "1 lần/năm"),
        (of("capability", milestone=2027), "Đạt (năm 2027)"),
        (of("continuous"), "Thường xuyên"),
    ],
)
def test_a_plan_s_value_is_short_enough_for_a_table(asked: Asked, text: str) -> None:
    assert figures.planned_text(asked) == text


def test_reached_compares_like_with_like() -> None:
    half = figures.reached(Shape.NUMBER, Sum(80000), Decimal(160000))
    share = figures.reached(Shape.SHARE, Sum(31, 124), Decimal(70))
    assert (half, share) == (Fraction(1, 2), Fraction(25, 70))
    assert figures.reached(
        Shape.RATIO, Sum(77, 85), figures.planned_worth(of("ratio", "77", "85"))
    ) == pytest.approx(1)
    assert figures.reached(Shape.GROWTH, Sum(36000, 30000), Decimal(10)) is None


def test_a_year_s_target_counts_from_new_year_and_a_total_from_the_term_s_first_day() -> None:
    period, cutoff = Period.half(2026, 1), date(2026, 6, 9)
    yearly = figures.days_of(of("count_per_year", "1", year_from=2026), period, cutoff, 2025)
    total = figures.days_of(of("count_total", "9", year_from=2025), period, cutoff, 2024)
    every_second = figures.days_of(of("cadence", "1", every_years=2, year_from=2023), period, cutoff, 2023)
    assert yearly == Period.between(date(2026, 1, 1), cutoff)
    assert total == Period.between(date(2025, 1, 1), cutoff)
    assert every_second == Period.between(date(2025, 1, 1), cutoff)


def test_a_report_leaves_out_targets_of_years_gone_and_years_to_come() -> None:
    period = Period.half(2026, 1)
    assert not figures.concerns(of("count_per_year", "1", year_from=2020, year_to=2020), period)
    assert not figures.concerns(of("count_per_year", "1", year_from=2027, year_to=2027), period)
    assert figures.concerns(
        of("pct_institutions", "70", year_from=2030, year_to=2030, milestone=2030), period
    )


def test_the_same_days_a_year_earlier_of_29_february_end_on_the_28th() -> None:
    found = figures.year_before(Period.between(date(2028, 1, 1), date(2028, 2, 29)))
    assert found == Period.between(date(2027, 1, 1), date(2027, 2, 28))


def test_the_whole_year_is_foretold_by_the_share_reached() -> None:
    assert figures.year_estimate(Sum(150), Fraction(3, 4)) == 200
    assert figures.year_estimate(Sum(None), Fraction(3, 4)) is None
    assert figures.year_estimate(Sum(150), None) is None
