"""A loan is made longer: by staff, or by the reader, by the same rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from densach.facts import actions as book
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.services.circulation import counting
from densach.services.circulation.actions import overriding
from densach.services.circulation.actions.openings import opened
from densach.services.circulation.actions.returning import drop_notices, fine, lateness_of, suspend
from densach.services.circulation.models import Channel, Loan, Renewal, RuleKind
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules import lending as rules
from densach.services.circulation.rules.actors import SERVE, is_own
from densach.services.circulation.rules.policies import Terms
from densach.services.circulation.rules.refusals import (
    AtTheDesk,
    NoSuchLoan,
    NothingGained,
    OthersWait,
    TooManyRenewals,
)
from densach.services.circulation.rules.returns import LoanLate


@dataclass(frozen=True)
class Renewed:
    """`due_on` is the new last day. `against`: the rules gone against."""

    loan: Loan
    renewal: Renewal
    against: tuple[str, ...] = ()

    @property
    def due_on(self) -> date:
        return self.loan.due_on


@transaction.atomic
def renew(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    loan: Loan,
    channel: str = Channel.DESK,
    override: str = "",
) -> Renewed:
    """The loan lasts longer, counted at the library where it is done. Never makes it shorter.

    By staff of the library, or by the reader whose loan it is (`rules.actors.ReaderActor`). Raises NotAllowed,
    NoSuchLoan, TooManyRenewals, LoanLate, OthersWait, NothingGained and what speaks against the reader. Renewed against
    the rule, a late loan costs what its lateness costs until then.
    """
    found = _locked(loan.pk)
    if not actor.may(SERVE, library) and not is_own(actor, found.patron_id):
        raise NotAllowed(verb=SERVE)
    patron = found.patron
    if patron is None:
        raise NoSuchLoan
    on, item = today(at), found.item
    terms = terms_of(found.library_id, patron.category.code, item.item_type.code, on)
    reader = asked.readers_on(on).get(pk=patron.pk)
    late = _lateness(found, on)
    against = rules.against_reader(asked.borrower_of(reader), on) + _against(found, terms, on, late)
    overriding.go_on(actor, library, against, override)
    due = _due(found, terms, on, patron.valid_until)
    suspend(at, found, patron, on, late)
    fine(at, found, patron, late)
    renewal = _write(at, actor, library, found, due, channel)
    told = overriding.keep(
        at=at, actor=actor, library=library, act="renew", against=against, reason=override, loan=found, item=item
    ) if against else ()  # fmt: skip
    journal.write(
        at=at, actor=actor, act="desk.renewed", organisation=library, subject=f"loan:{found.pk}",
        barcode=item.barcode, due=due,
    )  # fmt: skip
    return Renewed(found, renewal, told)


def _locked(pk: int) -> Loan:
    rows = Loan.objects.select_for_update(of=("self",)).select_related(
        "item__record", "item__item_type", "patron__person", "patron__category"
    )
    found = rows.filter(pk=pk, returned_at__isnull=True).first()
    if found is None:
        raise NoSuchLoan
    return found


def _lateness(loan: Loan, on: date) -> rules.Lateness:
    """Nothing while the reader says that the copy is back, as when it is taken back."""
    if on <= loan.due_on or loan.patron is None or loan.claimed_on is not None:
        return rules.Lateness()
    return lateness_of(loan, loan.item, loan.patron, on)


def _against(loan: Loan, terms: Terms, on: date, late: rules.Lateness) -> list[AtTheDesk]:
    found: list[AtTheDesk] = []
    if late.days:
        found.append(LoanLate(due=loan.due_on, days=late.days))
    if loan.renewals >= terms[RuleKind.RENEWALS]:
        found.append(TooManyRenewals(number=loan.renewals, limit=terms[RuleKind.RENEWALS]))
    waiting = asked.still_waiting(asked.queue_of(loan.item.record_id), on)
    if waiting and len(waiting) > asked.spare_copies(loan.item.record_id, loan.item_id):
        found.append(OthersWait(number=len(waiting)))
    return found


def _due(loan: Loan, terms: Terms, on: date, card_ends: date) -> date:
    """Raises NothingGained where the loan would not become longer."""
    first = on + timedelta(days=terms[RuleKind.RENEW_DAYS])
    due = rules.renewed_day(on, loan.due_on, terms, asked.closed_after(loan.library_id, first), card_ends)
    if due <= loan.due_on:
        raise NothingGained(due=loan.due_on)
    return due


def _write(at: datetime, actor: Actor, library: Organisation, loan: Loan, due: date, channel: str) -> Renewal:
    on, before = today(at), loan.due_on
    since = opened(at=at, actor=actor, library_id=library.pk, measure=asked.RENEWALS, on=on).since
    loan.renewals, loan.due_on = loan.renewals + 1, due
    loan.save(update_fields=["renewals", "due_on"])
    renewal = Renewal.objects.create(
        loan=loan, number=loan.renewals, at=at, on=on, library=library, due_before=before, due_after=due,
        channel=channel, counted=on >= since, by_name=actor.name,
    )  # fmt: skip
    drop_notices(at, loan)
    if renewal.counted:
        book.record_many(at=at, entries=[counting.of_renewal(renewal)], origin="service")
    return renewal
