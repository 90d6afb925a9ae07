"""The acts of the register: their list, one of them, and taking one back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import parse_date
from densach.kernel.errors import InvalidDate, Refusal
from densach.organisations import actions, queries
from densach.organisations.access import readers_only
from densach.organisations.acts_page import act_sides, line_of
from densach.organisations.forms import UndoForm
from densach.organisations.models import ActKind, ActState, RegisterAct
from densach.organisations.queries import ActsWanted
from densach.organisations.queries.dependences import what_depends
from densach.organisations.queries.planning import day_before
from densach.organisations.rules import UnknownArea
from densach.organisations.views.places import this_day
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

_MOST_TAKEN_AWAY = 20_000
_EVERY_STATE = "tat-ca"


def _day(text: str) -> date | None:
    try:
        return parse_date(text) if text.strip() else None
    except InvalidDate:
        return None


def _wanted(request: Request) -> ActsWanted:
    """The filter as the address says it; what cannot be understood asks for nothing."""
    told = request.GET
    kind, state, place = told.get("loai", ""), told.get("tinh-trang", ""), told.get("noi", "")
    area = None
    if place:
        try:
            area = queries.area_by_code(place)
        except UnknownArea:
            area = None
    return ActsWanted(
        first_day=_day(told.get("tu", "")),
        last_day=_day(told.get("den", "")),
        kind=kind if kind in ActKind.values else "",
        area=area,
        # An undone file leaves thousands of undone acts: they are shown where somebody asks for them.
        state="" if state == _EVERY_STATE else state if state in ActState.values else ActState.DONE,
    )


def _query(request: Request, **other: str) -> str:
    query = request.GET.copy()
    query.pop("sau", None)
    for name, value in other.items():
        query[name] = value
    return query.urlencode()


@readers_only
@require_safe
def acts(request: Request) -> HttpResponse:
    """What was founded, renamed, moved, merged, divided and ended, the latest day first."""
    wanted = _wanted(request)
    found, following = queries.acts(wanted, after=request.GET.get("sau", ""))
    context = {
        "wanted": wanted,
        "lines": [line_of(act) for act in found],
        "kinds": ActKind.choices,
        "states": ActState.choices,
        "places": queries.provinces(this_day()),
        "query": _query(request),
        "is_narrowed": any(request.GET.values()),
        "next_url": f"?{_query(request, sau=following)}" if following else "",
    }
    return render(request, "organisations/acts.html", context)


@readers_only
@require_safe
def acts_download(request: Request, form: str) -> HttpResponse:
    """The list, as filtered, as a workbook or as CSV."""
    found, _following = queries.acts(_wanted(request), limit=_MOST_TAKEN_AWAY)
    head = [_("In force from"), _("Act"), _("What"), _("Legal basis"), _("Written down by"), _("State")]
    head += [_("Undone by"), _("Why it was undone")]
    rows = []
    for act in found:
        line = line_of(act)
        state = str(ActState(act.state).label)
        told: list[Any] = [act.on, line.kind, line.words, act.legal_basis, act.done_by_name, state]
        rows.append([*told, act.undone_by_name, act.undone_why])
    return download("bien-dong-co-so", head, rows, form)


@readers_only
@require_safe
def act(request: Request, pk: int) -> HttpResponse:
    """One act: what it did to whom, its paper, and whether it can be undone."""
    return _page(request, queries.act_by_id(pk), UndoForm())


@readers_only
def undo(request: Request, pk: int) -> HttpResponse:
    """Taking the act back, with a word on why."""
    one = queries.act_by_id(pk)
    actions.require_undoing_allowed(request.actor, one)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.undo(at=timezone.now(), actor=request.actor, act=one, why=form.cleaned_data["why"])
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Undone. The register is as it was before the act."))
            return redirect("organisations:act", pk=pk)
    return _page(request, one, form)


def _page(request: Request, one: RegisterAct, form: UndoForm) -> HttpResponse:
    may_undo = one.state == ActState.DONE and actions.may_undo(request.actor, one)
    before, after = act_sides(one)
    context = {
        "act": one,
        "line": line_of(one),
        "before": before,
        "after": after,
        "last_day": day_before(one.on),
        "may_undo": may_undo,
        "depends": what_depends(one) if may_undo else [],
        "form": form,
    }
    return render(request, "organisations/act.html", context, status=422 if form.errors else 200)
