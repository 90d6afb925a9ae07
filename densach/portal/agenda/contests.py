"""Contests and festivals as citizens see them: rounds, days, and results once they are decided."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.numbers import whole_number
from densach.portal.agenda.lines import activity_addresses
from densach.services.contests.queries.public import public_contest, public_contests
from densach.ui.http import Request

_YEARS = 6


@require_safe
def contests(request: Request) -> HttpResponse:
    """Those that were announced, newest first, of all years or of one."""
    on = today(timezone.now())
    asked = whole_number(request.GET.get("nam", "")) or 0
    year = asked if 1900 < asked < 2200 else None
    context = {
        "contests": public_contests(on, year=year),
        "year": year,
        "years": [on.year + 1 - back for back in range(_YEARS)],
    }
    return render(request, "portal/agenda/contests.html", context)


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
    }
    return render(request, "portal/agenda/contest.html", context)
