"""One unit's estimate: its lines, sending it in, reviewing and approving it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.people.access import staff_required
from densach.programme.budget import actions, page, queries
from densach.programme.budget.forms.lines import AllotForm, ApproveForm, MoveForm
from densach.programme.budget.models import Estimate
from densach.programme.budget.rules.refusals import EstimateChanged
from densach.ui import tables
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def estimate(request: Request, pk: int) -> HttpResponse:
    """Its lines with asked, allotted and spent, and what can be done with it now."""
    return _page(request, queries.estimate_for(request.actor, pk))


def _page(
    request: Request,
    found: Estimate,
    *,
    allot_form: AllotForm | None = None,
    approve_form: ApproveForm | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = queries.lines_of(found)
    seen = {"revision": found.revision}
    context = {
        **page.estimate_head(request.actor, found, lines, _today()),
        "move_form": MoveForm(initial=seen),
        "approve_form": approve_form or ApproveForm(initial=seen),
    }
    if context["may_allot"]:
        form = allot_form or AllotForm(lines=lines, initial=seen)
        context |= {"allot_form": form, "allot_rows": form.rows(lines)}
    return render(request, "budget/estimate.html", context, status=status)


@staff_required
@require_safe
def download(request: Request, pk: int, form: str) -> HttpResponse:
    """Its lines as a workbook or as CSV, with the columns of the file that can be sent in."""
    found = queries.estimate_for(request.actor, pk)
    head, rows = page.lines_table(queries.lines_of(found), found)
    return tables.download(f"du-toan-{found.round.year}-{found.organisation.code}", head, rows, form)


@staff_required
@require_POST
def move(request: Request, pk: int, act: str) -> HttpResponse:
    """One step of its life."""
    found = queries.estimate_for(request.actor, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The page was incomplete: try again."))
        return redirect("budget:estimate", pk)
    try:
        actions.move(
            at=timezone.now(),
            actor=request.actor,
            estimate=found,
            act=act,
            seen_revision=form.seen,
            remark=form.cleaned_data["remark"],
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, page.done_words(act))
    return redirect("budget:estimate", pk)


@staff_required
@require_POST
def allot(request: Request, pk: int) -> HttpResponse:
    """The reviewer's amounts; with "review" pressed the review is closed in the same breath."""
    found = queries.estimate_for(request.actor, pk)
    form = AllotForm(request.POST, lines=queries.lines_of(found))
    if not form.is_valid():
        return _page(request, found, allot_form=form, status=422)
    at = timezone.now()
    try:
        kept = actions.allot(
            at=at,
            actor=request.actor,
            estimate=found,
            seen_revision=form.seen,
            amounts=form.amounts(),
            remarks=form.remarks(),
            close="review" in request.POST,
        )
    except EstimateChanged as refusal:
        found = queries.estimate_for(request.actor, pk)
        form.now_seen(found.revision)
        form.add_error(None, sentence(refusal))
        return _page(request, found, allot_form=form, status=409)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return _page(request, found, allot_form=form, status=422)
    messages.success(
        request, page.done_words("review") if kept.state == "reviewed" else _("The amounts are kept.")
    )
    return redirect("budget:estimate", pk)


@staff_required
@require_POST
def approve(request: Request, pk: int) -> HttpResponse:
    """The leader's decision, with its paper."""
    found = queries.estimate_for(request.actor, pk)
    form = ApproveForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.move(
                at=timezone.now(),
                actor=request.actor,
                estimate=found,
                act="approve",
                seen_revision=form.cleaned_data["revision"],
                approval=form.approval(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, page.done_words("approve"))
            return redirect("budget:estimate", pk)
    return _page(request, found, approve_form=form, status=422)
