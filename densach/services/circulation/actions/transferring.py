"""Copies are sent to another library and received there. A scan at the desk receives (`returning.check_in`)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import ItemState
from densach.services.circulation.actions import shelving
from densach.services.circulation.models import HoldState, Transfer, TransferReason
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.refusals import (
    ItemLeftOut,
    KeptForAnother,
    NotATransfer,
    SentToItself,
)
from densach.services.circulation.rules.scanning import scanned

_SENT_FROM = frozenset({ItemState.AVAILABLE, ItemState.MISSING, ItemState.DAMAGED, ItemState.IN_TRANSIT})


@transaction.atomic
def send(
    *, at: datetime, actor: Actor, library: Organisation, barcode: str, destination: Organisation
) -> Transfer:
    """The copy leaves for another library. Raises NotAllowed, NoSuchItem, SentToItself, KeptForAnother, ItemLeftOut."""
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    if destination.pk == library.pk:
        raise SentToItself
    item = items.locked(scanned(barcode))
    if item.state == ItemState.ON_HOLD_SHELF:
        raise KeptForAnother(barcode=item.barcode)
    if item.state not in _SENT_FROM:
        raise ItemLeftOut(barcode=item.barcode, state=str(ItemState(item.state).label))
    under_way = shelving.open_transfer(item)
    if under_way is not None:
        if under_way.hold is not None and under_way.hold.state == HoldState.COMING:
            raise KeptForAnother(barcode=item.barcode)
        under_way.cancelled_at = at
        under_way.save(update_fields=["cancelled_at"])
    place = shelving.send_on(
        at=at, actor=actor, item=item, library_id=library.pk, to=destination.pk, reason=TransferReason.ASKED,
        act="sent",
    )  # fmt: skip
    if place.transfer is None:
        raise NotATransfer
    name = organisations.named(destination, today(at)).name
    journal.write(
        at=at, actor=actor, act="desk.sent", organisation=library, subject=f"item:{item.pk}",
        barcode=item.barcode, place=name,
    )  # fmt: skip
    return place.transfer


@transaction.atomic
def cancel_transfer(*, at: datetime, actor: Actor, transfer: Transfer) -> Transfer:
    """The copy does not leave after all: it is put away where it is, for who waits first, except for the
    reader to whom it was on the way.
    """
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("origin", "item", "hold")
    found = rows.filter(pk=transfer.pk, received_at__isnull=True, cancelled_at__isnull=True).first()
    if found is None:
        raise NotATransfer
    if not actor.may(SERVE, found.origin):
        raise NotAllowed(verb=SERVE)
    item = items.locked(found.item.barcode)
    found.cancelled_at = at
    found.save(update_fields=["cancelled_at"])
    if found.hold is not None and found.hold.state == HoldState.COMING:
        shelving.let_go(found.hold)
    shelving.put_away_here(
        at=at, actor=actor, item=item, library_id=found.origin_id, act="not_sent", not_for=found.hold_id
    )
    journal.write(
        at=at, actor=actor, act="desk.transfer_cancelled", organisation=found.origin, subject=f"item:{item.pk}",
        barcode=item.barcode,
    )  # fmt: skip
    return found
