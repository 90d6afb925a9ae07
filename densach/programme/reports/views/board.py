"""The officer's table of who reports what, when; asking for reports; who owes and by which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import require, staff_required
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan, PlanState
from densach.programme.reports import access, actions, queries
from densach.programme.reports.forms import AddUnitForm, AskForm, DaysForm
from densach.programme.reports.models import Obligation
from densach.programme.reports.page import (
    STATE_WORDS,
    TIMELINESS_WORDS,
    export_rows,
    owed_row,
    period_words,
    rounds,
    tabs,
)
from densach.programme.reports.queries.doors import PAGE, Filters
from densach.programme.reports.rules.refusals import PlanNotRunning
from densach.ui import tables
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


def _filters(request: Request) -> Filters:
    return Filters(
        *(request.GET.get(name, "").strip() for name in ("ke-hoach", "ky", "trang-thai", "han", "q"))
    )


@staff_required
@require_safe
def board(request: Request) -> HttpResponse:
    """Every obligation that the person may see, narrowed by filters in the address."""
    on, filters = _today(), _filters(request)
    everything = queries.obligations_for(request.actor, on)
    found = everything if filters == Filters() else queries.obligations_for(request.actor, on, filters)
    units = [one for one in found if not one.obligation.consolidates]
    start = whole_number(request.GET.get("tu", "")) or 0
    context = {
        "rows": [owed_row(one, request.actor) for one in units[start : start + PAGE]],
        "total": len(units),
        "rounds": rounds(everything, request.actor),
        "filters": filters,
        "states": STATE_WORDS.items(),
        "timeliness": TIMELINESS_WORDS.items(),
        "plans": {one.obligation.plan.code: one.obligation.plan.title for one in everything}.items(),
        "periods": {one.obligation.period: period_words(one.obligation) for one in everything}.items(),
        "next_url": _page_url(request, start + PAGE) if start + PAGE < len(units) else "",
        "previous_url": _page_url(request, max(0, start - PAGE)) if start else "",
        "query": request.GET.urlencode(),
        "tabs": tabs(request.actor, "board"),
    }
    return render(request, "reports/board.html", context)


def _page_url(request: Request, start: int) -> str:
    query = request.GET.copy()
    query["tu"] = str(start)
    return f"?{query.urlencode()}"


@staff_required
@require_safe
def export(request: Request, form: str) -> HttpResponse:
    """The same rows as a workbook or as CSV."""
    found = queries.obligations_for(request.actor, _today(), _filters(request))
    head, rows = export_rows([one for one in found if not one.obligation.consolidates])
    return tables.download(_("who-reports"), head, rows, "csv" if form == "csv" else "xlsx")


@staff_required
def ask(request: Request) -> HttpResponse:
    """Ask for the reports of a period: the plan's duties say whom and by when, or once by hand."""
    require(request.actor, "report.decide", None)
    on = _today()
    running = [
        plan
        for plan in plans.plans_for(request.actor).filter(state=PlanState.RUNNING)
        if access.may_arrange(request.actor, plan)
    ]
    code = request.POST.get("plan") or request.GET.get("plan", "")
    plan = _plan_asked(request, running, code)
    context: dict[str, Any] = {"plans": running, "plan": plan, "tabs": tabs(request.actor, "ask")}
    if plan is None:
        return render(request, "reports/ask.html", context)
    form = AskForm(request.POST or None, offers=queries.offers_of(plan, on))
    if request.method == "POST" and form.is_valid():
        try:
            made = _ask(request, plan, form)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _after_asking(request, plan, made)
    context |= {"form": form, "duties": queries.duties_of(plan)}
    return render(request, "reports/ask.html", context)


def _ask(request: Request, plan: Plan, form: AskForm) -> list[Obligation]:
    period, due = form.asked()
    at = timezone.now()
    if due is None:
        return actions.make_obligations(at=at, actor=request.actor, plan=plan, period=period)
    return actions.ask_once(at=at, actor=request.actor, plan=plan, period=period, due=due)


