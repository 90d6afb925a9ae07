"""What the desk forgets of a person: at once when asked, and by itself when a loan is over. Counts and slices stay."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDay
from django.utils.translation import gettext_noop

from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.people.models import Person
from densach.people.privacy import Outcome
from densach.people.queries import privacy
from densach.services.circulation.actions.ending import end_hold
from densach.services.circulation.models import (
    Borrower,
    Card,
    Charge,
    ChargeKind,
    ChargeState,
    Hold,
    Loan,
    Notice,
    Patron,
    ReturnDone,
    Suspension,
    Visit,
)
from densach.services.circulation.queries.lending import OPEN_HOLDS

HISTORY = "reading_history"
# A return sent again under its key, by a desk that was off-line, comes within this time.
_KEYS_KEPT: Final = timedelta(days=30)


def erase_reader(person: Person, at: datetime) -> list[Outcome]:
    """The reader becomes a number. What is still borrowed or owed stays until it is settled, and is told."""
    patron = Patron.objects.filter(person=person).first()
    if patron is None:
        return []
    return _forget_reader(patron, at)


@transaction.atomic
def _forget_reader(patron: Patron, at: datetime) -> list[Outcome]:
    for hold in Hold.objects.filter(patron=patron, state__in=OPEN_HOLDS):
        end_hold(at=at, actor=SYSTEM, hold=hold, why="erased")
    Hold.objects.filter(patron=patron).update(patron=None)
    Loan.objects.filter(patron=patron, returned_at__isnull=False).update(patron=None)
    Visit.objects.filter(patron=patron).update(patron=None)
    Notice.objects.filter(patron=patron).delete()
    Suspension.objects.filter(patron=patron).delete()
    Borrower.objects.filter(patron=patron).delete()
    Charge.objects.filter(patron=patron).exclude(state=ChargeState.OPEN).delete()
    Card.objects.filter(patron=patron).delete()
    owed = Charge.objects.filter(patron=patron).count()
    lent = Loan.objects.filter(patron=patron).count()
    patron.card = f"-{patron.pk}"
    patron.closed_on = patron.closed_on or today(at)
    for name in ("address", "group", "note", "folded", "pin", "exemption_paper", "block_note", "exemption"):
        setattr(patron, name, "")
    patron.photo, patron.keeps_history = None, False
    patron.revision += 1
    patron.save()
    found = [Outcome(gettext_noop("Card, address, holds and what was borrowed"), erased=True)]
    if lent or owed:
        law = gettext_noop("Law on Libraries 46/2019/QH14: what is borrowed or owed is settled first")
        found.append(Outcome(gettext_noop("Loans and charges that are still open"), erased=False, law=law))
    return found


@transaction.atomic
def forget_history(*, at: datetime, before: datetime) -> int:
    """Closed loans ended before the instant forget who it was, unless the reader keeps a history by consent. Says how
    many did.
    """
    for patron in Patron.objects.filter(keeps_history=True).select_related("person"):
        if not privacy.has_consent(patron.person, HISTORY, at=at):
            Patron.objects.filter(pk=patron.pk).update(keeps_history=False)
    loans = Loan.objects.filter(returned_at__lt=before, patron__isnull=False)
    ended = Hold.objects.filter(ended_at__lt=before, patron__isnull=False)
    Visit.objects.filter(at__lt=before, patron__isnull=False).update(patron=None)
    ended.filter(patron__keeps_history=False).update(patron=None)
    forgotten = loans.filter(patron__keeps_history=False).update(patron=None)
    cut_traces()
    ReturnDone.objects.filter(at__lt=at - _KEYS_KEPT).delete()
    return forgotten


def cut_traces(patron: Patron | None = None) -> None:
    """What was told, suspended and charged for a loan or hold that forgot its reader no longer leads to it: letters go,
    days without borrowing and money stay without saying for what, nor at which instant the copy came back. An open
    charge for a lost copy keeps its loan: it falls away when the copy is found.
    """
    whose = Q() if patron is None else Q(patron=patron)
    loan = Exists(Loan.objects.filter(pk=OuterRef("loan_id"), patron__isnull=True, returned_at__isnull=False))
    hold = Exists(Hold.objects.filter(pk=OuterRef("hold_id"), patron__isnull=True))
    Notice.objects.filter(whose).filter(Q(loan, loan__isnull=False) | Q(hold, hold_id__isnull=False)).delete()
    Suspension.objects.filter(whose).filter(loan, loan_id__isnull=False).update(
        loan_id=None, made_at=TruncDay("made_at")
    )
    charges = Charge.objects.filter(whose).filter(loan, loan_id__isnull=False)
    charges.exclude(kind=ChargeKind.LOST, state=ChargeState.OPEN).update(
        loan_id=None, made_at=TruncDay("made_at")
    )


def forget_borrowers(before: date) -> int:
    """Who has not borrowed since the day is no active borrower of any month to be stated."""
    return Borrower.objects.filter(last_on__lt=before).delete()[0]
