"""Binding targets: proposing a change, the list of proposals, deciding on one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.errors import Conflict, Refusal
from densach.people.access import staff_required
from densach.programme.plans import actions, queries
from densach.programme.plans.access import may_review, require_review
from densach.programme.plans.forms.answers import NoteForm, ProposalFilter, ProposeForm
from densach.programme.plans.forms.rows import initial_of
from densach.programme.plans.history_page import change_lines
from densach.programme.plans.models import ChangeProposal, ProposalState
from densach.programme.plans.page import catalogue_choices
from densach.programme.plans.rules.changes import snapshot
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

EXPORTS = {"xlsx", "csv"}


@staff_required
def propose(request: Request, code: str, pk: int) -> HttpResponse:
    """Ask for other values of a binding target; nothing typed is lost when somebody was faster."""
    plan = queries.plan_for(request.actor, code)
    require_review(request.actor, plan)
    row = queries.target_of(plan, pk)
    initial = {**initial_of(queries.target_values(row)), "revision": row.revision}
    form = ProposeForm(request.POST or None, request.FILES or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = actions.propose_change(
                    at=timezone.now(),
                    actor=request.actor,
                    target=row,
                    seen_revision=form.cleaned_data["revision"] or 0,
                    values=None if form.cleaned_data["drop"] else form.values(),
                    reason=form.cleaned_data["reason"],
                    basis=form.cleaned_data["basis"],
                    paper=form.upload(),
                )
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409 if isinstance(refusal, Conflict) else 422
            else:
                messages.success(request, _("Proposed. The target stands as it was until a leader decides."))
                return redirect("plans:proposal", made.pk)
    context = {"plan": plan, "row": row, "form": form, "kind": "target", "indicators": catalogue_choices()}
    return render(request, "plans/propose.html", context, status=status)


@staff_required
@require_safe
def proposals(request: Request) -> HttpResponse:
    """Proposals of the plans that one may see, newest first; as XLSX or CSV too."""
    chosen = ProposalFilter(request.GET)
    chosen.is_valid()
    state, text = chosen.cleaned_data.get("trang_thai") or "", chosen.cleaned_data.get("q") or ""
    rows = queries.proposals_for(request.actor, state, text)
    if request.GET.get("as") in EXPORTS:
        return _download(list(rows), request.GET["as"])
    page, following = queries.proposals_page(rows, request.GET.get("truoc", ""))
    kept = {name: value for name, value in (("trang_thai", state), ("q", text)) if value}
    context = {
        "filter": chosen,
        "rows": page,
        "query": urlencode(kept),
        "is_filtered": bool(kept),
        "next_url": f"?{urlencode({**kept, 'truoc': following})}" if following else "",
    }
    return render(request, "plans/proposals.html", context)


def _download(rows: list[ChangeProposal], form: str) -> HttpResponse:
    head = [
        *(_("Plan"), _("Target"), _("Asked for"), _("Why"), _("State")),
        *(_("Proposed by"), _("Proposed"), _("Decided by"), _("Decided"), _("Note")),
    ]
    lines = [
        [
            row.target.plan.title,
            row.target.subject,
            _("to end") if row.act == "drop" else _("other values"),
            row.reason,
            str(row.get_state_display()),
            row.proposed_by_name,
            row.proposed_at,
            row.decided_by_name,
            row.decided_at,
            row.decision_note,
        ]
        for row in rows
    ]
    return download("de-nghi-thay-doi-chi-tieu", head, lines, form)


@staff_required
@require_safe
def proposal(request: Request, pk: int) -> HttpResponse:
    """What is asked for, why, by which paper; and the two answers for whoever may give them."""
    return _proposal_page(request, queries.proposal_for(request.actor, pk), NoteForm())


def _proposal_page(
    request: Request, found: ChangeProposal, form: NoteForm, status: int = 200
) -> HttpResponse:
    row, actor = found.target, request.actor
    waits, is_own = found.state == ProposalState.WAITING, found.proposed_by_id == actor.id
    before: dict[str, Any] = _before(found) if found.act == "change" else {}
    context = {
        "proposal": found,
        "plan": row.plan,
        "row": row,
        "changes": change_lines(before, found.values) if before else (),
        "loses_mark": bool(before.get("mandatory")) and not found.values.get("mandatory"),
        "form": form,
        "may_decide": waits and not is_own and actor.may("plan.approve", row.plan.organisation_id),
        "may_withdraw": waits and is_own and may_review(actor, row.plan),
    }
    return render(request, "plans/proposal.html", context, status=status)


def _before(found: ChangeProposal) -> dict[str, Any]:
    """The values for which the change was asked: today's while it waits, later those of the revision before it."""
    if found.state == ProposalState.APPROVED:
        kept = [one for one in queries.revisions_of(found.target) if one.at < (found.decided_at or one.at)]
        if kept:
            return {name: value for name, value in kept[-1].values.items() if name != "state"}
    return snapshot(queries.target_values(found.target))


@staff_required
@require_POST
def decide(request: Request, pk: int, act: str) -> HttpResponse:
    """Approve, refuse or withdraw."""
    found = queries.proposal_for(request.actor, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _proposal_page(request, found, form, status=422)
    told: dict[str, Any] = {"at": timezone.now(), "actor": request.actor, "proposal": found}
    try:
        if act == "approve":
            actions.approve_proposal(**told, note=form.cleaned_data["note"])
        elif act == "refuse":
            actions.refuse_proposal(**told, note=form.cleaned_data["note"])
        else:
            actions.withdraw_proposal(**told)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        fresh = queries.proposal_for(request.actor, pk)
        return _proposal_page(request, fresh, form, status=409 if isinstance(refusal, Conflict) else 422)
    messages.success(request, _said(act))
    return redirect("plans:proposal", pk)


def _said(act: str) -> str:
    said = {
        "approve": _("Approved: the target has the new values from now on."),
        "refuse": _("Refused: the target stays as it is."),
        "withdraw": _("Withdrawn."),
    }
    return said[act]
