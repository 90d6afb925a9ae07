"""A library with five copies on two shelves, and its people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine

from densach.kernel.actor import SYSTEM, Actor
from densach.people.models import User
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import Item, ItemType
from tests import cast
from tests.services.circulation.stock import NOW, a_reader, a_title


@dataclass(frozen=True)
class Store:
    """Copies K1 to K3 in the store "Kho A", K4 and K5 in "Kho B"; a reader with a card."""

    items: dict[str, Item]
    librarian_user: User
    head_user: User

    @property
    def librarian(self) -> Actor:
        return cast.acting(self.librarian_user)

    @property
    def head(self) -> Actor:
        return cast.acting(self.head_user)

    def item(self, barcode: str) -> Item:
        self.items[barcode].refresh_from_db()
        return self.items[barcode]


@pytest.fixture(autouse=True)
def _the_morning() -> Iterator[None]:
    with time_machine.travel(cast.NOW, tick=False):
        yield


@pytest.fixture
def store(province: cast.Province) -> Store:
    record = a_title(province.library)
    found = {}
    for number, location in enumerate(("Kho A", "Kho A", "Kho A", "Kho B", "Kho B"), start=1):
        new = items.NewItem(
            barcode=f"K{number}",
            item_type=ItemType.objects.get(code="book"),
            acquired_on=cast.TODAY.replace(year=cast.TODAY.year - 9),
            accession_number=f"DK{number}",
            location=location,
            call_number=f"895.922{number}",
            price=50_000,
        )
        found[f"K{number}"] = items.add_item(
            at=NOW, actor=SYSTEM, library=province.library, record=record, new=new
        )
    a_reader(province.library, card="TV-0001")
    head = cast.a_person("dau.muc@example.vn", "Lò Thị Hoa", "institution_head", province.library)
    return Store(found, cast.the_librarian(province), head)
