"""A plan's own pages: how it stands, its tasks, its paper to print, its life."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.programme.indicators.rules import AsWhen
from densach.programme.plans import actions, export, queries
from densach.programme.plans.access import may_manage, may_review, require_review
from densach.programme.plans.models import Plan, PlanState, RowState
from densach.programme.plans.page import (
    task_group_choices,
    task_lines,
)
from densach.programme.plans.queries.heads import head_of
from densach.programme.plans.rules.lifecycle import TRANSITIONS, acts
from densach.ui.http import Request
from densach.ui.wording import sentence

LIFE = {"start": actions.start, "close": actions.close, "reopen": actions.reopen}


def _today() -> date:
    return today(timezone.now())


def _reading(request: HttpRequest) -> AsWhen:
    """As the map was on each day, or as it is now."""
    return "now" if request.GET.get("theo") == "now" else "was"


def _head(request: Request, plan: Plan, on: date) -> dict[str, Any]:
    return {
        "plan": plan,
        "on": on,
        "issuer_name": organisations.as_registered(plan.issuer, on)
        or organisations.named(plan.organisation_id, on).name,
        "territory_name": organisations.area_name(plan.territory_id, plan.issued_on or on),
        "may_review": may_review(request.actor, plan) and plan.state != PlanState.CLOSED,
        "may_manage": may_manage(request.actor, plan),
        "acts": acts(TRANSITIONS, plan.state),
    }


@staff_required
@require_safe
def plan(request: Request, code: str) -> HttpResponse:
    """Targets by group with what was reached, what is due by now and the status; what comes next."""
    found = queries.plan_for(request.actor, code)
    on = _today()
    rows = queries.judged_today(found, on, _reading(request))
    status = request.GET.get("tinh-trang", "")
    only_bound = bool(request.GET.get("phap-lenh"))
    bound = [row for row in rows if row.target.mandatory]
    shown = bound if only_bound else rows
    shown = [row for row in shown if row.status == status] if status else shown
    context = {
        **_head(request, found, on),
        "groups": queries.groups(shown),
        "tally": queries.tally(rows),
        "total": len(rows),
        "status": status,
        "bound": len(bound),
        "only_bound": only_bound,
        "reading": _reading(request),
        "deadlines": queries.next_deadlines(found, on),
        "waiting": queries.waiting(found),
        "remarks": queries.remarks(found),
        "family": head_of(request.actor, found, on),
        "tasks": queries.rows_of(found, "task").filter(state=RowState.ACCEPTED).count(),
    }
    return render(request, "plans/plan.html", context)


@staff_required
@require_safe
def tasks(request: Request, code: str) -> HttpResponse:
    """Tasks with their units and time; each unit as written and as the organisation it is."""
    found = queries.plan_for(request.actor, code)
    on = _today()
    group = request.GET.get("nhom", "")
    rows = queries.tasks_of(found, group)
    context = {
        **_head(request, found, on),
        "lines": task_lines(rows, on),
        "group": group,
        "groups": task_group_choices(found),
    }
    return render(request, "plans/tasks.html", context)


@staff_required
def tie(request: Request, code: str, pk: int) -> HttpResponse:
    """Say which organisation a unit named by a task is."""
    found = queries.plan_for(request.actor, code)
    require_review(request.actor, found)
    on = _today()
    unit = queries.unit_of(found, pk)
    if request.method == "POST":
        chosen = request.POST.get("organisation", "")
        organisation = organisations.by_code(chosen) if chosen else None
        name = organisations.named(organisation, on).name if organisation else ""
        actions.tie_unit(
            at=timezone.now(), actor=request.actor, unit=unit, organisation=organisation, name=name
        )
        messages.success(request, _("Tied.") if organisation else _("Untied."))
        return redirect("plans:tasks", code)
    text = request.GET.get("q", unit.name)
    context = {
        **_head(request, found, on),
        "unit": unit,
        "q": text,
        "choices": organisations.find_by_name(text, on, within=found.territory),
        "tied": organisations.named(unit.organisation_id, on) if unit.organisation_id else None,
    }
    return render(request, "plans/tie.html", context)


@staff_required
@require_POST
def move(request: Request, code: str, act: str) -> HttpResponse:
    """Start, close or open again."""
    found = queries.plan_for(request.actor, code)
    try:
        moved = LIFE[act](at=timezone.now(), actor=request.actor, plan=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("plans:review" if act == "start" else "plans:plan", code)
    messages.success(request, _("The plan is now %(state)s.") % {"state": moved.get_state_display()})
    return redirect("plans:plan", code)


@staff_required
@require_safe
def paper(request: Request, code: str) -> HttpResponse:
    """The plan on paper: targets and tasks as they stand today."""
    found = queries.plan_for(request.actor, code)
    on = _today()
    context = {
        **_head(request, found, on),
        "groups": queries.groups(queries.judged_today(found, on)),
        "lines": task_lines(queries.tasks_of(found), on),
        "deadlines": queries.next_deadlines(found, on),
        "back_url": reverse("plans:plan", args=[code]),
    }
    return render(request, "plans/print.html", context)


@staff_required
@require_safe
def download(request: Request, code: str, form: str) -> HttpResponse:
    """The targets as XLSX or CSV; with `?phan=nhiem-vu` the tasks with their units."""
    found = queries.plan_for(request.actor, code)
    if request.GET.get("phan") == "nhiem-vu":
        lines = task_lines(queries.tasks_of(found, request.GET.get("nhom", "")), _today())
        return export.tasks(found, lines, form)
    return export.targets(found, queries.judged_today(found, _today(), _reading(request)), form)
