"""A target's own pages: why it stands so, what it asks, what it was, how its figure went."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Conflict, Refusal
from densach.people.access import staff_required
from densach.programme.indicators.rules import AsWhen
from densach.programme.plans import actions, queries
from densach.programme.plans.access import may_review, require_review
from densach.programme.plans.explain import explanation, unit_lines
from densach.programme.plans.forms.answers import ANSWERS, AnswerForm, filled_answer
from densach.programme.plans.history_page import revision_lines, value_chart, value_lines, value_rows
from densach.programme.plans.models import ChangeProposal, Plan, PlanState, RowState, Target
from densach.programme.plans.page import context_of, explained, figures_of, target_facts
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

EXPORTS = {"xlsx", "csv"}


def _today() -> date:
    return today(timezone.now())


def _reading(request: HttpRequest) -> AsWhen:
    """As the map was on each day, or as it is now."""
    return "now" if request.GET.get("theo") == "now" else "was"


def _head(request: Request, plan: Plan, row: Target) -> dict[str, Any]:
    guarded = row.mandatory and row.state == RowState.ACCEPTED and plan.state == PlanState.RUNNING
    return {
        "plan": plan,
        "target": row,
        "guarded": guarded,
        "may_review": may_review(request.actor, plan) and plan.state != PlanState.CLOSED,
        "waiting": queries.waiting_proposal(row) if row.mandatory else None,
    }


@staff_required
@require_safe
def target(request: Request, code: str, pk: int) -> HttpResponse:
    """Why a target stands as it does: the formula, its numbers, who has not answered, what would make it green."""
    plan = queries.plan_for(request.actor, code)
    return _target_page(request, plan, queries.target_of(plan, pk), None)


def _target_page(
    request: Request, plan: Plan, row: Target, form: AnswerForm | None, status: int = 200
) -> HttpResponse:
    on, administrative = _today(), request.GET.get("lich") == "hc"
    told = queries.told_beside(
        queries.judged_one(plan, row, on, _reading(request), administrative=administrative)
    )
    why = explanation(told)
    head = _head(request, plan, row)
    if form is None and head["may_review"] and why.question in ANSWERS:
        form = filled_answer(why.question, None, None, **_beginning(plan, row))
    context = {
        **head,
        "on": on,
        "row": told,
        "why": why,
        "form": form,
        "steps": explained(told),
        "figures": figures_of(told),
        "facts": target_facts(told),
        "source": queries.source_of(queries.revisions_of(row), "base_value"),
        "missing": unit_lines(told, lambda part: not part.answered),
        "failing": unit_lines(told, lambda part: part.answer is False),
        "reading": _reading(request),
        "administrative": administrative,
        "around": context_of(plan, row),
    }
    return render(request, "plans/target.html", context, status=status)


def _beginning(plan: Plan, row: Target) -> dict[str, Any]:
    """What an answer's form begins with: what is known, and the default base year."""
    known = {name: getattr(row, name) for name in ("denominator", "base_value", "trigger_on")}
    base = row.base_year or queries.default_base_year(plan, row, queries.targets_of(plan))
    return {**known, "base_year": base, "revision": row.revision}


@staff_required
def answer(request: Request, code: str, pk: int, question: str) -> HttpResponse:
    """Declare the whole, the base or the day on which it began; the form stands on the target's page."""
    plan = queries.plan_for(request.actor, code)
    require_review(request.actor, plan)
    row = queries.target_of(plan, pk)
    if question not in ANSWERS:
        raise Http404
    if request.method != "POST":
        form = filled_answer(question, None, None, **_beginning(plan, row))
        return _target_page(request, plan, row, form)
    form = filled_answer(question, request.POST, request.FILES)
    if not form.is_valid():
        return _target_page(request, plan, row, form, status=422)
    try:
        done = actions.answer_target(
            at=timezone.now(),
            actor=request.actor,
            target=row,
            seen_revision=form.cleaned_data["revision"],
            values=form.answered(queries.target_values(row)),
            reason=form.cleaned_data["reason"],
            paper=form.upload(),
        )
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        if isinstance(refusal, Conflict):
            # Sent once more, the answer is given with their version in sight.
            sent = request.POST.copy()
            sent["revision"] = str(row.revision)
            form.data = sent
        return _target_page(request, plan, row, form, status=409 if isinstance(refusal, Conflict) else 422)
    if isinstance(done, ChangeProposal):
        messages.success(
            request, _("Proposed. A leader decides on it; the target stands as it was until then.")
        )
        return redirect("plans:proposal", done.pk)
    messages.success(request, _("Kept. The target is judged with it from now on."))
    return redirect("plans:target", code, pk)


@staff_required
@require_safe
def history(request: Request, code: str, pk: int) -> HttpResponse:
    """Who changed what of the target, and its figure and status month by month; the months also as XLSX or CSV."""
    plan = queries.plan_for(request.actor, code)
    row = queries.target_of(plan, pk)
    on, reading = _today(), _reading(request)
    months = queries.value_history(plan, row, on, reading)
    if request.GET.get("as") in EXPORTS:
        head, lines = value_rows(months)
        return download(f"lich-su-chi-tieu-{row.pk}", head, lines, request.GET["as"])
    context = {
        **_head(request, plan, row),
        "on": on,
        "reading": reading,
        "chart": value_chart(row, months),
        "months": value_lines(months),
        "revisions": revision_lines(queries.revisions_of(row)),
        "proposals": queries.proposals_of(row),
    }
    return render(request, "plans/history.html", context)
