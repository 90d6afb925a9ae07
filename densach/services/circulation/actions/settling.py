"""Days without borrowing are lifted, charges paid or waived. No cash book is kept here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.circulation.models import Charge, ChargeState, Suspension
from densach.services.circulation.rules.actors import OVERRIDE, SERVE
from densach.services.circulation.rules.reasons import ReasonTooShort, in_words
from densach.services.circulation.rules.refusals import AlreadySettled, ReasonNeeded


@transaction.atomic
def lift_suspension(
    *, at: datetime, actor: Actor, library: Organisation, suspension: Suspension, why: str
) -> Suspension:
    """The reader borrows again before the days are over; the reason is kept. Asks for the right to go against rules."""
    if not actor.may(OVERRIDE, library):
        raise NotAllowed(verb=OVERRIDE)
    if not clean_text(why):
        raise ReasonNeeded
    if not in_words(why):
        raise ReasonTooShort
    found = Suspension.objects.select_for_update().get(pk=suspension.pk)
    if found.lifted_at is not None:
        raise AlreadySettled
    found.lifted_at, found.lifted_by_name, found.lifted_why = at, actor.name, clean_text(why)[:200]
    found.save(update_fields=["lifted_at", "lifted_by_name", "lifted_why"])
    journal.write(
        at=at, actor=actor, act="desk.suspension_lifted", organisation=library,
        subject=f"patron:{found.patron_id}", number=found.patron_id, why=found.lifted_why,
    )  # fmt: skip
    return found


@transaction.atomic
def settle_charge(
    *, at: datetime, actor: Actor, library: Organisation, charge: Charge, waived: str = ""
) -> Charge:
    """The charge was paid; with a reason in `waived` it is let off instead, which asks for the right to override."""
    verb = OVERRIDE if waived else SERVE
    if not actor.may(verb, library):
        raise NotAllowed(verb=verb)
    if waived and not in_words(waived):
        raise ReasonTooShort
    found = Charge.objects.select_for_update().get(pk=charge.pk)
    if found.state != ChargeState.OPEN:
        raise AlreadySettled
    found.state = ChargeState.WAIVED if waived else ChargeState.PAID
    found.settled_at, found.settled_by_name = at, actor.name
    found.note = clean_text(waived)[:200] or found.note
    found.save(update_fields=["state", "settled_at", "settled_by_name", "note"])
    journal.write(
        at=at, actor=actor, act="desk.charge_waived" if waived else "desk.charge_settled", organisation=library,
        subject=f"patron:{found.patron_id}", number=found.patron_id, amount=found.amount, why=clean_text(waived),
    )  # fmt: skip
    return found
