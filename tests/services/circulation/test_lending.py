"""A copy goes out to a reader, and what speaks against it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from densach.facts import replay
from densach.facts.models import Fact
from densach.services.catalogue.models import ItemState
from densach.services.circulation import actions as desk
from densach.services.circulation.models import DeskOpening, Loan
from densach.services.circulation.rules.refusals import AlreadyLent
from tests import cast
from tests.services.circulation.stock import NOW, TODAY, Shelf, days

pytestmark = pytest.mark.django_db


def test_a_loan_moves_the_copy_and_counts_once(province: cast.Province, shelf: Shelf) -> None:
    lent = desk.check_out(
        at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-1", card="TV-0001"
    )
    assert lent.loan.due_on == TODAY + timedelta(days=14)
    shelf.first.refresh_from_db()
    assert (shelf.first.state, shelf.first.loans) == (ItemState.ON_LOAN, 1)
    fact = Fact.objects.get(measure="library.loans")
    assert (fact.quantity, fact.slice, fact.source) == (
        1, "age=adult;channel=onsite;ethnic=majority;sex=female", f"loan:{lent.loan.pk}",
    )  # fmt: skip
    assert replay.verify() == []


def test_a_scanner_that_reads_twice_lends_once(province: cast.Province, shelf: Shelf) -> None:
    act = {"actor": shelf.librarian, "library": province.library, "barcode": "VL-1", "card": "TV-0001"}
    first = desk.check_out(at=NOW, **act)
    second = desk.check_out(at=NOW + timedelta(milliseconds=100), **act)
    assert (second.loan, second.again) == (first.loan, True)
    assert Loan.objects.count() == 1
    assert Fact.objects.filter(measure="library.loans").count() == 1


def test_a_copy_that_is_out_is_not_lent_to_another_and_nobody_is_named(
    province: cast.Province, shelf: Shelf
) -> None:
    act = {"actor": shelf.librarian, "library": province.library, "barcode": "VL-1"}
    desk.check_out(at=NOW, card="TV-0001", **act)
    with pytest.raises(AlreadyLent) as refused:
        desk.check_out(at=NOW, card="TV-0002", **act)
    assert refused.value.params == {"barcode": "VL-1", "due": TODAY + timedelta(days=14)}


def test_a_return_in_time_puts_the_copy_on_the_shelf(province: cast.Province, shelf: Shelf) -> None:
    act = {"actor": shelf.librarian, "library": province.library, "barcode": "VL-1"}
    desk.check_out(at=NOW, card="TV-0001", **act)
    back = desk.check_in(at=days(3), **act)
    assert (back.to_do, back.days_late, back.suspension) == ("shelve", 0, None)
    shelf.first.refresh_from_db()
    assert shelf.first.state == ItemState.AVAILABLE


def test_the_first_loan_of_a_library_opens_its_desk(province: cast.Province, shelf: Shelf) -> None:
    desk.check_out(at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-1", card="TV-0001")
    opening = DeskOpening.objects.get(library=province.library, measure="library.loans")
    assert opening.since == date(2026, 11, 20)
