"""The unit's calendar by month, week and list; the list of activities."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.people.access import only_with
from densach.services.activities.access import units_for
from densach.services.activities.forms.planning import AgendaForm, FilterForm
from densach.services.activities.models import Activity, ActivityState, Session
from densach.services.activities.pages import agenda
from densach.services.activities.queries.activities import Wanted, activities_of
from densach.services.activities.queries.grounds import venues_of
from densach.services.activities.queries.sessions import next_sessions, sessions_between
from densach.services.activities.rules.activity import when_text
from densach.services.activities.rules.verbs import KINDS, MANAGE, VIEW
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download

PAGE: Final = 50
_FEW: Final = 30


def ways(request: Request, here: str) -> list[NavItem]:
    """The parts of the room, as tabs."""
    every = [
        (VIEW, "home", _("Calendar"), "calendar3"),
        (VIEW, "list", pgettext("activities", "Activities"), "list-ul"),
        (VIEW, "venues", _("Rooms"), "house-door"),
        (VIEW, "terms", _("Terms and holidays"), "calendar-week"),
        (KINDS, "kinds", _("Kinds of activity"), "tools"),
    ]
    return [
        NavItem(label, reverse(f"activities:{name}"), icon, active=name == here)
        for verb, name, label, icon in every
        if request.actor.may(verb, None)
    ]


@only_with(VIEW)
@require_safe
def home(request: Request) -> HttpResponse:
    """What is held when and where, of the units that the person looks after."""
    on = today(timezone.now())
    units = units_for(request.actor, on)
    asked = agenda.asked_from(request.GET, on)
    chosen = [one for one in units if one.code == asked.unit] or units
    # The rooms of hundreds of units are no choice.
    venues = list(venues_of(one.id for one in chosen)) if len(chosen) <= _FEW else []
    venue = next((one for one in venues if str(one.pk) == asked.venue), None)
    first, last = asked.span
    rows = sessions_between(
        first, last, units=[one.id for one in chosen], venue=venue, family=asked.family,
        states=[asked.state] if asked.state in ("planned", "held", "cancelled") else (),
    )  # fmt: skip
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(list(rows), {one.id: one.name for one in units}, form)
    names = {one.id: one.name for one in units} if len(chosen) > 1 else {}
    days = agenda.days_of(asked, agenda.lines_of(rows, names), on)
    told = {
        "asked": asked,
        "ways": ways(request, "home"),
        "title": agenda.title_of(asked),
        "views": [NavItem(str(label), asked.url(view=view), active=view == asked.view)
                  for view, label in agenda.VIEWS.items()],
        "steps": agenda.steps_of(asked),
        "here": asked.url(day=on),
        "weeks": agenda.weeks_of(days) if asked.view == agenda.MONTH else [],
        "days": days,
        "busy": any(one.lines for one in days),
        "filter": AgendaForm(
            request.GET, units=[(one.code, one.name) for one in units],
            venues=[(str(one.pk), one.name) for one in venues],
        ),
        "download": asked.url(),
        "may_plan": request.actor.may(MANAGE, None),
        "is_filtered": any((asked.unit, asked.venue, asked.family, asked.state)),
        "reset": agenda.Asked(asked.view, asked.day).url(),
    }  # fmt: skip
    return render(request, "activities/agenda/calendar.html", told)


def _taken(rows: list[Session], names: dict[int, str], form: str) -> HttpResponse:
    head = [
        _("Starts"), _("Ends"), pgettext("activity", "Title"), _("Topic of this session"), _("Kind"), _("Room"),
        _("Unit"), _("State"),
    ]  # fmt: skip
    cells = [
        [
            one.starts, one.ends, one.activity.title, one.topic, one.activity.kind.name,
            one.venue.name if one.venue else one.place, names.get(one.organisation_id, ""),
            str(one.get_state_display()),
        ]
        for one in rows
    ]  # fmt: skip
    return download("lich-hoat-dong", head, cells, form)


@only_with(VIEW)
@require_safe
def activities(request: Request) -> HttpResponse:
    """Every activity of the units, the newest first, with its next session."""
    at = timezone.now()
    units = units_for(request.actor, today(at))
    names = {one.id: one.name for one in units}
    unit = next((one.id for one in units if one.code == request.GET.get("don_vi", "")), None)
    told = {name: request.GET.get(name, "").strip() for name in ("q", "don_vi", "ho", "tt")}
    wanted = Wanted(told["q"][:100], unit, "", told["ho"], told["tt"])
    rows = activities_of(names, wanted)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _list_taken(list(rows), names, form)
    start = max(whole_number(request.GET.get("tu", "")) or 0, 0)
    found = list(rows[start : start + PAGE + 1])
    coming = next_sessions([one.pk for one in found[:PAGE]], at)
    query = {name: value for name, value in told.items() if value}
    context: dict[str, Any] = {
        "ways": ways(request, "list"),
        "lines": [
            (one, names.get(one.organisation_id, ""), _when(coming.get(one.pk))) for one in found[:PAGE]
        ],
        "filter": FilterForm(request.GET, units=[(one.code, one.name) for one in units]),
        "query": urlencode(query),
        "is_filtered": bool(query),
        "several": len(units) > 1,
        "previous_url": _beyond(query, start - PAGE) if start else "",
        "next_url": _beyond(query, start + PAGE) if len(found) > PAGE else "",
        "may_plan": request.actor.may(MANAGE, None),
    }
    return render(request, "activities/agenda/list.html", context)


def _when(session: Session | None) -> str:
    return when_text(session.starts, session.ends) if session else ""


def _beyond(query: dict[str, str], start: int) -> str:
    return "?" + urlencode({**query, "tu": str(max(start, 0))})


def _list_taken(rows: list[Activity], names: dict[int, str], form: str) -> HttpResponse:
    head = [
        pgettext("activity", "Title"), _("Kind"), _("Unit"), pgettext("activity", "State"),
        _("Sessions planned"), _("Sessions held"), _("Sessions called off"),
    ]  # fmt: skip
    cells = [
        [
            one.title, one.kind.name, names.get(one.organisation_id, ""), str(ActivityState(one.state).label),
            getattr(one, "planned", 0), getattr(one, "held", 0), getattr(one, "called_off", 0),
        ]
        for one in rows
    ]  # fmt: skip
    return download("hoat-dong", head, cells, form)
