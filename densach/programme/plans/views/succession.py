"""A plan that has ended hands over: which plan takes over, what it takes up, which tasks go on."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.people.access import staff_required
from densach.programme.plans import actions, queries
from densach.programme.plans.access import may_manage, require_manage
from densach.programme.plans.models import Plan, RowState
from densach.programme.plans.papers_page import value_words
from densach.programme.plans.queries import succession
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
def hand_over(request: Request, code: str) -> HttpResponse:
    """Who takes over; `?ke-hoach=` shows what that plan may take up. Once handed over: what went where."""
    plan = queries.plan_for(request.actor, code)
    if request.method == "POST":
        return _hand_over(request, plan)
    on = _today()
    context = {
        "plan": plan,
        "on": on,
        "waits": succession.is_waiting(plan, on),
        "may_manage": may_manage(request.actor, plan),
        "taken": [(row, value_words(row.inherits), value_words(row)) for row in succession.taken_up(plan)],
        "carried": succession.taken_over_tasks(plan),
        "predecessors": list(queries.plans_for(request.actor).filter(successor=plan)),
    }
    if plan.successor is None and context["may_manage"]:
        context |= _choice(request, plan, on)
    return render(request, "plans/family_succession.html", context)


def _choice(request: Request, plan: Plan, on: date) -> dict[str, object]:
    """The plans that may take over and, once one is chosen, its targets beside those that end."""
    possible = succession.possible_successors(request.actor, plan, on)
    wanted = request.GET.get("ke-hoach", "")
    chosen = next((one for one in possible if one.code == wanted), None)
    if chosen is None:
        return {"possible": possible}
    own = [
        (row, value_words(row)) for row in chosen.targets.exclude(state=RowState.DROPPED).order_by("position")
    ]
    return {
        "possible": possible,
        "chosen": chosen,
        "rows": succession.to_take_up(plan, chosen, on),
        "own": own,
        "tasks": succession.open_tasks(plan),
    }


def _hand_over(request: Request, plan: Plan) -> HttpResponse:
    require_manage(request.actor, plan)
    successor = queries.plan_for(request.actor, request.POST.get("ke-hoach", ""))
    taken = {}
    for name, told in request.POST.items():
        old, new = whole_number(name.removeprefix("tiep-")), whole_number(str(told))
        if name.startswith("tiep-") and old is not None and new is not None:
            taken[new] = old
    tasks = [key for told in request.POST.getlist("nhiem-vu") if (key := whole_number(told)) is not None]
    try:
        actions.hand_over(
            at=timezone.now(), actor=request.actor, plan=plan, successor=successor, taken=taken, tasks=tasks
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Handed over to “%(title)s”.") % {"title": successor.title})
    return redirect("plans:succession", plan.code)


@staff_required
@require_POST
def take_back(request: Request, code: str) -> HttpResponse:
    """The plan has no successor after all."""
    plan = queries.plan_for(request.actor, code)
    require_manage(request.actor, plan)
    try:
        actions.take_back_hand_over(at=timezone.now(), actor=request.actor, plan=plan)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Taken back."))
    return redirect("plans:succession", code)
