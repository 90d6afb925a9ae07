"""The register: its list as it was on a day, and one organisation through time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from densach.organisations import export, queries
from densach.organisations.access import (
    MANAGE,
    readers_only,
)
from densach.organisations.models import Level, OrganisationKind
from densach.organisations.page import area_of, kin_of, lines_of, page_of, past_of, wanted_from
from densach.organisations.views.places import this_day
from densach.ui.http import Request


@readers_only
@require_safe
def register(request: Request) -> HttpResponse:
    """The list: by name, kind, level, place, and as it was on any day."""
    wanted = wanted_from(request.GET, this_day())
    lines, following = page_of(wanted)
    area = area_of(wanted)
    context = {
        "wanted": wanted,
        "lines": lines,
        "kinds": OrganisationKind.choices,
        "levels": Level.choices,
        "places": queries.provinces(wanted.on),
        "area": area,
        "area_name": queries.area_name(area.pk, wanted.on) if area else "",
        "is_narrowed": bool(wanted.query()),
        "is_past": bool(wanted.day),
        "query": wanted.query(),
        "next_url": f"?{wanted.query(after=following)}" if following else "",
        "may_manage": request.actor.may(MANAGE, None),
    }
    return render(request, "organisations/list.html", context)


@readers_only
@require_safe
def download(request: Request, form: str) -> HttpResponse:
    """The list, as filtered, as a workbook or as CSV."""
    return export.response(wanted_from(request.GET, this_day()), form)


@readers_only
@require_safe
def organisation(request: Request, code: str) -> HttpResponse:
    """What it is today, what stands under it, what it was, from whom it came and as whom it went on."""
    on = this_day()
    found = queries.by_code(code)
    past = past_of(found)
    before, after = kin_of(found)
    context = {
        "organisation": found,
        "past": past,
        "present": past[0],
        "ended": past[0].version.valid_to,
        "below": lines_of(queries.children_of(found, on), on),
        "aliases": queries.aliases_of(found),
        "before": before,
        "after": after,
        "may_manage": past[0].version.valid_to is None and request.actor.may(MANAGE, found),
    }
    return render(request, "organisations/organisation.html", context)
