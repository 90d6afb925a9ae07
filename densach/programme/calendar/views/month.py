"""The calendar: a month, a week or a year, of one unit or of all that the person looks after."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require, staff_required
from densach.programme.calendar import page, queries
from densach.programme.calendar.access import VIEW, place_of
from densach.programme.calendar.models import FeedLink
from densach.programme.calendar.page import Wanted
from densach.programme.calendar.rules import Item
from densach.ui import tables
from densach.ui.http import Request


def _today() -> date:
    return today(timezone.now())


def _unit(request: Request, wanted: Wanted) -> Organisation | None:
    """The unit asked for. Raises NotFound for a stranger's."""
    if not wanted.unit:
        return None
    unit = organisations.by_code(wanted.unit)
    if not request.actor.may(VIEW, unit):
        raise NotFound
    return unit


def _items(request: Request, wanted: Wanted, on: date) -> list[Item]:
    period = page.shown_period(wanted)
    unit = _unit(request, wanted)
    return queries.gathered(request.actor, period, on, unit=unit, kinds=wanted.kinds)


@staff_required
@require_safe
def calendar(request: Request) -> HttpResponse:
    """Days of the programme, deadlines and visits."""
    require(request.actor, VIEW, None)
    on = _today()
    wanted = page.wanted_from(request.GET, on)
    items = _items(request, wanted, on)
    before, after = page.steps(wanted)
    context = {
        "wanted": wanted,
        "title": page.title(wanted),
        "squares": page.month_of(items, wanted, on) if wanted.view == "thang" else [],
        "days": page.days_of(items, wanted.period, on),
        "months": page.months_of(items, wanted.anchor.year, on) if wanted.view == "nam" else [],
        "before_url": before,
        "after_url": after,
        "today_url": f"?{wanted.query(ngay=on.isoformat())}",
        "tabs": page.tabs(wanted),
        "units": queries.units_to_choose(request.actor, on),
        "kinds": page.kind_words(),
        "query": request.GET.urlencode(),
        "links": _links(request, on),
        "link_units": queries.units_to_choose(request.actor, on),
        "may_manage": place_of(request.actor, on) is not None,
        "on": on,
    }
    return render(request, "calendar/calendar.html", context)


def _links(request: Request, on: date) -> list[tuple[FeedLink, str]]:
    """The person's links that still open, each with its unit's name."""
    found = queries.links_of(request.actor.id or 0)
    names = organisations.names_of([one.organisation_id for one in found], on)
    return [(one, names.get(one.organisation_id, one.organisation.code)) for one in found]


@staff_required
@require_safe
def download(request: Request, form: str) -> HttpResponse:
    """The same days as a workbook or as CSV."""
    require(request.actor, VIEW, None)
    on = _today()
    wanted = page.wanted_from(request.GET, on)
    head, rows = page.table(_items(request, wanted, on))
    return tables.download(page.file_name(wanted), head, rows, form)
