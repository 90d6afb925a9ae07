"""What becomes of a line: found again, put right, noted as missing or lost, here after all."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.services.catalogue.actions import items
from densach.services.catalogue.actions.seeing import saw, stands
from densach.services.catalogue.models import ItemState
from densach.services.circulation import actions as desk
from densach.services.stocktaking.actions.takes import TAKE
from densach.services.stocktaking.models import Outcome, StockScan, StockTake, TakeState
from densach.services.stocktaking.rules.judging import REVERSIBLE, WAYS
from densach.services.stocktaking.rules.refusals import AlreadySettled, TakeOpen, WrongWay

MOST_AT_ONCE: Final = 1000
_NOTED: Final = {"missing": ItemState.MISSING, "lost": ItemState.LOST}
_AT_DESK: Final = frozenset({ItemState.ON_LOAN.value, ItemState.IN_TRANSIT.value})


@transaction.atomic
def settle(*, at: datetime, actor: Actor, take: StockTake, scan: StockScan, how: str) -> StockScan:
    """Settles a line one way of `rules.judging.WAYS`; the catalogue and the desk are told.

    Missing lines wait until the stock-taking is closed. Raises NotAllowed, TakeOpen, AlreadySettled, WrongWay, and
    what the catalogue's and the desk's own acts raise.
    """
    if not actor.may(TAKE, take.library):
        raise NotAllowed(verb=TAKE)
    if take.state == TakeState.DROPPED:
        raise TakeOpen(name=take.name)
    found = StockScan.objects.select_for_update(of=("self",)).select_related("item__record").get(pk=scan.pk)
    if found.settled_at is not None:
        raise AlreadySettled(barcode=found.barcode, name=found.by_name)
    if how not in WAYS[found.outcome]:
        raise WrongWay(barcode=found.barcode)
    _carried_out(at, actor, take, found, how)
    found.settled_at, found.settled_how = at, how
    found.save(update_fields=["settled_at", "settled_how"])
    journal.write(
        at=at, actor=actor, act=f"stocktaking.settled_{how}", organisation=take.library,
        subject=f"stocktake:{take.pk}", barcode=found.barcode,
    )  # fmt: skip
    return found


def _carried_out(at: datetime, actor: Actor, take: StockTake, scan: StockScan, how: str) -> None:
    item = scan.item
    if item is None:
        return
    item.refresh_from_db(fields=["state", "place"])
    if how in _NOTED and item.state == ItemState.AVAILABLE:
        items.change_state(at=at, actor=actor, barcode=item.barcode, state=_NOTED[how], why=take.name)
    elif how == "lost" and item.state == ItemState.MISSING:
        items.change_state(at=at, actor=actor, barcode=item.barcode, state=ItemState.LOST, why=take.name)
    elif how == "found":
        if item.state in (ItemState.MISSING, ItemState.LOST):
            items.change_state(
                at=at, actor=actor, barcode=item.barcode, state=ItemState.AVAILABLE, why=take.name
            )
        saw(ids=[item.pk], on=today(at))
    elif how == "stays":
        stands(at=at, actor=actor, barcode=item.barcode, location=scan.location or take.location)
    elif how == "here":
        _here(at, actor, take, item.barcode, item.state)


def _here(at: datetime, actor: Actor, take: StockTake, barcode: str, state: str) -> None:
    """What is noted as lent or on the way comes back over the desk: loan and transfer end there."""
    if state in _AT_DESK:
        desk.check_in(at=at, actor=actor, library=take.library, barcode=barcode, here=True)
    elif state != ItemState.AVAILABLE:
        items.change_state(at=at, actor=actor, barcode=barcode, state=ItemState.AVAILABLE, why=take.name)


@transaction.atomic
def unsettle(*, at: datetime, actor: Actor, take: StockTake, scan: StockScan) -> StockScan:
    """Takes the settling back, where that is possible. Raises NotAllowed, WrongWay, ItemCannot."""
    if not actor.may(TAKE, take.library):
        raise NotAllowed(verb=TAKE)
    found = StockScan.objects.select_for_update(of=("self",)).select_related("item").get(pk=scan.pk)
    if found.settled_at is None or found.settled_how not in REVERSIBLE:
        raise WrongWay(barcode=found.barcode)
    noted = _NOTED.get(found.settled_how)
    if noted is not None and found.item is not None and found.item.state == noted:
        items.change_state(
            at=at, actor=actor, barcode=found.barcode, state=ItemState.AVAILABLE, why=take.name
        )
    found.settled_at, found.settled_how = None, ""
    found.save(update_fields=["settled_at", "settled_how"])
    journal.write(
        at=at, actor=actor, act="stocktaking.unsettled", organisation=take.library,
        subject=f"stocktake:{take.pk}", barcode=found.barcode,
    )  # fmt: skip
    return found


@transaction.atomic
def settle_missing(*, at: datetime, actor: Actor, take: StockTake, how: str = "missing") -> int:
    """All open missing lines at once, up to a thousand; gives how many. Raises as `settle`."""
    if take.state != TakeState.CLOSED:
        raise TakeOpen(name=take.name)
    rows = StockScan.objects.filter(take=take, outcome=Outcome.MISSING, settled_at__isnull=True)
    found = list(rows.order_by("pk")[:MOST_AT_ONCE])
    for one in found:
        settle(at=at, actor=actor, take=take, scan=one, how=how)
    return len(found)
