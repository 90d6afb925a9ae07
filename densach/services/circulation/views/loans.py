"""A loan, a hold, what a reader has still to settle: looked at, and ended in ways that are no plain return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.errors import NotAllowed, NotFound, Refusal
from densach.organisations import queries as organisations
from densach.services.circulation.access import charge_for, hold_for, loan_for, suspension_for
from densach.services.circulation.actions.dueday import change_due
from densach.services.circulation.actions.holding import cancel_hold
from densach.services.circulation.actions.settling import lift_suspension, settle_charge
from densach.services.circulation.actions.troubles import (
    claim_returned,
    mark_damaged,
    mark_lost,
    take_claim_back,
)
from densach.services.circulation.forms.loans import DueForm, ReasonForm
from densach.services.circulation.models import Hold, HoldState, Loan, Patron
from densach.services.circulation.pages.rules import rule_words
from densach.services.circulation.queries import lending, papers
from densach.services.circulation.views.place import Desk, at_desk, guest_of, page, reader_for
from densach.ui.figures import day_text, language
from densach.ui.http import Request
from densach.ui.wording import sentence

Words = str | Promise


@dataclass(frozen=True)
class LoanAct:
    """What may be done to an open loan, in words; `do` is the room's action."""

    code: str
    label: Words
    lead: Words
    icon: str
    done: Words
    do: Callable[..., object]


ACTS: Final = (
    LoanAct(
        "noi-da-tra",
        gettext_lazy("The reader says it was returned"),
        gettext_lazy("It is looked for on the shelves, and lateness costs nothing meanwhile."),
        "question-circle",
        gettext_lazy("Noted."),
        claim_returned,
    ),
    LoanAct(
        "khong-phai-da-tra",
        gettext_lazy("The reader has it after all"),
        gettext_lazy("What the reader said is taken back: the loan runs on."),
        "arrow-counterclockwise",
        gettext_lazy("Taken back: the reader still has it."),
        take_claim_back,
    ),
    LoanAct(
        "mat",
        gettext_lazy("Lost"),
        gettext_lazy(
            "The loan ends. Scanned again one day, the copy is found and what is owed for it falls away."
        ),
        "x-circle",
        gettext_lazy("Noted as lost."),
        mark_lost,
    ),
    LoanAct(
        "hong",
        gettext_lazy("Came back damaged"),
        gettext_lazy("The loan ends and the copy is laid aside."),
        "tools",
        gettext_lazy("Noted as damaged."),
        mark_damaged,
    ),
)


