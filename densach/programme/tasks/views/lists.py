"""The board of a unit, the tree of a plan, its year, what is late; each to be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.access import staff_required
from densach.people.queries import home_organisation
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan, PlanState
from densach.programme.tasks import actions, gantt, page, queries
from densach.programme.tasks.access import may_open
from densach.programme.tasks.forms.lists import LEADER, TEXT, UNIT, WorkFilter
from densach.programme.tasks.queries import Line, Wanted
from densach.ui.http import Request
from densach.ui.tables import download as as_table
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


def _kept(request: HttpRequest) -> str:
    """The filters of the address without the page."""
    query = request.GET.copy()
    query.pop("sau", None)
    return query.urlencode()


@staff_required
@require_safe
def board(request: Request) -> HttpResponse:
    """What the actor leads, and what is ours, by stage; another unit of the actor's by choice."""
    on = _today()
    units = queries.units_of(request.actor, on)
    chosen = _chosen(request, units, on)
    found = queries.board_of(chosen.id, on) if chosen else None
    context = {
        "on": on,
        "units": units,
        "unit": chosen,
        "board": found,
        "led": queries.led_by(request.actor, on),
        "columns": [
            (stage, [(card, page.steps_for(card.part, card.part.work, request.actor)) for card in cards])
            for stage, cards in (found.columns if found else ())
        ],
        "plans": plans.plans_for(request.actor).filter(state=PlanState.RUNNING)[:6],
        "tabs": page.tabs_of("board"),
        "query": _kept(request),
    }
    return render(request, "tasks/board.html", context)


def _chosen(request: Request, units: Sequence[Named], on: date) -> Named | None:
    """The unit that the address asks for, else where the person works, else the first."""
    asked = request.GET.get(UNIT, "")
    home = home_organisation(request.actor, on)
    wanted = [one for one in units if one.code == asked] or [
        one for one in units if home is not None and one.id == home.pk
    ]
    return next(iter([*wanted, *units]), None)


@staff_required
@require_safe
def board_download(request: Request, form: str) -> HttpResponse:
    """The unit's parts, leads and helps as one list."""
    on = _today()
    chosen = _chosen(request, queries.units_of(request.actor, on), on)
    if chosen is None:
        raise NotFound
    found = queries.board_of(chosen.id, on)
    cards = [card for _stage, cards in found.columns for card in cards] + [*found.leads, *found.helps]
    head = [_("Plan"), _("Task"), _("Role"), _("State"), _("Term"), _("Days late"), _("Last said")]
    rows = (
        [
            card.part.work.plan.title,
            card.part.work.title,
            card.part.get_role_display(),
            page.stage_word(card.part.stage if card.part.reports else card.part.work.stage),
            card.part.work.due_on,
            card.late or "",
            card.part.said_at,
        ]
        for card in cards
    )
    return as_table(f"viec-cua-{chosen.code}", head, rows, form)


def _tree(request: Request, code: str, on: date) -> tuple[list[Line], Plan, dict[str, object]]:
    plan = queries.plan_with_works(request.actor, code, on)
    chosen = WorkFilter(
        request.GET,
        units=queries.unit_choices([plan.pk], on),
        groups=queries.groups_of(plan),
        leaders=queries.leaders_of([plan.pk]),
    )
    wanted = chosen.wanted()
    lines = queries.lines_of(plan, wanted, on)
    told = {
        "plan": plan,
        "on": on,
        "filter": chosen,
        "is_filtered": not wanted.is_all,
        "query": _kept(request),
    }
    return lines, plan, told


@staff_required
@require_safe
def tree(request: Request, code: str) -> HttpResponse:
    """The works of a plan with their pieces, units, days and stages."""
    on = _today()
    lines, plan, told = _tree(request, code, on)
    shown, following = queries.page_of(lines, request.GET.get("sau", ""))
    may = may_open(request.actor, plan)
    context = {
        **told,
        "lines": shown,
        "number": len(lines),
        "summary": queries.of_plan(plan, on),
        "may_open": may and plan.state == PlanState.RUNNING,
        "unopened": queries.unopened(plan, on) if may else 0,
        "next_url": f"?{told['query']}&sau={following}" if following else "",
        "tabs": page.tabs_of("tree", plan),
    }
    return render(request, "tasks/tree.html", context)


@staff_required
@require_POST
def open_works(request: Request, code: str) -> HttpResponse:
    """Open what is not open yet, and the year's round of what returns."""
    plan = queries.plan_with_works(request.actor, code, _today())
    try:
        opened = actions.open_works(at=timezone.now(), actor=request.actor, plan=plan)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("tasks:tree", code)
    said = ngettext("%(number)d task opened.", "%(number)d tasks opened.", opened.new) % {
        "number": opened.new
    }
    if opened.rounds:
        again = ngettext(
            "%(number)d that returns began its year.",
            "%(number)d that return began their year.",
            opened.rounds,
        )
        said += " " + again % {"number": opened.rounds}
    messages.success(request, said)
    return redirect("tasks:tree", code)


@staff_required
@require_safe
def tree_download(request: Request, code: str, form: str) -> HttpResponse:
    lines, _plan, _told = _tree(request, code, _today())
    return as_table(f"nhiem-vu-{code}", [str(one) for one in page.HEAD], map(page.cells, lines), form)


