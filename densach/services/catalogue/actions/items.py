"""Items: added with their numbers, moved through their life cycle, each step kept in their history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from densach.facts import actions as book
from densach.journal import actions as journal
from densach.journal.plain import put
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.catalogue.actions.records import CATALOGUE
from densach.services.catalogue.models import (
    Acquired,
    Item,
    ItemEvent,
    ItemState,
    ItemType,
    Record,
    Restriction,
)
from densach.services.catalogue.rules import lifecycle
from densach.services.catalogue.rules.keys import call_sort
from densach.services.catalogue.rules.refusals import (
    AccessionTaken,
    BarcodeTaken,
    ItemCannot,
    NoSuchItem,
    SeenAnOldItem,
    TooManyAtOnce,
)

COPIES_ADDED = "library.books_added"
TITLES_ADDED = "library.titles_added"
MOST_AT_ONCE: Final = 200
# What a cataloguer may write anew of a copy; its state and place have acts of their own.
CHANGED: Final = (
    "barcode", "accession_number", "location", "call_number", "volume", "item_type", "restriction", "acquired",
    "source", "price", "acquired_on", "note",
)  # fmt: skip


@dataclass(frozen=True)
class NewItem:
    """A copy as somebody enters it. `counted_on`: the day on which it counts as added; None for an old stock."""

    barcode: str
    item_type: ItemType
    acquired_on: date
    accession_number: str = ""
    location: str = ""
    call_number: str = ""
    volume: str = ""
    restriction: str = Restriction.OPEN
    acquired: str = Acquired.UNKNOWN
    source: str = ""
    price: int | None = None
    note: str = ""
    counted_on: date | None = None


@transaction.atomic
def add_item(*, at: datetime, actor: Actor, library: Organisation, record: Record, new: NewItem) -> Item:
    """A copy of the record comes to the library. Raises NotAllowed, BarcodeTaken, AccessionTaken."""
    if not actor.may(CATALOGUE, library):
        raise NotAllowed(verb=CATALOGUE)
    item = Item(
        record=record,
        barcode=clean_text(new.barcode),
        accession_number=clean_text(new.accession_number),
        home=library,
        place=library,
        location=clean_text(new.location),
        call_number=clean_text(new.call_number),
        call_sort=call_sort(new.call_number),
        volume=clean_text(new.volume),
        item_type=new.item_type,
        restriction=new.restriction,
        acquired=new.acquired,
        source=clean_text(new.source),
        price=new.price,
        acquired_on=new.acquired_on,
        note=clean_text(new.note),
        counted_on=new.counted_on,
        first_of_title=not Item.objects.filter(record=record, home=library).exists(),
        added_at=at,
    )
    refuse_taken(item)
    item.full_clean(
        exclude=["record", "home", "place", "item_type"], validate_unique=False, validate_constraints=False
    )
    try:
        item.save()
    except IntegrityError as error:
        raise BarcodeTaken(barcode=item.barcode, title="") from error
    Record.objects.filter(pk=record.pk).update(holdings=F("holdings") + 1)
    happened(at=at, actor=actor, item=item, act="added")
    count_added(at, item)
    journal.write(
        at=at, actor=actor, act="catalogue.item_added", organisation=library, subject=f"item:{item.pk}",
        barcode=item.barcode, title=record.title[:200],
    )  # fmt: skip
    return item


def refuse_taken(item: Item) -> None:
    """Raises BarcodeTaken, AccessionTaken where another item has the number."""
    others = Item.objects.filter(barcode=item.barcode).exclude(pk=item.pk).order_by("pk")
    for title in others.values_list("record__title", flat=True)[:1]:
        raise BarcodeTaken(barcode=item.barcode, title=title)
    number = item.accession_number
    if number and Item.objects.filter(home=item.home, accession_number=number).exclude(pk=item.pk).exists():
        raise AccessionTaken(number=number)


def count_added(at: datetime, item: Item) -> None:
    """Counts the copy, and the title where it is the library's first copy of it."""
    if item.counted_on is None:
        return
    source = f"item:{item.pk}"
    entries = [book.Entry(COPIES_ADDED, item.home_id, item.counted_on, 1, source)]
    if item.first_of_title:
        entries.append(book.Entry(TITLES_ADDED, item.home_id, item.counted_on, 1, source))
    book.record_many(at=at, entries=entries, origin="service")


def locked(barcode: str) -> Item:
    """The item with the barcode, held until the transaction ends. Raises NoSuchItem."""
    rows = Item.objects.select_for_update(of=("self",)).select_related("record", "item_type")
    found = rows.filter(barcode=barcode).first()
    if found is None:
        raise NoSuchItem(barcode=barcode)
    return found


_MOVED: Final = "UPDATE catalogue_item SET state = %s, revision = %s, place_id = %s, loans = %s WHERE id = %s"


