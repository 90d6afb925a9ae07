"""Copies on the shelves of a dozen libraries: one of each work in the province's, a handful in each commune's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from densach.demo.counts import moment
from densach.demo.library.works import Work, works
from densach.demo.places import Places
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import headings, items, records
from densach.services.catalogue.queries import Acquired, ItemType, Record, item_types
from densach.services.catalogue.queries.headings import by_heading

SEED: Final = 2104
CATALOGUED: Final = date(2025, 11, 3)
_COMMUNE_COPIES: Final = 63
_SECOND_COPIES: Final = 114
_LOCATIONS: Final = {
    "children": "Phòng thiếu nhi",
    "reference": "Phòng tra cứu",
    "magazine": "Phòng báo, tạp chí",
    "local": "Phòng địa chí",
}
# Other names under which people look for an author: facts, told once.
OTHER_NAMES: Final = {
    "Hồ Chí Minh": ("Nguyễn Ái Quốc", "Nguyễn Tất Thành"),
    "Tô Hoài": ("Nguyễn Sen",),
    "Nam Cao": ("Trần Hữu Tri",),
    "Xuân Diệu": ("Ngô Xuân Diệu",),
    "Tố Hữu": ("Nguyễn Kim Thành",),
    "Thạch Lam": ("Nguyễn Tường Lân",),
    "Nhất Linh": ("Nguyễn Tường Tam",),
    "Khái Hưng": ("Trần Khánh Giư",),
    "Hàn Mặc Tử": ("Nguyễn Trọng Trí",),
    "Nguyên Ngọc": ("Nguyễn Trung Thành",),
    "Sơn Nam": ("Phạm Minh Tài",),
    "Twain, Mark": ("Clemens, Samuel Langhorne",),
    "Orwell, George": ("Blair, Eric Arthur",),
}
_BOUGHT_ON: Final = (date(2026, 3, 12), date(2026, 6, 18), date(2026, 9, 15))


@dataclass
class Shelf:
    """A library of the demo: its two digits in barcodes, and the copies that stand there to be lent."""

    library: Organisation
    number: int
    made: int = 0
    free: list[str] = field(default_factory=list)
    reference: list[str] = field(default_factory=list)

    def next_barcode(self) -> str:
        self.made += 1
        return f"86{self.number:02}{self.made:06}"


@dataclass(frozen=True)
class Coming:
    """A copy that a library adds on a day of the year, and counts."""

    on: date
    shelf: Shelf
    record: Record
    work: Work


@dataclass
class Stock:
    """All shelves, and what is still to come."""

    actor: Actor
    shelves: list[Shelf]
    coming: list[Coming]
    types: dict[str, ItemType]
    records: dict[str, int] = field(default_factory=dict)

    def add(
        self, shelf: Shelf, record: Record, work: Work, day: date, chance: Random, *, counted: bool
    ) -> None:
        """One copy more; old stock was bought in one of the years before the libraries worked here."""
        kind = self.types[work.shelf]
        barcode = shelf.next_barcode()
        years_ago = date(2012 + chance.randrange(13), 1 + chance.randrange(12), 1 + chance.randrange(28))
        new = items.NewItem(
            barcode=barcode,
            item_type=kind,
            acquired_on=day if counted else years_ago,
            accession_number=f"{'VT' if shelf.number == 10 else 'X'}.{shelf.made:05}",
            location=_LOCATIONS.get(work.shelf, "Kho mượn"),
            call_number=work.call,
            acquired=chance.choice((Acquired.PURCHASE, Acquired.PURCHASE, Acquired.SUPPLY, Acquired.GIFT)),
            price=chance.randrange(35, 180) * 1000,
            counted_on=day if counted else None,
        )
        items.add_item(at=moment(day, 9), actor=self.actor, library=shelf.library, record=record, new=new)
        self.records[barcode] = record.pk
        if work.shelf == "reference":
            shelf.reference.append(barcode)
        if kind.for_loan:
            shelf.free.append(barcode)

    def until(self, day: date, chance: Random) -> None:
        """What was to come by the end of the day has come."""
        while self.coming and self.coming[0].on <= day:
            one = self.coming.pop(0)
            self.add(one.shelf, one.record, one.work, one.on, chance, counted=True)


def libraries_with_a_desk(places: Places) -> list[Organisation]:
    """The province's library, and those of the first communes that have one."""
    return [
        places.library,
        *(one.library for one in places.communes if one.library is not None and one.has_desk),
    ]


def stock_up(places: Places, actor: Actor) -> Stock:
    """Records and old copies as they stood when the desks were opened; the rest is bought during the year."""
    chance = Random(SEED)
    shelves = [Shelf(one, 10 + number) for number, one in enumerate(libraries_with_a_desk(places))]
    stock = Stock(actor, shelves, [], item_types())
    first = shelves[0]
    known: list[tuple[Record, Work]] = []
    for work in works():
        record = records.add_record(
            at=moment(CATALOGUED, 8), actor=actor, library=first.library, marc=work.marc
        )
        known.append((record, work))
        stock.add(first, record, work, CATALOGUED, chance, counted=False)
    _name_otherwise(actor)
    lent = [pair for pair in known if stock.types[pair[1].shelf].for_loan]
    for record, work in chance.sample(lent, _SECOND_COPIES):
        stock.add(first, record, work, CATALOGUED, chance, counted=False)
    for shelf in shelves[1:]:
        _a_commune(stock, shelf, lent, chance)
    stock.coming.sort(key=lambda one: one.on)
    return stock


def _name_otherwise(actor: Actor) -> None:
    for name, others in OTHER_NAMES.items():
        if heading := by_heading("person", name):
            headings.change_heading(
                at=moment(CATALOGUED, 16), actor=actor, heading=heading, seen=heading.revision,
                text=headings.HeadingText(heading=heading.heading, dates=heading.dates, variants=others),
            )  # fmt: skip


def _a_commune(stock: Stock, shelf: Shelf, lent: list[tuple[Record, Work]], chance: Random) -> None:
    chosen = chance.sample(lent, _COMMUNE_COPIES)
    for place, (record, work) in enumerate(chosen):
        if place % 5:
            stock.add(shelf, record, work, CATALOGUED, chance, counted=False)
        else:
            stock.coming.append(Coming(chance.choice(_BOUGHT_ON), shelf, record, work))


def days_between(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
