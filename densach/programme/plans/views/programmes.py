"""Programmes: what serves them, and which rows of a plan serve which others besides."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.people.access import staff_required
from densach.programme.plans import actions, papers_page, queries
from densach.programme.plans.access import may_review, require_review
from densach.programme.plans.models import Plan, PlanState, RowState
from densach.programme.plans.queries import documents, serving
from densach.programme.plans.rules.refusals import UnknownRowKind
from densach.ui.http import Request

FORMS = ("xlsx", "csv")
MARKED_KINDS = ("target", "task")
PAGE = 50


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def programmes(request: Request) -> HttpResponse:
    """Every programme with how many plans, targets and tasks serve it; `?xuat=` takes the list away."""
    plans, rows = serving.plans_by_programme(request.actor), serving.rows_by_programme()
    lines = [(one, plans.get(one.pk, 0), *rows[one.pk]) for one in documents.programmes()]
    if (form := request.GET.get("xuat", "")) in FORMS:
        return papers_page.programmes_file(lines, form)
    return render(request, "plans/programmes.html", {"lines": lines})


@staff_required
@require_safe
def programme(request: Request, code: str) -> HttpResponse:
    """What serves the programme, plan by plan, with figures and status; `?xuat=` takes it away."""
    on = _today()
    found = serving.programme_of(code)
    plans = serving.serving_plans(request.actor, found, on)
    if (form := request.GET.get("xuat", "")) in FORMS:
        return papers_page.programme_file(code, plans, form)
    every = [row for one in plans for row in one.targets]
    status = request.GET.get("tinh-trang", "")
    context = {
        "programme": found,
        "plans": [(one, [row for row in one.targets if not status or row.status == status]) for one in plans],
        "tally": queries.tally(every),
        "total": len(every),
        "status": status,
        "on": on,
    }
    return render(request, "plans/programme.html", context)


@staff_required
def marks(request: Request, code: str) -> HttpResponse:
    """Which targets and tasks of the plan serve which other programmes: a tick each, only changes are sent on."""
    plan = queries.plan_for(request.actor, code)
    kind = request.GET.get("loai", "target")
    if kind not in MARKED_KINDS:
        raise UnknownRowKind(kind=kind)
    if request.method == "POST":
        require_review(request.actor, plan)
        return _mark(request, plan, kind)
    page = max(whole_number(request.GET.get("trang", "")) or 1, 1)
    rows = queries.rows_of(plan, kind).filter(state=RowState.ACCEPTED)
    shown = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    marked = serving.marks_of(plan, kind)
    own = set(plan.programmes.values_list("pk", flat=True))
    every = documents.programmes()
    others = [one for one in every if one.pk not in own]
    here = f"?loai={kind}"
    context = {
        "plan": plan,
        "kind": kind,
        "every": [(one, one.pk in own) for one in every],
        "others": others,
        "lines": [(row, [(one, (row.pk, one.code) in marked) for one in others]) for row in shown[:PAGE]],
        "earlier": f"{here}&trang={page - 1}" if page > 1 else "",
        "later": f"{here}&trang={page + 1}" if len(shown) > PAGE else "",
        "may_review": may_review(request.actor, plan) and plan.state != PlanState.CLOSED,
    }
    return render(request, "plans/marks.html", context)


def _mark(request: Request, plan: Plan, kind: str) -> HttpResponse:
    at, here = timezone.now(), f"{reverse('plans:marks', args=[plan.code])}?loai={kind}"
    if "ca-ke-hoach" in request.POST:
        actions.mark_plan(at=at, actor=request.actor, plan=plan, codes=request.POST.getlist("chuong-trinh"))
        messages.success(request, _("Saved."))
        return redirect(here)
    ticked, seen = _pairs(request.POST.getlist("dau")), _pairs(request.POST.getlist("da-thay"))
    count = actions.mark_rows(
        at=at, actor=request.actor, plan=plan, kind=kind, ticked=ticked - seen, cleared=seen - ticked
    )
    messages.success(
        request, ngettext("%(count)s mark changed.", "%(count)s marks changed.", count) % {"count": count}
    )
    return redirect(here)


def _pairs(told: list[str]) -> set[tuple[int, str]]:
    """ "12:van-hoa-doc" is row 12 and that programme; anything else is left out."""
    parts = [one.partition(":") for one in told]
    return {(int(key), code) for key, _colon, code in parts if key.isdecimal() and code}
