"""A loan that was a mistake is taken back: the copy was never lent, and what was counted of it is reversed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from densach.facts import actions as book
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.circulation.actions import shelving
from densach.services.circulation.actions.returning import Returned, drop_notices
from densach.services.circulation.models import Borrower, Hold, HoldState, Loan, LoanEnd
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.returns import TooLateToUndo

# A mistake is seen at once; later the copy is simply taken back.
UNDO_WITHIN: Final = timedelta(minutes=30)


@transaction.atomic
def undo_loan(*, at: datetime, actor: Actor, library: Organisation, loan: Loan) -> Returned:
    """The loan of a moment ago, lent here, ends as a mistake; its fact is reversed, and the hold that it fulfilled
    waits again. The visit stays: the reader was here. Raises NotAllowed, TooLateToUndo.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    rows = Loan.objects.select_for_update(of=("self",)).select_related("item", "patron__person")
    found = rows.filter(pk=loan.pk, library=library, returned_at__isnull=True, renewals=0).first()
    if found is None or at - found.out_at > UNDO_WITHIN or today(at) != found.on:
        raise TooLateToUndo
    item = items.locked(found.item.barcode)
    if found.counted:
        book.reverse(at=at, measure=asked.LOANS, source=f"loan:{found.pk}")
    found.end, found.returned_at, found.returned_to, found.counted = LoanEnd.UNDONE, at, library, False
    found.save(update_fields=["end", "returned_at", "returned_to", "counted"])
    drop_notices(at, found)
    _waits_again(found)
    _borrowed_not(found)
    item.loans = max(item.loans - 1, 0)
    place = shelving.put_away(at=at, actor=actor, item=item, library_id=library.pk, act="unlent")
    journal.write(
        at=at, actor=actor, act="desk.loan_undone", organisation=library, subject=f"loan:{found.pk}",
        barcode=item.barcode, title=item.record.title[:200],
    )  # fmt: skip
    return Returned(item, place.to_do, found, found.patron, hold=place.hold, transfer=place.transfer)


def _waits_again(loan: Loan) -> None:
    """At the old place in the queue, unless the reader has put another hold since."""
    for hold in Hold.objects.filter(item_id=loan.item_id, state=HoldState.FILLED, ended_at=loan.out_at):
        if hold.patron_id is None:
            continue
        others = Hold.objects.filter(record_id=hold.record_id, patron_id=hold.patron_id)
        if not others.filter(state__in=asked.OPEN_HOLDS).exists():
            hold.state, hold.item, hold.ended_at = HoldState.WAITING, None, None
            hold.ready_at, hold.kept_until = None, None
            hold.save(update_fields=["state", "item", "ended_at", "ready_at", "kept_until"])


def _borrowed_not(loan: Loan) -> None:
    """Who borrowed here for the first time with it has not borrowed; else the loan before it was the last."""
    if loan.patron_id is None:
        return
    rows = Borrower.objects.filter(patron_id=loan.patron_id, library_id=loan.library_id, last_on=loan.on)
    kept = Loan.objects.filter(patron_id=loan.patron_id, library_id=loan.library_id)
    before = kept.exclude(end=LoanEnd.UNDONE).order_by("-on").values_list("on", flat=True).first()
    if before is None:
        rows.filter(first_on=loan.on).delete()
    elif before < loan.on:
        rows.filter(first_on__lte=before).update(last_on=before)
