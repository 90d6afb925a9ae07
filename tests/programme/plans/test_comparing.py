"""A unit's target beside the one above: same, higher, lower, missing, extra."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.programme.plans.rules.comparing import Stand, compare, matched
from densach.programme.plans.rules.values import TargetValues

SHARE = TargetValues("Thư viện", "pct_institutions", Decimal(70), Decimal(70), year_to=2030, indicator="tv.a")
VISITS = TargetValues("Lượt", "count_per_year", Decimal(120000), unit="lượt", indicator="tv.b")


def stand(above: TargetValues | None, below: TargetValues | None) -> Stand:
    return compare(above, below).stand


@pytest.mark.parametrize(("low", "expected"), [(70, Stand.SAME), (60, Stand.LOWER), (85, Stand.HIGHER)])
def test_a_share_is_compared_by_its_value(low: int, expected: Stand) -> None:
    assert stand(SHARE, replace(SHARE, value_min=Decimal(low), value_max=Decimal(low))) == expected


def test_as_much_by_a_later_year_is_told_as_later() -> None:
    assert stand(SHARE, replace(SHARE, year_to=2032)) == Stand.LATER


def test_a_sum_is_brought_in_parts() -> None:
    found = compare(VISITS, replace(VISITS, value_min=Decimal(3000)))
    assert (found.stand, found.share) == (Stand.PART, Decimal("0.025"))


def test_what_is_meant_for_each_unit_is_compared_by_its_value() -> None:
    each = replace(VISITS, per="each", value_min=Decimal(500))
    assert stand(each, replace(each, value_min=Decimal(400))) == Stand.LOWER


def test_a_part_without_a_value_tells_no_share() -> None:
    assert compare(VISITS, replace(VISITS, value_min=None)).share is None


def test_a_rarer_rhythm_is_lower() -> None:
    twice = TargetValues("Trưng bày", "cadence", Decimal(1), every_years=2)
    assert stand(twice, replace(twice, every_years=3)) == Stand.LOWER
    assert stand(twice, replace(twice, every_years=1)) == Stand.HIGHER


def test_a_ratio_is_compared_as_a_share() -> None:
    ratio = TargetValues("Xã có thư viện", "ratio", Decimal(77), Decimal(85))
    assert stand(ratio, replace(ratio, value_min=Decimal(9), value_max=Decimal(10))) == Stand.LOWER


def test_another_measure_is_not_called_higher_or_lower() -> None:
    assert stand(SHARE, VISITS) == Stand.OTHER
    assert stand(SHARE, replace(SHARE, indicator="tv.c")) == Stand.OTHER


def test_missing_and_extra_are_told() -> None:
    assert (stand(SHARE, None), stand(None, SHARE)) == (Stand.MISSING, Stand.EXTRA)


@given(st.integers(0, 100), st.integers(0, 100))
def test_of_two_shares_one_is_higher_where_the_other_is_lower(one: int, other: int) -> None:
    first = replace(SHARE, value_min=Decimal(one), value_max=Decimal(one))
    second = replace(SHARE, value_min=Decimal(other), value_max=Decimal(other))
    mirror = {Stand.HIGHER: Stand.LOWER, Stand.LOWER: Stand.HIGHER, Stand.SAME: Stand.SAME}
    assert stand(second, first) == mirror[stand(first, second)]


def test_targets_of_one_indicator_are_matched_by_their_year() -> None:
    early, late = replace(SHARE, year_to=2025), replace(SHARE, year_to=2030)
    assert matched({1: early, 2: late}, {8: late, 9: early}) == {8: 2, 9: 1}


def test_without_an_indicator_nothing_is_matched_by_itself() -> None:
    bare = replace(SHARE, indicator="")
    assert matched({1: bare}, {2: bare}) == {}


@given(
    st.lists(st.sampled_from([2025, 2026, 2030]), max_size=6),
    st.lists(st.sampled_from([2025, 2030]), max_size=6),
)
def test_nothing_is_taken_up_twice(above: list[int], below: list[int]) -> None:
    upper = {key: replace(SHARE, year_to=year) for key, year in enumerate(above)}
    lower = {key: replace(SHARE, year_to=year) for key, year in enumerate(below)}
    found = matched(upper, lower)
    assert len(set(found.values())) == len(found) == min(len(upper), len(lower))
