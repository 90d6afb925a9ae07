"""The register: its list as it was on a day, narrowed in every way, and the same to take away."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from densach.organisations import export, queries
from densach.organisations.access import MANAGE, keeps_province, readers_only
from densach.organisations.models import Level, Ownership, Rank
from densach.organisations.page import family_bar, kind_groups, page_of, wanted_from
from densach.organisations.views.places import this_day
from densach.ui.http import Request


@readers_only
@require_safe
def register(request: Request) -> HttpResponse:
    """The list: by name, kind, level, rank, place, and as it was on any day."""
    today = this_day()
    wanted = wanted_from(request.GET, today)
    lines, following = page_of(wanted)
    keeps = request.actor.may(MANAGE, None)
    context = {
        "wanted": wanted,
        "lines": lines,
        "families": family_bar(wanted),
        "groups": kind_groups(),
        "levels": Level.choices,
        "ranks": [one for one in Rank.choices if one[0]],
        "ownerships": Ownership.choices,
        "provinces": queries.provinces(wanted.on),
        "meant": [(hit, f"?{wanted.query(noi=hit.code)}") for hit in wanted.place.meant],
        "then": [(name, f"?{wanted.query(noi=code)}") for code, name in wanted.place.then],
        "query": wanted.query(),
        "next_url": f"?{wanted.query(after=following)}" if following else "",
        "may_manage": keeps,
        "keeps_province": keeps and keeps_province(request.actor, today),
    }
    return render(request, "organisations/list.html", context)


@readers_only
@require_safe
def download(request: Request, form: str) -> HttpResponse:
    """The list, as filtered, as a workbook or as CSV."""
    return export.response(wanted_from(request.GET, this_day()), form)
