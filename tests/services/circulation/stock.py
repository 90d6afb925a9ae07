"""Titles, copies and readers for the tests of the desk, made by the actions that a library uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from densach.formats.marc import EMPTY_LEADER, Marc, control, data
from densach.kernel.actor import SYSTEM, Actor
from densach.organisations.models import Organisation
from densach.people.models import User
from densach.people.rules.staffing import PersonData
from densach.services.catalogue.actions import items, records
from densach.services.catalogue.models import Item, ItemType, Record, Restriction
from densach.services.circulation import actions as desk
from densach.services.circulation.models import Patron
from tests import cast

NOW = cast.NOW
TODAY = cast.TODAY


def a_title(library: Organisation, title: str = "Truyện Kiều", number: str = "1") -> Record:
    marc = Marc(
        EMPTY_LEADER,
        (control("001", f"t{number}"), data("245", "10", ("a", title)), data("260", "  ", ("c", "2015"))),
    )
    return records.add_record(at=NOW, actor=SYSTEM, library=library, marc=marc)


def a_copy(
    record: Record,
    library: Organisation,
    barcode: str,
    *,
    item_type: str = "book",
    restriction: str = Restriction.OPEN,
    price: int | None = 80_000,
) -> Item:
    new = items.NewItem(
        barcode=barcode,
        item_type=ItemType.objects.get(code=item_type),
        acquired_on=date(2026, 1, 5),
        restriction=restriction,
        price=price,
    )
    return items.add_item(at=NOW, actor=SYSTEM, library=library, record=record, new=new)


def a_reader(
    library: Organisation,
    name: str = "Nguyễn Thị Mai",
    *,
    card: str = "",
    born: date | None = date(1990, 5, 2),
    sex: str = "female",
    minority: bool | None = False,
    at: datetime = NOW,
    actor: Actor = SYSTEM,
    email: str = "",
    category: str = "",
    valid_until: date | None = None,
    pin: str = "",
) -> Patron:
    person = PersonData(name=name, birth_date=born, sex=sex, is_ethnic_minority=minority, email=email)
    new = desk.NewReader(person=person, card=card, category=category, valid_until=valid_until, pin=pin)
    return desk.register(at=at, actor=actor, library=library, reader=new)


def days(number: int) -> datetime:
    """So many days after the day of the tests, at the same hour."""
    return NOW + timedelta(days=number)


@dataclass(frozen=True)
class Shelf:
    """One title with two copies in the provincial library, and two readers."""

    record: Record
    first: Item
    second: Item
    mai: Patron
    nam: Patron
    user: User

    @property
    def librarian(self) -> Actor:
        return cast.acting(self.user)


def a_shelf(province: cast.Province) -> Shelf:
    record = a_title(province.library)
    return Shelf(
        record,
        a_copy(record, province.library, "VL-1"),
        a_copy(record, province.library, "VL-2"),
        a_reader(province.library, "Nguyễn Thị Mai", card="TV-0001"),
        a_reader(province.library, "Trần Văn Nam", card="TV-0002", born=date(1950, 1, 1), sex="male"),
        cast.the_librarian(province),
    )
