"""A copy comes to belong to another library."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.catalogue.actions.items import happened, refuse_taken
from densach.services.catalogue.actions.records import CATALOGUE
from densach.services.catalogue.models import Item, ItemState
from densach.services.catalogue.rules import lifecycle
from densach.services.catalogue.rules.refusals import ItemCannot, SameHome, SeenAnOldItem


@transaction.atomic
def move_home(
    *,
    at: datetime,
    actor: Actor,
    item: Item,
    seen: int,
    library: Organisation,
    accession_number: str,
    why: str,
    stands_there: bool = True,
    was: str = "",
) -> Item:
    """The copy belongs to the library from now on, under a number of its register; `stands_there`: it is there already.
    What was counted when it was added stays counted where it was. `was`: the former home's name, for the history.
    Raises NotAllowed where the actor does not catalogue for both, SameHome, SeenAnOldItem, ItemAtTheDesk, ItemCannot,
    AccessionTaken.
    """
    found = Item.objects.select_for_update(of=("self",)).select_related("record", "home").get(pk=item.pk)
    if not (actor.may(CATALOGUE, found.home_id) and actor.may(CATALOGUE, library)):
        raise NotAllowed(verb=CATALOGUE)
    if found.revision != seen:
        raise SeenAnOldItem(barcode=found.barcode)
    if found.home_id == library.pk:
        raise SameHome(barcode=found.barcode)
    lifecycle.require_at_hand(found.barcode, found.state)
    if found.state == ItemState.WITHDRAWN:
        state = str(ItemState(found.state).label)
        raise ItemCannot(barcode=found.barcode, state=state, wanted=str(ItemState.AVAILABLE.label))
    former, number = found.home, found.accession_number
    if found.counted_on is not None and found.counted_in_id is None:
        found.counted_in = former
    found.home, found.accession_number = library, clean_text(accession_number)
    if stands_there:
        found.place, found.location = library, ""
    refuse_taken(found)
    found.revision += 1
    found.full_clean(
        exclude=["record", "home", "place", "item_type", "counted_in"], validate_unique=False,
        validate_constraints=False,
    )  # fmt: skip
    found.save()
    happened(
        at=at, actor=actor, item=found, act="home", was=was or former.code, number=number, why=clean_text(why)
    )
    for place in (former, library):
        journal.write(
            at=at, actor=actor, act="catalogue.item_home", organisation=place, subject=f"item:{found.pk}",
            barcode=found.barcode, title=found.record.title[:200], why=clean_text(why)[:200],
        )  # fmt: skip
    return found
