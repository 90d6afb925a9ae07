"""A copy comes to belong to another library: its number changes, its history tells, what was counted stays."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.urls import reverse

from densach.facts.replay import verify
from densach.kernel.actor import SYSTEM
from densach.kernel.errors import NotAllowed, Refusal
from densach.people import actions as people
from densach.services.catalogue.actions import items
from densach.services.catalogue.actions.homes import move_home
from densach.services.catalogue.actions.items import NewItem
from densach.services.catalogue.models import Item, ItemEvent, ItemState, ItemType
from densach.services.catalogue.rules.refusals import AccessionTaken, ItemAtTheDesk, SameHome, SeenAnOldItem
from tests import cast
from tests.cast import NOW, Province
from tests.services.catalogue.scene import a_record
from tests.stage import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_one_morning() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counted(province: Province) -> Item:
    record = a_record(province.library, "Truyện Kiều", "Nguyễn Du", "k1")
    new = NewItem(
        barcode="BV1", accession_number="BV.1", item_type=ItemType.objects.get(code="book"),
        acquired_on=cast.TODAY, counted_on=cast.TODAY, location="Kho mượn",
    )  # fmt: skip
    return items.add_item(at=NOW, actor=SYSTEM, library=province.library, record=record, new=new)


def moved(province: Province, item: Item, **other: object) -> Item:
    told: dict[str, Any] = {
        "library": province.commune_library,
        "accession_number": "XA.7",
        "seen": 1,
        "why": "Luân chuyển hẳn",
        "actor": SYSTEM,
    }
    return move_home(at=NOW, item=item, **{**told, **other})


def test_a_copy_given_to_another_library_stays_counted_where_it_was_added(
    province: Province, counted: Item
) -> None:
    assert verify() == []
    moved(province, counted)
    counted.refresh_from_db()
    assert (counted.home, counted.place) == (province.commune_library, province.commune_library)
    assert (counted.accession_number, counted.location, counted.revision) == ("XA.7", "", 2)
    assert counted.counted_in == province.library
    assert verify() == []
    moved(province, counted, library=province.library, accession_number="BV.2", seen=2)
    counted.refresh_from_db()
    assert counted.counted_in == province.library
    assert verify() == []
    event = ItemEvent.objects.filter(item=counted, act="home").first()
    assert event is not None
    assert (event.told["number"], event.told["why"]) == ("BV.1", "Luân chuyển hẳn")


def test_one_entered_by_mistake_is_uncounted_where_it_was_counted(province: Province, counted: Item) -> None:
    moved(province, counted)
    items.change_state(
        at=NOW, actor=SYSTEM, barcode="BV1", state=ItemState.WITHDRAWN, why="nhầm", by_mistake=True
    )
    assert verify() == []
    assert Item.objects.get().counted_in is None


def test_what_cannot_be_given_over_is_refused(province: Province, counted: Item) -> None:
    def refused(refusal: type[Refusal], **other: object) -> None:
        with pytest.raises(refusal):
            moved(province, counted, **other)

    refused(SameHome, library=province.library)
    refused(SeenAnOldItem, seen=9)
    refused(NotAllowed, actor=cast.acting(cast.the_stranger(province)))
    new = NewItem(
        barcode="XA1", accession_number="XA.7", item_type=ItemType.objects.get(code="book"),
        acquired_on=cast.TODAY,
    )  # fmt: skip
    items.add_item(at=NOW, actor=SYSTEM, library=province.commune_library, record=counted.record, new=new)
    refused(AccessionTaken)
    Item.objects.filter(pk=counted.pk).update(state=ItemState.ON_LOAN)
    refused(ItemAtTheDesk, accession_number="XA.8")


def test_the_page_gives_the_next_free_number_of_the_other_library(province: Province, counted: Item) -> None:
    librarian = cast.the_librarian(province)
    address = reverse("catalogue:item_home", args=[counted.pk])
    assert "chỉ biên mục cho thư viện này" in SignedIn(librarian).get(address).content.decode()
    people.give_role(
        at=NOW, actor=SYSTEM, user=librarian, organisation=province.commune_library, role="librarian",
        since=cast.TODAY,
    )  # fmt: skip
    desk = SignedIn(librarian)
    assert province.commune_library.code in desk.get(address).content.decode()
    told = {"library": province.commune_library.code, "why": "Tặng", "revision": "1", "stands_there": "on"}
    assert desk.post(address, told).status_code == 302
    counted.refresh_from_db()
    assert counted.home == province.commune_library
    assert counted.accession_number not in ("", "BV.1")
    assert "Cho thư viện khác" in desk.get(reverse("catalogue:item", args=[counted.pk])).content.decode()