def move(
    *,
    at: datetime,
    actor: Actor,
    item: Item,
    act: str,
    state: str,
    place_id: int | None = None,
    **told: object,
) -> None:
    """Takes a locked item to another state, and place if given, and keeps the step. Rights are the caller's affair:
    the desk moves what it lends. Raises ItemCannot.
    """
    if item.state != state:
        lifecycle.require(item.barcode, item.state, state)
    item.state, item.revision = state, item.revision + 1
    if place_id is not None and item.place_id != place_id:
        item.place_id = place_id
    if act == "lent":
        item.loans += 1
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [item.state, item.revision, item.place_id, item.loans, item.pk])
    happened(at=at, actor=actor, item=item, act=act, **told)


def happened(*, at: datetime, actor: Actor, item: Item, act: str, **told: object) -> None:
    """Keeps what happened in the item's history. `told` holds plain values and nobody's name or number."""
    put(
        ItemEvent(
            item=item, at=at, act=act, state=item.state, place_id=item.place_id, told=told, by_name=actor.name
        )
    )


@transaction.atomic
def add_items(
    *, at: datetime, actor: Actor, library: Organisation, record: Record, new: Sequence[NewItem]
) -> list[Item]:
    """Several copies at once, all or none. Raises TooManyAtOnce and what `add_item` raises."""
    if len(new) > MOST_AT_ONCE:
        raise TooManyAtOnce(limit=MOST_AT_ONCE)
    return [add_item(at=at, actor=actor, library=library, record=record, new=one) for one in new]


@transaction.atomic
def change_item(
    *, at: datetime, actor: Actor, item: Item, seen: int, new: NewItem, place: Organisation | None = None
) -> Item:
    """Writes a copy's numbers and description anew; `place`, where it stands now, moves one that is in the house.
    What was counted stays counted. Raises SeenAnOldItem, BarcodeTaken, AccessionTaken, ItemCannot.
    """
    found = Item.objects.select_for_update(of=("self",)).select_related("record", "home").get(pk=item.pk)
    if not actor.may(CATALOGUE, found.home_id):
        raise NotAllowed(verb=CATALOGUE)
    if found.revision != seen:
        raise SeenAnOldItem(barcode=found.barcode)
    before = {name: getattr(found, name) for name in CHANGED}
    for name in CHANGED:
        value = getattr(new, name)
        setattr(found, name, clean_text(value) if isinstance(value, str) else value)
    found.call_sort = call_sort(found.call_number)
    refuse_taken(found)
    moves = place is not None and place.pk != found.place_id
    if moves and found.state not in lifecycle.IN_HOUSE:
        raise ItemCannot(
            barcode=found.barcode,
            state=str(ItemState(found.state).label),
            wanted=str(ItemState.IN_TRANSIT.label),
        )
    if place is not None and moves:
        found.place = place
    found.revision += 1
    found.full_clean(
        exclude=["record", "home", "place", "item_type"], validate_unique=False, validate_constraints=False
    )
    found.save()
    told = {name: str(getattr(found, name) or "") for name in CHANGED if getattr(found, name) != before[name]}
    happened(at=at, actor=actor, item=found, act="moved" if moves else "changed", **told)
    journal.write(
        at=at, actor=actor, act="catalogue.item_changed", organisation=found.home, subject=f"item:{found.pk}",
        barcode=found.barcode, title=found.record.title[:200],
    )  # fmt: skip
    return found


def _uncount(at: datetime, item: Item) -> None:
    """What was entered by mistake was never added: its facts are taken back."""
    if item.counted_on is None:
        return
    for measure in (COPIES_ADDED, TITLES_ADDED) if item.first_of_title else (COPIES_ADDED,):
        book.reverse(at=at, measure=measure, source=f"item:{item.pk}")
    item.counted_on = item.counted_in = None
    item.save(update_fields=["counted_on", "counted_in"])


@transaction.atomic
def change_state(
    *,
    at: datetime,
    actor: Actor,
    barcode: str,
    state: str,
    why: str = "",
    seen: int | None = None,
    by_mistake: bool = False,
) -> Item:
    """A cataloguer says how an item stands: in repair, missing, found again, withdrawn. One that was entered
    `by_mistake` is withdrawn and counts no longer as added. Raises ItemCannot, ItemAtTheDesk, SeenAnOldItem.
    """
    item = locked(barcode)
    if not actor.may(CATALOGUE, item.home_id):
        raise NotAllowed(verb=CATALOGUE)
    if seen is not None and item.revision != seen:
        raise SeenAnOldItem(barcode=barcode)
    lifecycle.require_at_hand(item.barcode, item.state)
    held = item.state != ItemState.WITHDRAWN
    move(at=at, actor=actor, item=item, act="state", state=state, why=clean_text(why))
    if by_mistake and state == ItemState.WITHDRAWN:
        _uncount(at, item)
    holds = state != ItemState.WITHDRAWN
    if held != holds:
        Record.objects.filter(pk=item.record_id).update(holdings=F("holdings") + (1 if holds else -1))
    journal.write(
        at=at, actor=actor, act="catalogue.item_state", organisation=item.home, subject=f"item:{item.pk}",
        barcode=item.barcode, state=state, why=clean_text(why),
    )  # fmt: skip
    return item