@at_desk
@require_safe
def loan(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """Who has what, since when, how often renewed, against which rules, with which letters."""
    return _loan_page(request, desk, loan_for(request.actor, pk))


def _loan_page(request: Request, desk: Desk, found: Loan, form: DueForm | None = None) -> HttpResponse:
    days = (desk.on - found.due_on).days
    late = ngettext("%(n)s day late.", "%(n)s days late.", days) % {"n": days} if days > 0 else ""
    context = page(
        desk,
        "desk",
        loan=found,
        late=late,
        ended=_ended(found, desk.on),
        lender=organisations.named(found.library_id, found.on).name,
        renewals=papers.renewals_of(found),
        overrides=[(rule_words(one.refusal), one) for one in papers.overrides_of(found)],
        notices=papers.notices_about(found),
        acts=_acts_for(found),
        due_form=_due_form(desk, found, form),
    )
    return render(request, "circulation/loan.html", context, status=422 if form is not None else 200)


def _acts_for(found: Loan) -> list[LoanAct]:
    """A claim is made where there is none, and taken back where there is one."""
    other = claim_returned if found.claimed_on is not None else take_claim_back
    return [one for one in ACTS if one.do is not other] if found.returned_at is None else []


def _due_form(desk: Desk, found: Loan, form: DueForm | None) -> DueForm | None:
    """For whoever may decide against a rule, as long as the loan runs."""
    if found.returned_at is not None or not desk.may_override:
        return None
    return form or DueForm(initial={"seen": found.due_on.isoformat(), "due_on": max(found.due_on, desk.on)})


@at_desk
@require_POST
def due(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """Another due day, by hand."""
    found = loan_for(request.actor, pk)
    form = DueForm(request.POST)
    if not form.is_valid():
        return _loan_page(request, desk, found, form)
    told = form.cleaned_data
    try:
        changed = change_due(
            at=desk.at, actor=desk.actor, library=desk.library, loan=found, due_on=told["due_on"],
            reason=told["reason"], seen=told["seen"],
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        found = loan_for(request.actor, pk)
        form.now_seen(found.due_on.isoformat())
        return _loan_page(request, desk, found, form)
    messages.success(
        request, _("The loan is due on %(day)s now.") % {"day": day_text(changed.due_on, language())}
    )
    return redirect("circulation:loan", pk)


def _ended(found: Loan, on: date) -> str:
    if found.returned_at is None:
        return ""
    told = {"day": day_text(found.returned_at, language())}
    if found.end == "lost":
        return _("Noted as lost on %(day)s.") % told
    if found.end == "undone":
        return _("Undone on %(day)s: it was a mistake and does not count.") % told
    return _("Taken back on %(day)s.") % told


@at_desk
@require_POST
def act(request: Request, desk: Desk, pk: int, act: str) -> HttpResponse:
    """One of `ACTS`."""
    found = loan_for(request.actor, pk)
    chosen = next((one for one in ACTS if one.code == act), None)
    if chosen is None:
        raise NotFound()
    chosen.do(at=desk.at, actor=desk.actor, library=desk.library, loan=found)
    messages.success(request, str(chosen.done))
    return redirect("circulation:loan", pk)


# holds ----------------------------------------------------------------------------------------------------


@at_desk
@require_safe
def hold(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """Who waits for what, and how far they are."""
    found = hold_for(request.actor, pk)
    return _hold_page(request, desk, found, ReasonForm() if _is_open(found) else None)


def _is_open(found: Hold) -> bool:
    return found.state in (HoldState.WAITING, HoldState.COMING, HoldState.READY)


def _hold_page(request: Request, desk: Desk, found: Hold, form: forms.Form | None) -> HttpResponse:
    queue = [one.pk for one in lending.queue_of(found.record_id)]
    context = page(
        desk,
        "holds",
        hold=found,
        form=form,
        pickup=organisations.named(found.pickup_id, desk.on).name,
        queue=queue.index(found.pk) + 1 if found.pk in queue else None,
    )
    return render(request, "circulation/hold.html", context, status=422 if form and form.errors else 200)


@at_desk
@require_POST
def cancel(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """The reader waits no more."""
    found = hold_for(request.actor, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _hold_page(request, desk, found, form)
    cancel_hold(at=desk.at, actor=desk.actor, hold=found, why=form.cleaned_data["why"])
    messages.success(request, _("The hold is cancelled."))
    return redirect("circulation:hold", pk)


# what is still to settle ----------------------------------------------------------------------------------


@at_desk
@require_safe
def settling(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """Days without borrowing and charges of a reader."""
    return _settling_page(request, desk, reader_for(request, pk))


def _settling_page(request: Request, desk: Desk, patron: Patron, wrong: str = "") -> HttpResponse:
    guest = guest_of(desk, patron)
    context: dict[str, Any] = page(
        desk,
        "desk",
        patron=patron,
        wrong=wrong,
        suspensions=papers.open_suspensions(patron, desk.on, guest),
        charges=papers.open_charges(patron, guest),
    )
    return render(request, "circulation/settling.html", context, status=422 if wrong else 200)


@at_desk
@require_POST
def lift(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """The reader borrows again; the reason is kept."""
    found = suspension_for(request.actor, pk)
    try:
        lift_suspension(
            at=desk.at,
            actor=desk.actor,
            library=desk.library,
            suspension=found,
            why=request.POST.get("why", ""),
        )
    except Refusal as refusal:
        return _settling_page(request, desk, found.patron, sentence(refusal))
    messages.success(request, _("The reader may borrow again."))
    return redirect(f"{reverse('circulation:desk')}?ban_doc={found.patron.card}")


@at_desk
@require_POST
def settle(request: Request, desk: Desk, pk: int) -> HttpResponse:
    """Paid, or let off with the reason."""
    found = charge_for(request.actor, pk)
    why = request.POST.get("why", "").strip()
    waives = request.POST.get("paid") == "waived"
    if waives and not why:
        return _settling_page(request, desk, found.patron, _("Write why the charge is waived."))
    try:
        settle_charge(
            at=desk.at, actor=desk.actor, library=desk.library, charge=found, waived=why if waives else ""
        )
    except Refusal as refusal:
        return _settling_page(request, desk, found.patron, sentence(refusal))
    messages.success(request, pgettext("desk", "Settled."))
    return redirect("circulation:settling", found.patron_id)
