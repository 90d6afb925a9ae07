"""One line: written, changed, removed; then adjusted and spent."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.people.access import staff_required
from densach.programme.budget import access, actions, page, queries
from densach.programme.budget.forms.fields import RevisionForm
from densach.programme.budget.forms.lines import AdjustForm, LineForm, SpendForm
from densach.programme.budget.queries import Priced
from densach.programme.budget.rules.refusals import EstimateChanged
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
def add(request: Request, pk: int) -> HttpResponse:
    """One more line."""
    estimate = queries.estimate_for(request.actor, pk)
    access.require_writing(request.actor, estimate)
    form = LineForm(
        request.POST or None,
        tasks=queries.tasks_to_choose(estimate.round.plan),
        initial={"revision": estimate.revision},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_line(
                at=timezone.now(),
                actor=request.actor,
                estimate=estimate,
                seen_revision=form.seen,
                values=form.values(),
            )
        except Refusal as refusal:
            status = _clash(form, refusal, queries.estimate_for(request.actor, pk).revision)
        else:
            messages.success(request, _("The line is added."))
            again = "another" in request.POST
            return redirect("budget:add_line" if again else "budget:estimate", pk)
    context = {"form": form, **page.line_head(estimate, _today())}
    return render(request, "budget/line_form.html", context, status=422 if form.errors else status)


def _clash(form: RevisionForm, refusal: Refusal, revision: int) -> int:
    """What was typed stays; after somebody else's change the next try is made on what is there now."""
    if isinstance(refusal, EstimateChanged):
        form.now_seen(revision)
    form.add_error(None, sentence(refusal))
    return 409 if isinstance(refusal, EstimateChanged) else 422


@staff_required
def change(request: Request, pk: int) -> HttpResponse:
    """Other words or another amount, while the unit still writes."""
    row = queries.line_for(request.actor, pk)
    estimate = row.line.estimate
    access.require_writing(request.actor, estimate)
    form = LineForm(
        request.POST or None,
        tasks=queries.tasks_to_choose(estimate.round.plan),
        line=row.line,
        initial={"revision": estimate.revision},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_line(
                at=timezone.now(),
                actor=request.actor,
                line=row.line,
                seen_revision=form.seen,
                values=form.values(),
            )
        except Refusal as refusal:
            _clash(form, refusal, queries.estimate_for(request.actor, estimate.pk).revision)
        else:
            messages.success(request, _("The line is changed."))
            return redirect("budget:estimate", estimate.pk)
    context = {"form": form, "line": row.line, **page.line_head(estimate, _today())}
    return render(request, "budget/line_form.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    row = queries.line_for(request.actor, pk)
    form = RevisionForm(request.POST)
    if form.is_valid():
        try:
            actions.remove_line(
                at=timezone.now(), actor=request.actor, line=row.line, seen_revision=form.seen
            )
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(
                request, _("“%(content)s” is removed; the journal keeps it.") % {"content": row.line.content}
            )
    return redirect("budget:estimate", row.line.estimate_id)


@staff_required
@require_safe
def line(request: Request, pk: int) -> HttpResponse:
    """What was allotted and spent on one line, entry by entry."""
    return _page(request, queries.line_for(request.actor, pk))


def _page(
    request: Request,
    row: Priced,
    *,
    spend_form: SpendForm | None = None,
    adjust_form: AdjustForm | None = None,
    status: int = 200,
) -> HttpResponse:
    on = _today()
    context = {
        **page.line_page(request.actor, row, on),
        "spend_form": spend_form or SpendForm(initial={"on": on}),
        "adjust_form": adjust_form or AdjustForm(initial={"on": on}),
    }
    return render(request, "budget/line.html", context, status=status)


def _answer(request: Request, row: Priced, form: forms.Form, done: str) -> HttpResponse:
    """Back to the line when it went well, else the page with what was typed."""
    if not form.errors:
        messages.success(request, done)
        return redirect("budget:line", row.line.pk)
    if isinstance(form, SpendForm):
        return _page(request, row, spend_form=form, status=422)
    return _page(request, row, adjust_form=form if isinstance(form, AdjustForm) else None, status=422)


@staff_required
@require_POST
def spend(request: Request, pk: int) -> HttpResponse:
    row = queries.line_for(request.actor, pk)
    form = SpendForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.spend(
                at=timezone.now(),
                actor=request.actor,
                line=row.line,
                on=told["on"],
                amount=told["amount"],
                note=told["note"],
                paper=Upload.sent(told["paper"]),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
    return _answer(request, row, form, _("The money spent is entered."))


@staff_required
@require_POST
def adjust(request: Request, pk: int) -> HttpResponse:
    row = queries.line_for(request.actor, pk)
    form = AdjustForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.adjust(
                at=timezone.now(),
                actor=request.actor,
                line=row.line,
                amount=told["amount"],
                approval=form.approval(),
                reason=told["reason"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
    return _answer(request, row, form, _("The amount allotted is adjusted."))


@staff_required
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    spending = queries.spending_for(request.actor, pk)
    try:
        actions.take_back_spending(at=timezone.now(), actor=request.actor, spending=spending)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The entry is taken back; both stay in sight."))
    return redirect("budget:line", spending.line_id)