def _year(request: Request, on: date) -> int:
    asked = whole_number(request.GET.get("nam", ""))
    return asked if asked is not None and 1990 <= asked <= 2200 else on.year


@staff_required
@require_safe
def year(request: Request, code: str) -> HttpResponse:
    """A year of the plan: months across, works down, with the table behind; fifty at a time."""
    on = _today()
    lines, plan, told = _tree(request, code, on)
    shown, following = queries.page_of(lines, request.GET.get("sau", ""))
    chosen = _year(request, on)
    title = _("%(year)d: tasks of “%(plan)s”") % {"year": chosen, "plan": plan.title}
    query = request.GET.copy()
    for name in ("sau", "nam"):
        query.pop(name, None)
    context = {
        **told,
        "year": chosen,
        "years": [chosen - 1, chosen, chosen + 1],
        "query": query.urlencode(),
        "chart": gantt.drawing(title, shown, chosen, on) if shown else None,
        "legend": gantt.legend(),
        "today_at": gantt.today_at(chosen, on),
        "next_url": f"?nam={chosen}&{query.urlencode()}&sau={following}" if following else "",
        "tabs": page.tabs_of("year", plan),
    }
    return render(request, "tasks/year.html", context)


@staff_required
@require_safe
def year_download(request: Request, code: str, form: str) -> HttpResponse:
    """The table behind the drawing, all of it."""
    on = _today()
    lines, _plan, _told = _tree(request, code, on)
    chosen = _year(request, on)
    chart = gantt.drawing("", lines, chosen, on)
    return as_table(f"lich-nam-{chosen}-{code}", chart.header, chart.rows, form)


def _late(request: Request, on: date) -> tuple[list[Line], WorkFilter]:
    visible = list(
        plans.plans_for(request.actor).filter(state=PlanState.RUNNING).values_list("pk", flat=True)
    )
    chosen = WorkFilter(
        request.GET,
        units=queries.unit_choices(visible, on),
        leaders=queries.leaders_of(visible),
        with_stage=False,
    )
    wanted = chosen.wanted()
    if request.GET.get("han") == "soon":
        wanted = Wanted(**{**wanted.__dict__, "late": "soon"})
    return queries.late_lines(request.actor, wanted, on), chosen


def _addressee(chosen: WorkFilter, on: date) -> Named | None:
    """The unit by which the list is narrowed: a letter may go to it alone."""
    key = chosen.wanted().unit
    return organisations.named(key, on) if key is not None else None


@staff_required
@require_safe
def late(request: Request) -> HttpResponse:
    """What is past its last day: how long, whose, and when a letter last reminded of it; or what is due soon."""
    on = _today()
    lines, chosen = _late(request, on)
    shown, following = queries.page_of(lines, request.GET.get("sau", ""))
    reminded = queries.reminded([line.work.pk for line in shown])
    running = plans.plans_for(request.actor).filter(state=PlanState.RUNNING).select_related("organisation")
    managed = [plan for plan in running if may_open(request.actor, plan)]
    context = {
        "on": on,
        "soon": request.GET.get("han") == "soon",
        "filter": chosen,
        "is_filtered": any(request.GET.get(name) for name in (TEXT, UNIT, LEADER)),
        "lines": [(line, reminded.get(line.work.pk)) for line in shown],
        "number": len(lines),
        "plans": [plan for plan in managed if any(line.work.plan_id == plan.pk for line in lines)],
        "unit": _addressee(chosen, on),
        "query": _kept(request),
        "next_url": f"?{_kept(request)}&sau={following}" if following else "",
        "tabs": page.tabs_of("late"),
    }
    return render(request, "tasks/late.html", context)


@staff_required
@require_safe
def late_download(request: Request, form: str) -> HttpResponse:
    lines, _chosen_filter = _late(request, _today())
    return as_table("nhiem-vu-cham", [str(one) for one in page.HEAD], map(page.cells, lines), form)


@staff_required
@require_safe
def to_confirm(request: Request) -> HttpResponse:
    """Parts told as done in what the person handed out: confirm or return each; fifty at a time."""
    on = _today()
    after = whole_number(request.GET.get("sau", ""))
    found = queries.to_confirm(request.actor, on, after, queries.PAGE + 1)
    parts = found[: queries.PAGE]
    names = organisations.names_of({one.organisation_id for one in parts if one.organisation_id}, on)
    context = {
        "rows": [(part, names.get(part.organisation_id or 0, part.name)) for part in parts],
        "next_url": f"?sau={parts[-1].pk}" if len(found) > queries.PAGE else "",
        "tabs": page.tabs_of("confirm"),
    }
    return render(request, "tasks/confirm.html", context)


@staff_required
@require_safe
def to_confirm_download(request: Request, form: str) -> HttpResponse:
    parts = queries.to_confirm(request.actor, _today())
    head = [_("Plan"), _("Task"), _("Unit"), _("Told"), _("By"), _("In words")]
    rows = (
        [
            one.work.plan.title,
            one.work.title,
            one.name,
            one.said_at,
            one.said_by_name,
            getattr(one, "last_words", ""),
        ]
        for one in parts
    )
    return as_table("cho-xac-nhan", head, rows, form)
