"""What a cataloguer says of a copy never leaves a loan, a hold or a transfer behind that nobody ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from densach.services.catalogue.actions import items
from densach.services.catalogue.models import Item, ItemState
from densach.services.catalogue.rules.refusals import ItemAtTheDesk
from densach.services.circulation import actions as desk
from densach.services.circulation.models import Loan, LoanEnd
from tests import cast
from tests.services.circulation.stock import NOW, Shelf
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db
SAID = (ItemState.LOST, ItemState.DAMAGED, ItemState.MISSING, ItemState.WITHDRAWN, ItemState.AVAILABLE)


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("state", SAID)
def test_a_copy_on_loan_is_left_to_the_desk(province: cast.Province, shelf: Shelf, state: str) -> None:
    desk.check_out(at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-1", card="TV-0001")
    with pytest.raises(ItemAtTheDesk):
        items.change_state(at=NOW, actor=shelf.librarian, barcode="VL-1", state=state, why="mất")
    assert Loan.objects.get().returned_at is None
    assert Item.objects.get(barcode="VL-1").state == ItemState.ON_LOAN


def test_a_copy_on_the_way_and_one_kept_for_a_reader_are_left_to_the_desk(
    province: cast.Province, shelf: Shelf
) -> None:
    desk.send(
        at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-1",
        destination=province.commune_library,
    )  # fmt: skip
    desk.place_hold(
        at=NOW, actor=shelf.librarian, pickup=province.library, record=shelf.record, patron=shelf.nam
    )
    desk.check_in(at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-2")
    assert Item.objects.get(barcode="VL-2").state == ItemState.ON_HOLD_SHELF
    for barcode in ("VL-1", "VL-2"):
        with pytest.raises(ItemAtTheDesk):
            items.change_state(at=NOW, actor=shelf.librarian, barcode=barcode, state="lost", why="mất")


def test_the_page_says_where_to_go_and_the_desk_ends_the_loan(province: cast.Province, shelf: Shelf) -> None:
    lent = desk.check_out(
        at=NOW, actor=shelf.librarian, library=province.library, barcode="VL-1", card="TV-0001"
    )
    screen, address = SignedIn(shelf.user), reverse("catalogue:item_state", args=[shelf.first.pk])
    assert "tại quầy" in screen.get(address).content.decode()
    seen = Item.objects.get(pk=shelf.first.pk).revision
    said = screen.post(address, {"revision": seen, "state": "lost", "why": "mất"})
    assert said.status_code == 422
    desk.mark_lost(at=NOW, actor=shelf.librarian, library=province.library, loan=lent.loan)
    lent.loan.refresh_from_db()
    assert lent.loan.end == LoanEnd.LOST
    assert Item.objects.get(pk=shelf.first.pk).state == ItemState.LOST
