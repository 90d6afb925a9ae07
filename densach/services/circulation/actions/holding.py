"""Readers wait for a title: first come, first served."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.services.catalogue.models import Record
from densach.services.circulation.actions.ending import end_hold
from densach.services.circulation.models import Channel, Hold, Loan, Patron, RuleKind
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules import lending as rules
from densach.services.circulation.rules.actors import SERVE, is_own
from densach.services.circulation.rules.refusals import (
    AlreadyWaits,
    HasItAlready,
    InTheFuture,
    NoSuchHold,
    NothingToWaitFor,
    TooManyHolds,
)


@transaction.atomic
def place_hold(
    *,
    at: datetime,
    actor: Actor,
    pickup: Organisation,
    record: Record,
    patron: Patron,
    channel: str = Channel.DESK,
    wanted_until: date | None = None,
) -> Hold:
    """The reader waits for any copy of the title, to be picked up at a library.

    By staff of that library or by the reader. A copy on a shelf is caught when it is next scanned there: it stands on
    the list of what is to be fetched. Raises NotAllowed, AlreadyWaits, HasItAlready, NothingToWaitFor, TooManyHolds and
    what speaks against the reader.
    """
    if not actor.may(SERVE, pickup) and not is_own(actor, patron.pk):
        raise NotAllowed(verb=SERVE)
    on = today(at)
    reader = asked.readers_on(on).select_for_update(of=("self",)).get(pk=patron.pk)
    for refusal in rules.against_reader(asked.borrower_of(reader), on):
        raise refusal
    if wanted_until is not None and wanted_until < on:
        raise InTheFuture(on=wanted_until)
    _check(reader, record, pickup, on)
    hold = Hold(
        record=record, patron=reader, pickup=pickup, channel=channel, placed_at=at, wanted_until=wanted_until
    )
    try:
        hold.save(force_insert=True)
    except IntegrityError:
        raise AlreadyWaits from None
    journal.write(
        at=at, actor=actor, act="desk.held", organisation=pickup, subject=f"hold:{hold.pk}",
        title=record.title[:200],
    )  # fmt: skip
    return hold


def _check(reader: Patron, record: Record, pickup: Organisation, on: date) -> None:
    open_ones = Hold.objects.filter(patron=reader, state__in=asked.OPEN_HOLDS)
    waits = list(open_ones.values_list("record_id", flat=True))
    if record.pk in waits:
        raise AlreadyWaits
    limit = terms_of(pickup.pk, reader.category.code, "", on)[RuleKind.HOLDS]
    if len(waits) >= limit:
        raise TooManyHolds(number=len(waits), limit=limit)
    has = Loan.objects.filter(patron=reader, returned_at__isnull=True, item__record=record).first()
    if has is not None:
        raise HasItAlready(due=has.due_on)
    if not asked.copies_lent_at_all(record.pk):
        raise NothingToWaitFor


@transaction.atomic
def cancel_hold(*, at: datetime, actor: Actor, hold: Hold, why: str = "") -> Hold:
    """The reader waits no more; what was kept goes to the next. By staff of the pickup place or the reader."""
    found = _locked(hold.pk)
    if not actor.may(SERVE, found.pickup) and not is_own(actor, found.patron_id):
        raise NotAllowed(verb=SERVE)
    end_hold(at=at, actor=actor, hold=found, why=why)
    journal.write(
        at=at, actor=actor, act="desk.hold_cancelled", organisation=found.pickup, subject=f"hold:{found.pk}",
        title=found.record.title[:200], why=why[:200],
    )  # fmt: skip
    return found


def _locked(pk: int) -> Hold:
    rows = Hold.objects.select_for_update(of=("self",)).select_related("pickup", "record")
    found = rows.filter(pk=pk, state__in=asked.OPEN_HOLDS).first()
    if found is None:
        raise NoSuchHold
    return found


@transaction.atomic
def change_pickup(*, at: datetime, actor: Actor, hold: Hold, pickup: Organisation) -> Hold:
    """Picked up elsewhere: only while the hold still waits."""
    found = _locked(hold.pk)
    if not actor.may(SERVE, found.pickup) and not is_own(actor, found.patron_id):
        raise NotAllowed(verb=SERVE)
    if found.item_id is not None:
        raise NoSuchHold
    found.pickup = pickup
    found.save(update_fields=["pickup"])
    return found