def _plan_asked(request: Request, running: list[Plan], code: str) -> Plan | None:
    """The plan that the code names, else the first. Raises UnknownPlan, PlanNotRunning, NotAllowed."""
    if not code and request.method != "POST":
        return running[0] if running else None
    found = next((one for one in running if one.code == code), None)
    if found is not None or not (code or running):
        return found
    named = plans.plan_for(request.actor, code)
    access.require_arrange(request.actor, named)
    raise PlanNotRunning(plan=named.title)


def _after_asking(request: Request, plan: Plan, made: list[Obligation]) -> HttpResponse:
    """To the round; where the plan's words meant nobody, to the page that adds a unit, with the words."""
    gathering = made[-1]
    untied = queries.untied_words(plan, queries.duties_of(plan), gathering.cutoff)
    told = "; ".join(f"“{word}”" for word in untied)
    if len(made) == 1:
        messages.warning(request, _nobody_words(told))
        return redirect("reports:add_unit", gathering.pk)
    messages.success(request, _asked_words(made))
    if told:
        messages.warning(
            request, _("No unit is called by these words of the plan: %(words)s.") % {"words": told}
        )
    return redirect(f"{reverse('reports:board')}?ke-hoach={plan.code}&ky={gathering.period}")


def _nobody_words(told: str) -> str:
    if told:
        words = _("No unit has been asked: none is called by the plan's words %(words)s. Add the units here.")
        return words % {"words": told}
    return _("No unit has been asked: the plan's words meant none in its territory. Add the units here.")


def _asked_words(made: list[Obligation]) -> str:
    count = sum(not one.consolidates for one in made)
    return ngettext("%(count)s unit reports.", "%(count)s units report.", count) % {"count": count}


@staff_required
def add_unit(request: Request, pk: int) -> HttpResponse:
    """One more unit for a gathering report, found by its name."""
    gathering = queries.obligation_for(request.actor, pk)
    access.require_arrange(request.actor, gathering.plan)
    text = request.GET.get("q", "").strip()
    taken = {one.organisation_id for one in queries.children_of(gathering)} | {gathering.organisation_id}
    found = queries.units_to_add(gathering.plan, taken, text, gathering.cutoff)
    form = AddUnitForm(request.POST or None, units=[(one.code, one.name) for one in found])
    if request.method == "POST" and form.is_valid():
        unit = organisations.by_code(form.cleaned_data["unit"])
        try:
            actions.add_unit(at=timezone.now(), actor=request.actor, gathering=gathering, organisation=unit)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The unit reports too."))
            return redirect(_board_url(gathering))
    context = {
        "gathering": gathering,
        "form": form,
        "found": found,
        "q": text,
        "period": period_words(gathering),
    }
    return render(request, "reports/add_unit.html", context)


@staff_required
@require_POST
def remove_unit(request: Request, pk: int) -> HttpResponse:
    obligation = queries.obligation_for(request.actor, pk)
    try:
        actions.remove_unit(at=timezone.now(), actor=request.actor, obligation=obligation)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The unit no longer owes this report."))
    return redirect(_board_url(obligation))


@staff_required
def set_days(request: Request, pk: int) -> HttpResponse:
    """Another due day or cut-off for all who have not begun."""
    gathering = queries.obligation_for(request.actor, pk)
    access.require_arrange(request.actor, gathering.plan)
    form = DaysForm(request.POST or None, initial={"due": gathering.due, "cutoff": gathering.cutoff})
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.set_days(
                at=timezone.now(), actor=request.actor, gathering=gathering, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            told = ngettext("Changed for %(count)s report.", "Changed for %(count)s reports.", changed)
            messages.success(request, told % {"count": changed})
            return redirect(_board_url(gathering))
    context = {"gathering": gathering, "form": form, "period": period_words(gathering)}
    return render(request, "reports/days.html", context)


def _board_url(obligation: Obligation) -> str:
    return f"{reverse('reports:board')}?ke-hoach={obligation.plan.code}&ky={obligation.period}"
