"""The rounds in which estimates are collected: list, one round with its sums, whom it asks."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import require, staff_required
from densach.programme.budget import access, actions, page, queries
from densach.programme.budget.forms.rounds import DueForm, RoundForm, UnitForm
from densach.programme.budget.queries import UnitsWanted
from densach.programme.budget.rules.lifecycle import REVIEW
from densach.ui import tables
from densach.ui.http import Request
from densach.ui.wording import sentence

PAGE = 50


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def home(request: Request) -> HttpResponse:
    """Every round that the person knows of, with what was asked, allotted and spent."""
    require(request.actor, access.VIEW, None)
    on = _today()
    cards = page.round_cards(request.actor, on)
    context = {
        "cards": cards,
        "chart": page.years_chart(cards),
        "mine": page.own_estimates(request.actor, on),
        "tabs": page.tabs("rounds"),
        "may_open": bool(queries.plans_to_ask(request.actor)),
    }
    return render(request, "budget/home.html", context)


@staff_required
def new(request: Request) -> HttpResponse:
    """Ask units of a plan for their estimates."""
    require(request.actor, REVIEW, None)
    on = _today()
    plans = queries.plans_to_ask(request.actor)
    code = request.POST.get("ke-hoach") or request.GET.get("ke-hoach", "")
    plan = next((one for one in plans if one.code == code), plans[0] if plans else None)
    if plan is None:
        return render(request, "budget/new_round.html", {"plans": plans})
    form = RoundForm(
        request.POST or None,
        groups=queries.groups_to_ask(plan, on),
        initial={"year": min(on.year + 1, plan.year_to)},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.open_round(
                at=timezone.now(),
                actor=request.actor,
                plan=plan,
                year=told["year"],
                due=told["due"],
                note=told["note"],
                organisation_ids=form.units(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            count = made.estimates.count()
            words = ngettext("%(count)s unit is asked.", "%(count)s units are asked.", count)
            messages.success(request, words % {"count": count})
            return redirect("budget:round", made.pk)
    context = {"form": form, "plan": plan, "plans": plans}
    return render(request, "budget/new_round.html", context, status=422 if form.errors else 200)


@staff_required
@require_safe
def one(request: Request, pk: int) -> HttpResponse:
    """A round: its sums, seen by unit, task, source or kind of spending."""
    on = _today()
    round_ = queries.round_for(request.actor, pk, on)
    wanted = UnitsWanted(request.GET.get("q", "").strip(), request.GET.get("trang-thai", ""))
    start = whole_number(request.GET.get("tu", "")) or 0
    units = queries.estimates_of(request.actor, round_, on, wanted)
    context = {
        **page.round_head(request.actor, round_, on, request.GET.get("xem", "")),
        "wanted": wanted,
        "units": units[start : start + PAGE],
        "total": len(units),
        "states": page.state_choices(),
        "query": request.GET.urlencode(),
        "previous_url": _page_url(request, max(0, start - PAGE)) if start else "",
        "next_url": _page_url(request, start + PAGE) if start + PAGE < len(units) else "",
        "may_arrange": access.may_arrange(request.actor, round_),
        "due_form": DueForm(initial={"due": round_.due}),
        "on": on,
    }
    return render(request, "budget/round.html", context)


def _page_url(request: Request, start: int) -> str:
    query = request.GET.copy()
    query["tu"] = str(start)
    return f"?{query.urlencode()}"


@staff_required
@require_safe
def download(request: Request, pk: int, form: str) -> HttpResponse:
    """The round as it is seen, as a workbook or as CSV."""
    on = _today()
    round_ = queries.round_for(request.actor, pk, on)
    wanted = UnitsWanted(request.GET.get("q", "").strip(), request.GET.get("trang-thai", ""))
    head, rows = page.round_table(request.actor, round_, on, request.GET.get("xem", ""), wanted)
    return tables.download(f"du-toan-{round_.year}", head, rows, form)


@staff_required
@require_POST
def due(request: Request, pk: int) -> HttpResponse:
    round_ = queries.round_for(request.actor, pk, _today())
    form = DueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This day cannot be read."))
        return redirect("budget:round", pk)
    try:
        actions.set_due(at=timezone.now(), actor=request.actor, round_=round_, due=form.cleaned_data["due"])
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The day is changed for everybody who has not sent theirs."))
    return redirect("budget:round", pk)


@staff_required
def add_unit(request: Request, pk: int) -> HttpResponse:
    """One more unit, found by its name."""
    on = _today()
    round_ = queries.round_for(request.actor, pk, on)
    access.require_arrange(request.actor, round_)
    text = request.GET.get("q", "").strip()
    found = queries.units_to_add(round_, text, on)
    form = UnitForm(request.POST or None, units=[(one.code, one.name) for one in found])
    if request.method == "POST" and form.is_valid():
        unit = organisations.by_code(form.cleaned_data["unit"])
        try:
            actions.add_unit(at=timezone.now(), actor=request.actor, round_=round_, organisation=unit)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The unit is asked too."))
            return redirect("budget:round", pk)
    context = {"round": round_, "form": form, "found": found, "q": text}
    return render(request, "budget/add_unit.html", context)


@staff_required
@require_POST
def remove_unit(request: Request, pk: int) -> HttpResponse:
    estimate = queries.estimate_for(request.actor, pk)
    try:
        actions.remove_unit(at=timezone.now(), actor=request.actor, estimate=estimate)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The unit is asked no more."))
    return redirect("budget:round", estimate.round_id)
