"""A record whose lines come and go: what stands in the book is made equal to what it says now."""

from __future__ import annotations

from datetime import date

import pytest

from densach.facts import actions
from densach.facts.models import Fact, Total
from densach.facts.rules import NegativeQuantity, UnknownSlice
from densach.organisations.models import Organisation
from tests.cast import NOW
from tests.facts.book import DAY, VISITS, YEAR, summed

LOANS = "library.loans"


def settle(library: Organisation, quantities: dict[str, int], on: date = DAY) -> bool:
    return actions.settle(
        at=NOW, measure=VISITS, source="session:1", organisation_id=library.pk, on=on, quantities=quantities
    )


def test_what_is_settled_twice_is_counted_once(library: Organisation) -> None:
    assert settle(library, {"age=child": 3, "": 2})
    assert not settle(library, {"": 2, "age=child": 3})
    assert summed(library, YEAR) == 5
    assert Fact.objects.count() == 2


def test_a_correction_reverses_what_stood_and_writes_the_next_revision(library: Organisation) -> None:
    settle(library, {"age=child": 3})
    settle(library, {"age=child": 4, "age=adult": 1})
    assert summed(library, YEAR) == 5
    assert list(Fact.objects.order_by("pk").values_list("sign", "revision")) == [
        (1, 1), (-1, 1), (1, 2), (1, 2),
    ]  # fmt: skip


def test_an_emptied_record_is_taken_up_again_under_the_next_number(library: Organisation) -> None:
    settle(library, {"": 3})
    assert settle(library, {})
    assert not settle(library, {})
    assert summed(library, YEAR) == 0
    assert settle(library, {"": 3})
    assert summed(library, YEAR) == 3
    assert max(Fact.objects.values_list("revision", flat=True)) == 2


def test_a_record_that_moves_to_another_day_moves_its_totals(library: Organisation) -> None:
    settle(library, {"": 3})
    settle(library, {"": 3}, date(2026, 9, 2))
    kept = {row.period: row.quantity for row in Total.objects.filter(unit_kind="o", quantity__gt=0)}
    assert kept == {20260901: 3, 20260000: 3}


def test_several_measures_of_one_record_are_settled_together(library: Organisation) -> None:
    def lines(told: dict[str, dict[str, int]]) -> None:
        actions.settle_lines(at=NOW, source="session:1", organisation_id=library.pk, on=DAY, lines=told)

    lines({VISITS: {"": 3}, LOANS: {"age=child": 2}})
    lines({VISITS: {"": 4}, LOANS: {}})
    assert summed(library, YEAR) == 4
    assert not Total.objects.filter(measure=LOANS).exclude(quantity=0).exists()


def test_nothing_below_zero_and_no_unknown_slice(library: Organisation) -> None:
    with pytest.raises(NegativeQuantity):
        settle(library, {"": -1})
    with pytest.raises(UnknownSlice):
        settle(library, {"cat=black": 1})
    assert not Fact.objects.exists()
