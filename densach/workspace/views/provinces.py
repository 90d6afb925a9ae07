"""A province, or a commune: its map, its numbers and its tree on a day; and the nation of provinces."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.organisations.map import VOUCHED_FROM
from densach.organisations.models import Level
from densach.organisations.tilemaps import locator
from densach.people.access import require, staff_required
from densach.programme.plans.queries.merged import places
from densach.ui.daywise import DayAsked, asked_of
from densach.ui.http import Request
from densach.ui.tables import download
from densach.workspace import provinces
from densach.workspace.subjects import STANDS

READ = "count.view"
KEEP = "organisation.manage"


def _asked(request: Request) -> DayAsked:
    require(request.actor, READ, None)
    return asked_of(request.GET, today(timezone.now()))


@staff_required
@require_safe
def nation(request: Request) -> HttpResponse:
    """Every province: how many of its communes have what is asked for."""
    asked = _asked(request)
    wanted = request.GET.get("xem", "")
    subject = next((one for one in STANDS if one.code == wanted), STANDS[0])
    tiles, lines = provinces.nation_of(subject, asked)
    context = {
        "asked": asked,
        "subject": subject,
        "subjects": STANDS,
        "map": tiles,
        "islands": provinces.islands_of(asked),
        "unvouched": VOUCHED_FROM if asked.on < VOUCHED_FROM else None,
        "lines": lines,
        "communes": sum(line.communes for line in lines),
        "having": sum(line.having for line in lines),
        "kept": [line for line in lines if line.institutions],
    }
    return render(request, "workspace/province_nation.html", context)


@staff_required
@require_safe
def province(request: Request, code: str) -> HttpResponse:
    """The map of an area's communes; a commune shows what stands in it."""
    asked = _asked(request)
    if code == provinces.NATION:
        # Thousands of tiles are no map: the nation's shows provinces.
        query = request.GET.urlencode()
        return redirect(reverse("workspace:nation") + (f"?{query}" if query else ""))
    ground = provinces.ground_of(organisations.area_by_code(code), asked)
    if ground.level == Level.COMMUNE:
        return _commune(request, ground)
    offered = provinces.choices(request.actor, ground)
    subject = provinces.asked_subject(request.GET.get("xem", ""), offered)
    answer = provinces.told(subject, ground)
    level_names, kind_lines = provinces.numbers_of(ground.entries)
    context = {
        "ground": ground,
        "asked": asked,
        "unvouched": VOUCHED_FROM if asked.on < VOUCHED_FROM else None,
        "offered": offered,
        "subject": subject,
        "told": answer,
        "map": provinces.map_of(ground, answer) if ground.communes else None,
        "lacking": provinces.lacking(ground, answer),
        "level_names": level_names,
        "kind_lines": kind_lines,
        "tree": provinces.tree_of(ground.entries, asked),
        "has_merged": places.has_merged(ground.area) and places.sees(request.actor, ground.area, asked.on),
        "query": urlencode({"xem": subject, **({"ngay": asked.day} if asked.day else {})}),
    }
    return render(request, "workspace/province.html", context)


def _commune(request: Request, ground: provinces.Ground) -> HttpResponse:
    asked = ground.asked
    province = provinces.province_above(ground)
    _names, kind_lines = provinces.numbers_of(ground.entries)
    context = {
        "ground": ground,
        "asked": asked,
        "kind_lines": kind_lines,
        "groups": provinces.grouped(ground.entries),
        "locator": locator(ground.area.pk, province, asked.on, ground.name) if province else None,
        "may_found": not asked.is_past
        and any(request.actor.may(KEEP, entry.one.id) for entry in ground.entries),
    }
    return render(request, "workspace/province_commune.html", context)


@staff_required
@require_safe
def province_download(request: Request, code: str, form: str) -> HttpResponse:
    """The table behind the map as a workbook or as CSV."""
    asked = _asked(request)
    ground = provinces.ground_of(organisations.area_by_code(code), asked)
    offered = provinces.choices(request.actor, ground)
    subject = provinces.asked_subject(request.GET.get("xem", ""), offered)
    answer = provinces.told(subject, ground)
    words = {look.code: look.words for look in answer.legend}
    head = [_("Code"), _("Commune or ward"), answer.label, _("Institutions"), _("As it was on")]
    rows = (
        [
            one.code,
            one.name,
            words[answer.places[one.id].look],
            "; ".join(unit.name for unit in answer.places[one.id].units),
            asked.on,
        ]
        for one in ground.communes
    )
    return download(f"{code}-{subject}-{asked.on:%Y-%m-%d}", head, rows, form)
