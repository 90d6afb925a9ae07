"""The staff file: its list, posts filled and vacant, and staff in numbers."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import parse_date, today
from densach.kernel.errors import InvalidDate
from densach.people import staff_page
from densach.people.access import only_with
from densach.people.actions import persons as actions
from densach.people.forms.persons import suggestions
from densach.people.queries import home_organisation
from densach.people.queries import persons as queries
from densach.people.queries.staff_totals import staff_totals
from densach.people.rules.staffing import LIBRARIES, MANAGE, VIEW
from densach.ui.http import Request
from densach.ui.tables import download

_PAGE = 50


def _today() -> date:
    return today(timezone.now())


@only_with(VIEW)
@require_safe
def staff(request: Request) -> HttpResponse:
    """Who works in the units in reach, narrowed and counted."""
    on = _today()
    units = queries.units_in_reach(request.actor, VIEW, on)
    chosen = staff_page.filter_from(request.GET, units, on)
    found = queries.staff_page(request.actor, on, chosen.wanted, _PAGE + 1)
    following = staff_page.key_of(found[_PAGE - 1]) if len(found) > _PAGE else ""
    tally = queries.staff_tally(request.actor, on, chosen.wanted)
    context = {
        "chosen": chosen,
        "wanted": chosen.wanted,
        "lines": found[:_PAGE],
        "tally": tally,
        "charts": staff_page.drawings(tally) if tally.persons else [],
        "choices": staff_page.choices(),
        "states": staff_page.states().items(),
        "units": suggestions(units),
        "query": chosen.query(),
        "next_url": f"?{chosen.query(after=following)}" if following else "",
        "tabs": staff_page.tabs("people:staff"),
        "may_enter": request.actor.may(MANAGE, None),
    }
    return render(request, "people/persons/list.html", context)


@only_with(VIEW)
@require_safe
def staff_download(request: Request, form: str) -> HttpResponse:
    """The list, as filtered; that it was taken away is journalled."""
    on = _today()
    units = queries.units_in_reach(request.actor, VIEW, on)
    chosen = staff_page.filter_from(request.GET, units, on)
    rows = list(staff_page.list_rows(request.actor, on, chosen.wanted))
    actions.data_taken(
        at=timezone.now(),
        actor=request.actor,
        organisation=home_organisation(request.actor, on),
        number=len(rows),
    )
    return download(f"nhan-su-{on:%Y-%m-%d}", staff_page.list_head(), rows, form)


@only_with(VIEW)
@require_safe
def posts(request: Request) -> HttpResponse:
    """Posts of the units in reach: how many are filled and vacant, and what each asks for."""
    on = _today()
    units = queries.units_in_reach(request.actor, VIEW, on)
    chosen = staff_page.filter_from(request.GET, units, on)
    lines = queries.posts_held(request.actor, on, chosen.wanted.units)
    vacant_only = request.GET.get("trong") == "1"
    context = {
        "chosen": chosen,
        "lines": [line for line in lines if line.vacant or not vacant_only],
        "number": sum(line.post.number for line in lines),
        "filled": sum(line.filled for line in lines),
        "vacant": sum(line.vacant for line in lines),
        "vacant_only": vacant_only,
        "units": suggestions(units),
        "tabs": staff_page.tabs("people:staff_posts"),
    }
    return render(request, "people/persons/posts.html", context)


@only_with(VIEW)
@require_safe
def posts_download(request: Request, form: str) -> HttpResponse:
    on = _today()
    units = queries.units_in_reach(request.actor, VIEW, on)
    chosen = staff_page.filter_from(request.GET, units, on)
    head = [_("Unit"), _("Post"), _("Number"), _("Filled"), _("Vacant"), _("What it asks for")]
    rows = (
        [line.place, line.post.title, line.post.number, line.filled, line.vacant, line.post.requirement]
        for line in queries.posts_held(request.actor, on, chosen.wanted.units)
    )
    return download(f"vi-tri-viec-lam-{on:%Y-%m-%d}", head, rows, form)


def _day(request: Request) -> date:
    try:
        return min(parse_date(request.GET.get("ngay", "")), _today())
    except InvalidDate:
        return _today()


@only_with(VIEW)
@require_safe
def totals(request: Request) -> HttpResponse:
    """Staff in numbers on a day, in the columns of form 004-TV: of libraries, or of all units."""
    on, every = _day(request), request.GET.get("don-vi") == "tat-ca"
    lines = staff_totals(request.actor, on, () if every else LIBRARIES)
    context = {
        "on": on,
        "every": every,
        "head": staff_page.totals_head(),
        "lines": [(line, staff_page.level_name(line.level), staff_page.totals_cells(line)) for line in lines],
        "query": request.GET.urlencode(),
        "tabs": staff_page.tabs("people:staff_totals"),
    }
    return render(request, "people/persons/totals.html", context)


@only_with(VIEW)
@require_safe
def totals_download(request: Request, form: str) -> HttpResponse:
    on, every = _day(request), request.GET.get("don-vi") == "tat-ca"
    lines = staff_totals(request.actor, on, () if every else LIBRARIES)
    head = [_("Level"), _("Unit"), *staff_page.totals_head()]
    rows = ([staff_page.level_name(line.level), line.unit, *staff_page.totals_cells(line)] for line in lines)
    return download(f"004-TV-nhan-su-{on:%Y-%m-%d}", head, rows, form)
