"""Loans that do not simply come back: claimed to be returned, lost, damaged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import Item, ItemState
from densach.services.circulation.actions.returning import drop_notices, fine, lateness_of, suspend
from densach.services.circulation.actions.shelving import let_go, open_transfer
from densach.services.circulation.models import Charge, ChargeKind, Hold, HoldState, Loan, LoanEnd, RuleKind
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.refusals import NoSuchLoan
from densach.services.circulation.rules.returns import MarkedBefore, NotThisDesks
from densach.services.circulation.rules.scanning import scanned


@dataclass(frozen=True)
class Trouble:
    """What became of the copy, the loan that it ended and the money asked for, if any."""

    item: Item
    loan: Loan | None = None
    charge: Charge | None = None


def _open(pk: int) -> Loan:
    rows = Loan.objects.select_for_update(of=("self",)).select_related(
        "item__record", "patron__category", "library"
    )
    found = rows.filter(pk=pk, returned_at__isnull=True).first()
    if found is None:
        raise NoSuchLoan
    return found


@transaction.atomic
def claim_returned(*, at: datetime, actor: Actor, library: Organisation, loan: Loan) -> Loan:
    """The reader says that the copy was brought back: it is looked for, and lateness stops costing. Said again, the
    claim is as it was.
    """
    found = _open_here(actor, library, loan)
    if found.claimed_on is None:
        _claim(at, actor, library, found, today(at))
        drop_notices(at, found)
    return found


@transaction.atomic
def take_claim_back(*, at: datetime, actor: Actor, library: Organisation, loan: Loan) -> Loan:
    """The reader has it after all: the loan runs on, late as it is."""
    found = _open_here(actor, library, loan)
    if found.claimed_on is not None:
        _claim(at, actor, library, found, None)
    return found


def _open_here(actor: Actor, library: Organisation, loan: Loan) -> Loan:
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    return _open(loan.pk)


def _claim(at: datetime, actor: Actor, library: Organisation, found: Loan, on: date | None) -> None:
    found.claimed_on = on
    found.save(update_fields=["claimed_on"])
    items.happened(at=at, actor=actor, item=found.item, act="claimed", claimed=str(on or ""))
    _journal("desk.claimed", at, actor, library, found.item)


def _journal(act: str, at: datetime, actor: Actor, library: Organisation, item: Item) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=library, subject=f"item:{item.pk}", barcode=item.barcode
    )


@transaction.atomic
def mark_lost(
    *, at: datetime, actor: Actor, library: Organisation, barcode: str = "", loan: Loan | None = None
) -> Trouble:
    """The copy is lost: its loan ends; money is asked only where a rule says so. Found again, the charge falls away.

    Raises NotAllowed, NoSuchItem, NotThisDesks, MarkedBefore.
    """
    return _end(at, actor, library, barcode, loan, ItemState.LOST, "desk.lost")


@transaction.atomic
def mark_damaged(
    *, at: datetime, actor: Actor, library: Organisation, barcode: str = "", loan: Loan | None = None
) -> Trouble:
    """The copy came back damaged: its loan ends, late as it is; it is set aside; money is asked only where a rule
    says so. Raises NotAllowed, NoSuchItem, NotThisDesks, MarkedBefore.
    """
    return _end(at, actor, library, barcode, loan, ItemState.DAMAGED, "desk.damaged")


def _end(
    at: datetime, actor: Actor, library: Organisation, barcode: str, loan: Loan | None, state: str, act: str
) -> Trouble:
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    item = items.locked(_open(loan.pk).item.barcode if loan is not None else scanned(barcode))
    running = (
        Loan.objects.select_related("patron__category").filter(item=item, returned_at__isnull=True).first()
    )
    _require_ours(actor, item, running, today(at))
    if item.state == state:
        raise MarkedBefore(barcode=item.barcode, state=str(ItemState(state).label))
    for hold in Hold.objects.filter(item=item, state__in=[HoldState.READY, HoldState.COMING]):
        let_go(hold)
    if (transfer := open_transfer(item)) is not None:
        transfer.cancelled_at = at
        transfer.save(update_fields=["cancelled_at"])
    kind = ChargeKind.LOST if state == ItemState.LOST else ChargeKind.DAMAGED
    items.move(at=at, actor=actor, item=item, act=act.removeprefix("desk."), state=state)
    charge = None
    if running is not None:
        running.end = LoanEnd.LOST if state == ItemState.LOST else LoanEnd.RETURNED
        running.returned_at, running.returned_to = at, library
        running.save(update_fields=["end", "returned_at", "returned_to"])
        drop_notices(at, running)
        if state == ItemState.DAMAGED:
            _late(at, running, item)
        charge = _charge(at, running, item, kind)
    _journal(act, at, actor, library, item)
    return Trouble(item, running, charge)


def _require_ours(actor: Actor, item: Item, running: Loan | None, on: date) -> None:
    """The copy's home, where it is, or who lent it is a library that the actor serves."""
    libraries = [item.place_id, item.home_id, *([running.library_id] if running is not None else [])]
    if not any(actor.may(SERVE, one) for one in libraries):
        raise NotThisDesks(barcode=item.barcode, place=organisations.named(item.place_id, on).name)


def _late(at: datetime, loan: Loan, item: Item) -> None:
    """Damaged, it came back all the same: what follows from lateness follows."""
    on, patron = today(at), loan.patron
    if patron is None or on <= loan.due_on or loan.claimed_on is not None:
        return
    late = lateness_of(loan, item, patron, on)
    suspend(at, loan, patron, on, late)
    fine(at, loan, patron, late)


def _charge(at: datetime, loan: Loan, item: Item, kind: str) -> Charge | None:
    """The price times the rule's percentage; without a rule or a price nothing is asked."""
    if loan.patron is None or not item.price:
        return None
    terms = terms_of(loan.library_id, loan.patron.category.code, item.item_type.code, today(at))
    amount = item.price * terms[RuleKind.LOST_PERCENT] // 100
    if not amount:
        return None
    return Charge.objects.create(
        patron=loan.patron, library_id=loan.library_id, kind=kind, amount=amount, loan_id=loan.pk, made_at=at
    )
