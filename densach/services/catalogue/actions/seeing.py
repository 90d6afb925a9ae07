"""Copies that somebody held in his hand: the day is kept, and where they stand may be put right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.services.catalogue.actions.items import happened, locked
from densach.services.catalogue.actions.records import CATALOGUE
from densach.services.catalogue.models import Item


def saw(*, ids: Collection[int], on: date) -> int:
    """The copies were seen on the day, unless a later day is known; gives how many. Rights are the caller's affair."""
    later = Q(last_seen_on__isnull=True) | Q(last_seen_on__lt=on)
    return Item.objects.filter(later, pk__in=list(ids)).update(last_seen_on=on)


@transaction.atomic
def stands(*, at: datetime, actor: Actor, barcode: str, location: str) -> Item:
    """From now on the copy's place is the location in which it was found. Raises NotAllowed, NoSuchItem."""
    item = locked(barcode)
    if not actor.may(CATALOGUE, item.home_id):
        raise NotAllowed(verb=CATALOGUE)
    item.location, item.revision = clean_text(location), item.revision + 1
    item.save(update_fields=["location", "revision"])
    happened(at=at, actor=actor, item=item, act="changed", location=item.location)
    journal.write(
        at=at, actor=actor, act="catalogue.item_changed", organisation=item.home, subject=f"item:{item.pk}",
        barcode=item.barcode, title=item.record.title[:200],
    )  # fmt: skip
    return item
