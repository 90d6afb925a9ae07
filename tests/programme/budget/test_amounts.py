"""Money as people write it, and the sums of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from densach.kernel.errors import AmbiguousNumber, Refusal
from densach.programme.budget.rules.amounts import (
    LARGEST,
    AmountTooLarge,
    amount_of,
    parse_amount,
    short_amount,
)
from densach.programme.budget.rules.incoming import LineValues
from densach.programme.budget.rules.refusals import NotQuantityTimesPrice
from densach.programme.budget.rules.totals import Money, by, total


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.200.000", 1_200_000),
        ("1200000 đồng", 1_200_000),
        ("350 triệu", 350_000_000),
        ("350 triệu đồng", 350_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1,2 tỉ", 1_200_000_000),
        ("75 nghìn", 75_000),
        ("75 ngàn đồng", 75_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: int) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize("text", ["", "khoảng 2 tỷ", "-5", "12,5", "1,0005 nghìn", "2 lạng", "²"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parse_amount(text)


def test_an_amount_that_reads_two_ways_is_refused() -> None:
    with pytest.raises(AmbiguousNumber):
        parse_amount("1,500")


def test_more_than_a_province_has_is_taken_for_a_slip() -> None:
    with pytest.raises(AmountTooLarge):
        parse_amount("2000000 tỷ")


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused_in_words(text: str) -> None:
    try:
        amount = parse_amount(text)
    except Refusal:
        return
    assert 0 <= amount <= LARGEST


@given(st.integers(0, 10**15))
def test_an_amount_printed_whole_reads_back(amount: int) -> None:
    assert parse_amount(f"{amount:,}".replace(",", ".")) == amount


def test_amounts_are_shortened_for_tables() -> None:
    assert short_amount(1_250_000_000) == "1,25\u00a0tỷ"
    assert short_amount(350_000_000, "en") == "350\u00a0m"
    assert short_amount(None) == ""


def test_quantity_and_price_give_the_amount() -> None:
    assert amount_of(LineValues("Sách", "province", "collection", quantity=3, price=50)) == 150


def test_an_amount_that_contradicts_quantity_and_price_is_refused() -> None:
    with pytest.raises(NotQuantityTimesPrice):
        amount_of(LineValues("Sách", "province", "collection", asked=100, quantity=3, price=50))


MONEY = st.builds(
    Money,
    estimate_id=st.integers(1, 3),
    organisation_id=st.integers(1, 3),
    task_id=st.none() | st.integers(1, 3),
    source=st.sampled_from(["province", "commune"]),
    kind=st.sampled_from(["regular", "repair"]),
    year=st.integers(2026, 2028),
    asked=st.integers(0, 10**12),
    allotted=st.none() | st.integers(0, 10**12),
    spent=st.integers(0, 10**12),
)


@given(st.lists(MONEY, max_size=30), st.sampled_from(["source", "task_id", "estimate_id", "kind"]))
def test_the_parts_of_a_cut_add_up_to_the_whole(lines: list[Money], field: str) -> None:
    parts, whole = by(lines, lambda line: getattr(line, field)).values(), total(lines)
    for name in ("asked", "allotted", "spent", "lines", "unreviewed"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)
