"""Targets added together: what holds whatever the numbers are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from densach.programme.plans.judging.composite import Piece, conflict, equal_growth, growth_of, together
from densach.programme.plans.status import (
    DEFAULT_LIMITS,
    Capability,
    Case,
    Growth,
    Inputs,
    Share,
    Status,
    Term,
    judge,
    prepare,
)
from tests.programme.plans.merged.world import values

TERM = Term(date(2023, 6, 1), date(2030, 12, 31), date(2025, 6, 30))
NAMES = ("Tây Giồng", "Đông Cồn", "Bắc Rạch", "Nam Vàm")


def piece(name: str, kind: str, inputs: Inputs, units: int = 1) -> Piece:
    return Piece(name, prepare(kind, inputs, DEFAULT_LIMITS), inputs, units)


@st.composite
def shares(draw: st.DrawFn) -> list[Piece]:
    """One to four provinces' shares of institutions, some silent."""
    found = []
    for name in NAMES[: draw(st.integers(1, 4))]:
        yes, no, unknown = (draw(st.integers(0, 30)) for _answer in range(3))
        if not yes + no + unknown:
            yes = 1
        inputs = Share(yes, no, unknown, draw(st.integers(0, 100)), draw(st.integers(0, yes)), TERM)
        found.append(piece(name, "pct_institutions", inputs, yes + no + unknown))
    return found


@st.composite
def growths(draw: st.DrawFn) -> list[Piece]:
    years, closed = draw(st.integers(1, 7)), draw(st.integers(0, 3))
    found = []
    for name in NAMES[: draw(st.integers(1, 4))]:
        base, value = draw(st.integers(1, 10**6)), draw(st.integers(0, 10**6))
        inputs = Growth(base, value, min(closed, years), years, draw(st.integers(0, 40)))
        found.append(piece(name, "growth_avg", inputs))
    return found


@settings(deadline=None)
@given(shares())
def test_of_one_the_whole_is_the_one(pieces: list[Piece]) -> None:
    one = pieces[0]
    assert one.inputs is not None
    assert together([one]) == judge("pct_institutions", one.inputs)


@settings(deadline=None)
@given(shares())
def test_the_order_of_predecessors_does_not_matter(pieces: list[Piece]) -> None:
    turned = pieces[1:] + pieces[:1]
    assert together(turned) == together(pieces)
    assert together(list(reversed(pieces))) == together(pieces)


@settings(deadline=None)
@given(shares())
def test_what_the_whole_needs_is_the_sum_of_what_each_needs(pieces: list[Piece]) -> None:
    verdict = together(pieces)
    assert verdict.need == sum(one.found.need for one in pieces if isinstance(one.found, Case))
    assert verdict.actual == sum(one.found.actual for one in pieces if isinstance(one.found, Case))


@settings(deadline=None)
@given(growths())
def test_the_growth_of_the_whole_lies_between_the_smallest_and_the_largest(pieces: list[Piece]) -> None:
    asked = [Fraction(one.inputs.percent) / 100 for one in pieces if isinstance(one.inputs, Growth)]
    growth = growth_of(pieces)
    assert growth is not None
    assert min(asked) <= growth <= max(asked)


def test_half_a_million_at_ten_and_three_hundred_thousand_at_fifteen_percent_are_11_98() -> None:
    parts = [
        (Fraction(500_000), 500_000 * Fraction(11, 10) ** 5),
        (Fraction(300_000), 300_000 * Fraction(23, 20) ** 5),
    ]
    assert equal_growth(parts, 5) == Fraction(1198, 10_000)


def test_seventy_percent_of_eight_and_all_of_nine_are_fifteen_of_seventeen() -> None:
    left = piece("Tây Giồng", "pct_institutions", Share(6, 2, 0, 70, 0, TERM), 8)
    right = piece("Đông Cồn", "pct_institutions", Share(9, 0, 0, 100, 0, TERM), 9)
    verdict = together([left, right])
    assert values(verdict.need, verdict.actual, verdict.status) == (15, 15, Status.ACHIEVED)


def test_one_above_its_need_hides_nothing_of_the_other_in_words() -> None:
    left = piece("Tây Giồng", "pct_institutions", Share(8, 0, 0, 50, 0, TERM), 8)
    right = piece("Đông Cồn", "pct_institutions", Share(1, 8, 0, 100, 0, TERM), 9)
    told = {step.params["name"]: step.params["actual"] for step in together([left, right]).explanation[:2]}
    assert told == {"Tây Giồng": 8, "Đông Cồn": 1}


def test_what_each_must_have_stands_where_the_slowest_stands() -> None:
    built = piece("Tây Giồng", "capability", Capability(Fraction(1), True, Fraction(1, 2)))
    begun = piece("Đông Cồn", "capability", Capability(Fraction(1, 4), False, Fraction(1, 2)))
    assert together([built, begun]).status is together([begun]).status


def test_while_one_must_be_answered_first_the_whole_has_no_data_and_says_who() -> None:
    known = piece("Tây Giồng", "growth_avg", Growth(100, 120, 1, 5, 10))
    open_ = piece("Đông Cồn", "growth_avg", Growth(None, None, 1, 5, 15))
    verdict = together([known, open_])
    assert verdict.status is Status.NO_DATA
    asked = [step.params["name"] for step in verdict.explanation if step.message_id == "merged.open"]
    assert asked == ["Đông Cồn"]


def test_only_what_can_be_compared_contradicts() -> None:
    assert conflict("growth_avg", "", [(10, 15), (15, 20)])
    assert not conflict("growth_avg", "", [(10, 15), (10, 15)])
    assert not conflict("count_per_year", "", [(1000, 1000), (600, 600)])
    assert conflict("count_per_year", "each", [(200, None), (300, None)])
