"""Copies that do not simply come back: said to be returned, damaged, called off on their way."""

from __future__ import annotations

from typing import Any

import pytest

from densach.kernel.actor import SYSTEM
from densach.services.catalogue.models import ItemEvent, ItemState
from densach.services.circulation import actions as desk
from densach.services.circulation.models import HoldState, Loan, Suspension
from densach.services.circulation.rules.returns import MarkedBefore, NotThisDesks
from densach.ui.wording import sentence
from tests import cast
from tests.services.circulation.stock import NOW, Shelf, a_copy, days

Mark = Any
pytestmark = pytest.mark.django_db


@pytest.fixture
def loan(province: cast.Province, shelf: Shelf) -> Loan:
    return desk.check_out(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", card="TV-0001").loan


def test_a_claim_made_twice_stands_and_is_taken_back_by_an_act_of_its_own(
    province: cast.Province, loan: Loan
) -> None:
    for _time in range(2):
        desk.claim_returned(at=days(14), actor=SYSTEM, library=province.library, loan=loan)
    loan.refresh_from_db()
    assert loan.claimed_on is not None
    desk.take_claim_back(at=days(15), actor=SYSTEM, library=province.library, loan=loan)
    assert (
        desk.check_in(at=days(60), actor=SYSTEM, library=province.library, barcode="VL-1").suspension
        is not None
    )


def test_damaged_and_late_is_late_all_the_same(province: cast.Province, shelf: Shelf, loan: Loan) -> None:
    desk.mark_damaged(at=days(60), actor=SYSTEM, library=province.library, loan=loan)
    assert Suspension.objects.get(patron=shelf.mai).days_late > 30


def test_a_copy_that_stays_after_all_serves_who_waits(province: cast.Province, shelf: Shelf) -> None:
    sent = desk.send(
        at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1", destination=province.commune_library
    )
    hold = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.library, record=shelf.record, patron=shelf.mai
    )
    desk.cancel_transfer(at=NOW, actor=SYSTEM, transfer=sent)
    hold.refresh_from_db()
    shelf.first.refresh_from_db()
    assert (hold.state, shelf.first.state) == (HoldState.READY, ItemState.ON_HOLD_SHELF)


def test_called_off_on_its_way_to_a_reader_it_is_not_sent_to_them_again(
    province: cast.Province, shelf: Shelf, loan: Loan
) -> None:
    assert loan.returned_at is None
    hold = desk.place_hold(
        at=NOW, actor=SYSTEM, pickup=province.commune_library, record=shelf.record, patron=shelf.nam
    )
    sent = desk.check_in(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1").transfer
    assert sent is not None
    desk.cancel_transfer(at=NOW, actor=SYSTEM, transfer=sent)
    hold.refresh_from_db()
    shelf.first.refresh_from_db()
    assert (hold.state, shelf.first.state) == (HoldState.WAITING, ItemState.AVAILABLE)


@pytest.mark.parametrize("mark", [desk.mark_lost, desk.mark_damaged])
def test_a_desk_writes_off_only_copies_of_its_own_libraries_or_in_them(
    province: cast.Province, shelf: Shelf, mark: Mark
) -> None:
    there = province.commune_library
    stranger = cast.acting(cast.a_person("xa@ba-vam.test", "Võ Thị Xã", "librarian", there))
    with pytest.raises(NotThisDesks):
        mark(at=NOW, actor=stranger, library=there, barcode="VL-1")
    shelf.first.refresh_from_db()
    assert shelf.first.state == ItemState.AVAILABLE
    a_copy(shelf.record, there, "XA-1")
    mark(at=NOW, actor=stranger, library=there, barcode="XA-1")


@pytest.mark.parametrize("mark", [desk.mark_lost, desk.mark_damaged])
def test_what_is_written_off_is_not_written_off_again(
    province: cast.Province, shelf: Shelf, mark: Mark
) -> None:
    mark(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    with pytest.raises(MarkedBefore) as refused:
        mark(at=NOW, actor=SYSTEM, library=province.library, barcode="VL-1")
    assert "VL-1" in sentence(refused.value)
    assert ItemEvent.objects.filter(item=shelf.first, act__in=["lost", "damaged"]).count() == 1
