"""The due day of a running loan is set by hand: a decision against the rule, kept with its reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import format_date, today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.circulation.actions import overriding
from densach.services.circulation.actions.returning import drop_notices
from densach.services.circulation.models import Loan
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules import lending as rules
from densach.services.circulation.rules.actors import OVERRIDE, SERVE
from densach.services.circulation.rules.dueday import DueAsBefore, DueByHand, DuePastCard, DueSeenOld
from densach.services.circulation.rules.refusals import AtTheDesk, NoSuchLoan

# With both days before it the reason still fits where overrides are kept.
REASON_LENGTH = 170


@transaction.atomic
def change_due(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    loan: Loan,
    due_on: date,
    reason: str,
    seen: date | None = None,
) -> Loan:
    """The loan is due on another day, sooner or later. No renewal: nothing is counted. Letters that wait fall away.

    `seen` is the due day that the person looked at. Raises NotAllowed, NoSuchLoan, DueSeenOld, DueAsBefore, DueByHand
    (without a reason), DueBeforeToday, DueTooFar.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    if not actor.may(OVERRIDE, library):
        raise NotAllowed(verb=OVERRIDE)
    found = _running(loan.pk)
    before, on = found.due_on, today(at)
    if seen is not None and seen != before:
        raise DueSeenOld(due=before)
    if due_on == before:
        raise DueAsBefore(due=before)
    rules.check_due(on, due_on)
    due_on, against = _against(found, due_on, on)
    overriding.go_on(actor, library, against, reason)
    found.due_on = due_on
    found.save(update_fields=["due_on"])
    told = f"{format_date(before)} → {format_date(due_on)}: {clean_text(reason)[:REASON_LENGTH]}"
    overriding.keep(
        at=at, actor=actor, library=library, act="due", against=against, reason=told, loan=found, item=found.item
    )  # fmt: skip
    drop_notices(at, found)
    items.happened(at=at, actor=actor, item=found.item, act="due", due=format_date(due_on))
    journal.write(
        at=at, actor=actor, act="desk.due_changed", organisation=library, subject=f"loan:{found.pk}",
        barcode=found.item.barcode, before=before, due=due_on,
    )  # fmt: skip
    return found


def _against(loan: Loan, due_on: date, on: date) -> tuple[date, list[AtTheDesk]]:
    """The day, or the next on which the library opens, and what a reason is needed for."""
    due_on = rules.slid(due_on, asked.closed_after(loan.library_id, due_on))
    against: list[AtTheDesk] = [DueByHand(due=loan.due_on)]
    patron = loan.patron
    if patron is not None:
        terms = terms_of(loan.library_id, patron.category.code, loan.item.item_type.code, on)
        if rules.within_card(due_on, on, terms, patron.valid_until) != due_on:
            against.append(DuePastCard(due=due_on, on=patron.valid_until))
    return due_on, against


def _running(pk: int) -> Loan:
    rows = Loan.objects.select_for_update(of=("self",)).select_related("item__item_type", "patron__category")
    found = rows.filter(pk=pk, returned_at__isnull=True).first()
    if found is None:
        raise NoSuchLoan
    return found
