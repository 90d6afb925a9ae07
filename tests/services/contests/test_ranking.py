"""Ranks follow from marks alone: exact, without regard to the order of judges or entries or the scale of weights."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from densach.services.contests.rules.ranking import (
    HEAD,
    SHARED,
    Ballots,
    Placed,
    Terms,
    Weighed,
    mean_of,
    rank,
    rounded,
)

TERMS = Terms((Weighed(1, Decimal(2)), Weighed(2, Decimal(1))))


def ballots(*marks: tuple[int, ...]) -> dict[int, dict[int, Decimal]]:
    """Judges 1, 2, … each with marks for the criteria 1, 2, …"""
    return {
        judge: {criterion: Decimal(mark) for criterion, mark in enumerate(told, 1)}
        for judge, told in enumerate(marks, 1)
    }


def ranks(placed: list[Placed]) -> dict[int, tuple[int, str]]:
    return {one.entry: (one.rank, one.decided) for one in placed}


def test_a_total_is_the_sum_of_means_each_times_its_weight() -> None:
    [one] = rank(TERMS, {7: ballots((9, 8), (8, 8), (8, 7))})
    assert one.total == 2 * Fraction(25, 3) + Fraction(23, 3)
    assert rounded(one.total) == Decimal("24.3333")


def test_highest_and_lowest_are_left_out_from_four_judges_on() -> None:
    assert mean_of([Decimal(x) for x in (1, 8, 8, 10)], drops=True) == 8
    assert mean_of([Decimal(x) for x in (1, 8, 9)], drops=True) == 6
    assert mean_of([Decimal(x) for x in (1, 8, 8, 10)], drops=False) == Fraction(27, 4)


def test_a_tie_is_broken_by_the_criteria_in_their_order_and_told() -> None:
    tied = {1: ballots((8, 8)), 2: ballots((9, 6))}
    assert ranks(rank(TERMS, tied)) == {2: (1, "criterion:1"), 1: (2, "criterion:1")}
    other = Terms(TERMS.criteria, tie_by=(2, 1))
    assert ranks(rank(other, tied)) == {1: (1, "criterion:2"), 2: (2, "criterion:2")}


def test_then_by_the_head_of_the_jury() -> None:
    tied = {1: ballots((8, 8), (9, 9)), 2: ballots((9, 9), (8, 8))}
    assert ranks(rank(Terms(TERMS.criteria, head=1), tied)) == {2: (1, HEAD), 1: (2, HEAD)}
    assert ranks(rank(Terms(TERMS.criteria, head=2), tied)) == {1: (1, HEAD), 2: (2, HEAD)}


def test_a_head_who_may_not_score_one_of_them_decides_nothing() -> None:
    tied = {1: ballots((8, 8), (8, 8)), 2: {2: {1: Decimal(8), 2: Decimal(8)}}}
    assert ranks(rank(Terms(TERMS.criteria, head=1), tied)) == {1: (1, SHARED), 2: (1, SHARED)}


def test_a_shared_rank_leaves_the_next_one_out() -> None:
    told = {1: ballots((8, 8)), 2: ballots((8, 8)), 3: ballots((7, 7)), 4: ballots((9, 9))}
    assert ranks(rank(TERMS, told)) == {4: (1, ""), 1: (2, SHARED), 2: (2, SHARED), 3: (4, "")}


def test_three_tied_ones_are_set_apart_by_different_steps() -> None:
    told = {1: ballots((9, 6), (9, 6)), 2: ballots((8, 9), (8, 7)), 3: ballots((8, 7), (8, 9))}
    found = ranks(rank(Terms(TERMS.criteria, head=1), told))
    assert found == {1: (1, "criterion:1"), 2: (2, HEAD), 3: (3, HEAD)}


def test_an_entry_that_one_judge_may_not_score_loses_nothing() -> None:
    told = {1: ballots((9, 9), (9, 9)), 2: {2: {1: Decimal(9), 2: Decimal(9)}}}
    assert {one.total for one in rank(TERMS, told)} == {Fraction(27)}


# A busy machine is no reason to fail.
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MARK = st.integers(0, 20).map(lambda n: Decimal(n) / 2)


@st.composite
def contests(draw: st.DrawFn) -> tuple[Terms, dict[int, Ballots]]:
    criteria = tuple(
        Weighed(key, Decimal(draw(st.integers(1, 40))) / 10) for key in range(1, draw(st.integers(1, 3)) + 1)
    )
    judges = list(range(1, draw(st.integers(1, 5)) + 1))
    told: dict[int, Ballots] = {}
    for entry in range(1, draw(st.integers(1, 6)) + 1):
        seats = draw(st.lists(st.sampled_from(judges), min_size=1, unique=True))
        told[entry] = {judge: {one.id: draw(MARK) for one in criteria} for judge in seats}
    terms = Terms(criteria, drops=draw(st.booleans()), head=draw(st.sampled_from([None, *judges])))
    return terms, told


@CALM
@given(contests(), st.randoms(use_true_random=False))
def test_the_order_of_judges_and_entries_changes_no_rank(
    made: tuple[Terms, dict[int, Ballots]], chance: object
) -> None:
    terms, told = made
    entries = list(told)
    chance.shuffle(entries)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    turned: dict[int, Ballots] = {}
    for entry in entries:
        judges = list(told[entry])
        chance.shuffle(judges)  # type: ignore[attr-defined]  # as above
        turned[entry] = {judge: told[entry][judge] for judge in judges}
    assert rank(terms, turned) == rank(terms, told)


@CALM
@given(contests(), st.integers(1, 50))
def test_the_scale_of_the_weights_changes_no_rank(made: tuple[Terms, dict[int, Ballots]], scale: int) -> None:
    terms, told = made
    scaled = Terms(
        tuple(Weighed(one.id, one.weight * scale / 7) for one in terms.criteria)
        if scale % 7 == 0
        else tuple(Weighed(one.id, one.weight * scale) for one in terms.criteria),
        terms.drops,
        terms.tie_by,
        terms.head,
    )
    assert ranks(rank(scaled, told)) == ranks(rank(terms, told))


@CALM
@given(contests())
def test_ranks_begin_at_one_and_never_rise_against_the_total(made: tuple[Terms, dict[int, Ballots]]) -> None:
    placed = rank(*made)
    assert placed[0].rank == 1
    assert sorted(one.entry for one in placed) == sorted(made[1])
    for place, (before, after) in enumerate(itertools.pairwise(placed), start=2):
        assert before.total >= after.total
        assert after.rank in (before.rank, place)
        if after.rank == before.rank:
            assert after.decided == before.decided == SHARED


@CALM
@given(contests())
def test_rounding_comes_after_the_ranks(made: tuple[Terms, dict[int, Ballots]]) -> None:
    for one in rank(*made):
        assert abs(Fraction(rounded(one.total)) - one.total) <= Fraction(1, 20_000)
