"""The staff's roof: what waits for me, who has not counted, and the journal."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.collation import sort_key
from densach.kernel.dates import today
from densach.kernel.errors import InvalidPeriod
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.people.access import require, staff_required
from densach.people.queries import home_organisation
from densach.ui.figures import language
from densach.ui.http import Request
from densach.ui.tables import download
from densach.workspace import sections, standing, waiting
from densach.workspace.diary import day_of, diary_for, rooms, wanted_from


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for me, how the plans stand, which days come next."""
    on = _today()
    own = home_organisation(request.actor, on)
    context = {
        "on": on,
        "unit": own,
        "place": organisations.named(own, on).name if own else "",
        "sections": sections.of(waiting.of(request.actor, on)),
        "plans": standing.running(request.actor, on),
        "coming": standing.coming(request.actor, on),
        "ahead": standing.AHEAD,
        "may_count": own is not None and request.actor.may("count.enter", own),
        "may_load": request.actor.may("plan.manage", None),
    }
    return render(request, "workspace/home.html", context)


def _month(request: Request, on: date) -> Period:
    """The month that the address asks for, else the last one that is over."""
    try:
        asked = Period.parse(request.GET.get("thang", ""))
    except InvalidPeriod:
        return waiting.last_month(on)
    return Period.month(asked.start.year, asked.start.month)


@staff_required
@require_safe
def silent(request: Request) -> HttpResponse:
    """Units that have counted nothing in a month."""
    require(request.actor, "count.enter", None)
    on = _today()
    month = _month(request, on)
    found = waiting.without_counts(request.actor, on, month)
    months = [Period.month(on.year, on.month)]
    for _step in range(12):
        months.append(months[-1].previous())
    context = {
        "month": month,
        "months": [(one.code, one.label(language())) for one in months],
        "units": _with_places(found, on),
        "on": on,
    }
    return render(request, "workspace/silent.html", context)


def _with_places(found: list[Named], on: date) -> list[tuple[Named, str]]:
    places = organisations.area_names({one.area_id for one in found}, on)
    return [(one, places.get(one.area_id, "")) for one in found]


@staff_required
@require_safe
def silent_download(request: Request, form: str) -> HttpResponse:
    """The same units as a workbook or as CSV."""
    require(request.actor, "count.enter", None)
    on = _today()
    month = _month(request, on)
    found = _with_places(waiting.without_counts(request.actor, on, month), on)
    head = [_("Code"), _("Unit"), _("Place"), _("Month without counts")]
    rows = [[one.code, one.name, place, month.label(language())] for one, place in found]
    return download(f"thieu-so-lieu-{month.code}", head, rows, form)


@staff_required
@require_safe
def journal(request: Request) -> HttpResponse:
    """Who did what when, in words; only where the person may read it, and what the person did."""
    require(request.actor, "journal.view", None)
    diary = diary_for(request.actor, _today())
    wanted = wanted_from(request.GET)
    lines, following = diary.page(wanted)
    context = {
        "wanted": wanted,
        "lines": lines,
        "rooms": rooms(),
        "units": sorted(diary.units.items(), key=lambda pair: sort_key(pair[1])),
        "unread": [text for text in (wanted.first, wanted.last) if text and day_of(text) is None],
        "first": day_of(wanted.first),
        "last": day_of(wanted.last),
        "query": wanted.query(),
        "without_subject": wanted.query(viec=""),
        "next_url": f"?{wanted.query(truoc=following)}" if following else "",
    }
    return render(request, "workspace/journal.html", context)


@staff_required
@require_safe
def journal_download(request: Request, form: str) -> HttpResponse:
    """The lines, as filtered, as a workbook or as CSV."""
    require(request.actor, "journal.view", None)
    diary = diary_for(request.actor, _today())
    head = [_("At"), _("Who"), _("What"), _("Unit"), _("Thing")]
    rows = (
        [line.at, line.who, line.words, line.place, line.subject]
        for line in diary.all_lines(wanted_from(request.GET))
    )
    return download("nhat-ky", head, rows, form)
