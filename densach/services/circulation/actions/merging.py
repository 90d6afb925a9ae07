"""One reader was registered twice: the two become one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.facts import actions as book
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.services.circulation.actions.ending import end_hold
from densach.services.circulation.actions.patrons import locked
from densach.services.circulation.models import (
    Borrower,
    Card,
    Charge,
    Hold,
    Loan,
    Notice,
    Patron,
    Suspension,
    Visit,
)
from densach.services.circulation.queries.lending import NEW_READERS, OPEN_HOLDS
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.readers import folded_of
from densach.services.circulation.rules.refusals import SamePatron


@transaction.atomic
def merge(*, at: datetime, actor: Actor, library: Organisation, kept: Patron, gone: Patron) -> Patron:
    """All that `gone` has becomes `kept`'s; its card ends and its number stays taken; it counts as new no more.

    Raises NotAllowed, SamePatron, NoSuchPatron.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    if kept.pk == gone.pk:
        raise SamePatron
    stays, leaves = locked(kept.pk), locked(gone.pk)
    _move_holds(at, actor, stays, leaves)
    Loan.objects.filter(patron=leaves).update(patron=stays)
    Suspension.objects.filter(patron=leaves).update(patron=stays)
    Charge.objects.filter(patron=leaves).update(patron=stays)
    Notice.objects.filter(patron=leaves).update(patron=stays)
    Visit.objects.filter(patron=leaves).update(patron=None)
    _move_borrowing(stays, leaves)
    on = today(at)
    Card.objects.filter(patron=leaves, ended_on__isnull=True).update(ended_on=on, ended_why="merged")
    Card.objects.filter(patron=leaves).update(patron=stays)
    if leaves.counted:
        book.reverse(at=at, measure=NEW_READERS, source=f"patron:{leaves.pk}")
    leaves.card, leaves.counted, leaves.closed_on, leaves.merged_into = f"-{leaves.pk}", False, on, stays
    leaves.pin, leaves.folded = "", ""
    leaves.revision += 1
    leaves.save()
    cards = [
        stays.card,
        *Card.objects.filter(patron=stays).exclude(number=stays.card).values_list("number", flat=True),
    ]
    stays.folded = folded_of(stays.person.name, cards, stays.person.phone)
    stays.valid_until = max(stays.valid_until, leaves.valid_until)
    stays.revision += 1
    stays.save()
    journal.write(
        at=at, actor=actor, act="desk.readers_merged", organisation=library, subject=f"patron:{stays.pk}",
        number=leaves.pk, into=stays.pk,
    )  # fmt: skip
    return stays


def _move_holds(at: datetime, actor: Actor, stays: Patron, leaves: Patron) -> None:
    """Nobody waits for one title twice: the later of the two ends."""
    waits = set(Hold.objects.filter(patron=stays, state__in=OPEN_HOLDS).values_list("record_id", flat=True))
    for hold in Hold.objects.filter(patron=leaves, state__in=OPEN_HOLDS, record__in=waits):
        end_hold(at=at, actor=actor, hold=hold, why="merged")
    Hold.objects.filter(patron=leaves).update(patron=stays)


def _move_borrowing(stays: Patron, leaves: Patron) -> None:
    there = {row.library_id: row for row in Borrower.objects.filter(patron=stays)}
    for row in Borrower.objects.filter(patron=leaves):
        other = there.get(row.library_id)
        if other is None:
            row.patron = stays
            row.save(update_fields=["patron"])
            continue
        other.first_on, other.last_on = min(other.first_on, row.first_on), max(other.last_on, row.last_on)
        other.save(update_fields=["first_on", "last_on"])
        row.delete()
