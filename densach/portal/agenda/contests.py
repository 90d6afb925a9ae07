"""Contests and festivals as citizens see them: rounds, days, and results once they are decided."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.portal.agenda.lines import activity_addresses
from densach.portal.agenda.sharing import picture_of
from densach.services.contests.queries.public import public_contest, public_contests, public_years
from densach.ui.http import Request
from densach.ui.nav import NavItem

_YEARS = 12


@require_safe
def contests(request: Request) -> HttpResponse:
    """Those that were announced, newest first, of all years or of one."""
    on = today(timezone.now())
    asked = whole_number(request.GET.get("nam", "")) or 0
    year = asked if 1900 < asked < 2200 else None
    context = {
        "contests": public_contests(on, year=year),
        "year": year,
        "years": _tabs(year),
    }
    return render(request, "portal/agenda/contests.html", context)


def _tabs(year: int | None) -> list[NavItem]:
    """All years, and each of those with a contest; a year that was asked for by hand beside them."""
    path = reverse("portal:contests")
    shown = sorted({*public_years(), *([year] if year else [])}, reverse=True)[:_YEARS]
    every = NavItem(_("all years"), path, active=year is None)
    return [every, *(NavItem(str(one), f"{path}?nam={one}", active=one == year) for one in shown)]


@require_safe
def contest(request: Request, pk: int) -> HttpResponse:
    """One contest with its rounds and, once they are decided, its prizes."""
    found = public_contest(pk, today(timezone.now()))
    if found is None:
        raise Http404
    url = request.build_absolute_uri(request.path)
    context = {
        "contest": found,
        "activity_url": activity_addresses(one.activity_id for one in found.rounds),
        "rounds": [one for one in found.rounds if one.activity_id],
        "url": url,
        "description": ". ".join(part for part in (found.unit, str(found.year), found.theme) if part)[:280],
        "picture": picture_of("drum", url),
    }
    return render(request, "portal/agenda/contest.html", context)
