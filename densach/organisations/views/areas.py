"""The administrative map: finding an area, one area through time, another name for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.errors import Refusal
from densach.organisations import actions, area_page, queries
from densach.organisations.access import may_name, readers_only, require_naming
from densach.organisations.forms import AreaNameForm
from densach.organisations.map import REFORM, VOUCHED_FROM
from densach.organisations.models import Area, AreaVersion, Level
from densach.organisations.views.places import this_day
from densach.ui.daywise import DayAsked, asked_of
from densach.ui.http import Request
from densach.ui.tables import download as file_of
from densach.ui.wording import sentence

NATION = "viet-nam"


@readers_only
@require_safe
def find(request: Request) -> HttpResponse:
    """One box for any old or new name; with nothing asked, the provinces of the day."""
    asked = asked_of(request.GET, this_day())
    text = request.GET.get("q", "").strip()[:200]
    context: dict[str, Any] = {"asked": asked, "text": text, "unvouched": _unvouched(asked)}
    if text:
        found = queries.find_areas(text, asked.on if asked.is_past else None, limit=area_page.PAGE)
        context["hits"] = [
            (one, area_page.kind_word(one.kind), area_page.span_text(one.first_day, _last_day(one)))
            for one in found
        ]
    else:
        provinces = [area.pk for area, _name in queries.provinces(asked.on)]
        lines = queries.lying_in(0, asked.on, ids=provinces, limit=None)
        context["lines"] = area_page.lines_of(lines, asked.on)
        context["went"] = asked.on < REFORM
    return render(request, "organisations/area_find.html", context)


def _last_day(one: queries.AreaHit) -> date | None:
    return None if one.is_now else one.valid_to


def _unvouched(asked: DayAsked) -> date | None:
    """The first day that the map can vouch for, where an earlier one was asked for."""
    return VOUCHED_FROM if asked.on < VOUCHED_FROM else None


@readers_only
@require_safe
def area(request: Request, code: str) -> HttpResponse:
    """What it is and was, its family, what lies in it, and the way to the institutions in it."""
    found = queries.area_by_code(code)
    versions = queries.area_timeline(found.pk)
    asked = asked_of(request.GET, this_day())
    then = queries.areas_then(found, asked.on)
    on = asked.on if then else _within_its_life(asked, versions)
    present = queries.on_day(versions, on)
    one = area_page.told_today([found.pk])[found.pk]
    after = request.GET.get("after", "")
    lines = queries.lying_in(found.pk, on, ids=then or None, after=after, limit=area_page.PAGE + 1)
    shown = lines[: area_page.PAGE]
    context = {
        "area": found,
        "asked": asked,
        "on": on,
        "then": area_page.addressed(queries.areas_named(then, on), asked.query),
        "moved": asked.is_past and on != asked.on,
        "unvouched": _unvouched(asked),
        "present": present,
        "kind": area_page.kind_word(present.kind),
        "around": area_page.around(present),
        "one": one,
        "past": area_page.past_of(versions),
        "ended": versions[-1].valid_to,
        "family": area_page.family_of(one) if present.level != Level.NATION else None,
        "tally": area_page.tally_of(then or [found.pk], on),
        "lines": area_page.lines_of(shown, on),
        "next_url": _next(request, shown[-1].key) if len(lines) > len(shown) else "",
        "went": on < REFORM,
        "origins": area_page.origins_of(one) if present.level == Level.COMMUNE else [],
        "ground": _ground(found, versions),
        "institutions": len(queries.alive(on, area_ids=queries.area_ids_read(found, on))),
        "standing_now": len(queries.alive(this_day(), area=found)) if versions[-1].valid_to else 0,
        "may_name": versions[-1].valid_to is None and may_name(request.actor, found, this_day()),
    }
    return render(request, "organisations/area.html", context)


def _within_its_life(asked: DayAsked, versions: Sequence[AreaVersion]) -> date:
    """The day to read at: the one asked for, else today; its first or last day where it was not there then."""
    last = versions[-1].valid_to
    on = asked.on if last is None else min(asked.on, last)
    return max(on, versions[0].valid_from)


def _ground(found: Area, versions: Sequence[AreaVersion]) -> list[queries.AreaLine]:
    """Where an ended province or district lives on: the communes of today on its ground."""
    if versions[-1].valid_to is None or versions[-1].level == Level.COMMUNE:
        return []
    parts = queries.ground_of(found)
    return queries.lying_in(found.pk, this_day(), ids=list(parts), limit=None) if parts else []


def _next(request: Request, key: str) -> str:
    query = request.GET.copy()
    query["after"] = key
    return f"?{query.urlencode()}"


@readers_only
@require_safe
def download(request: Request, code: str, form: str) -> HttpResponse:
    """What lies in the area on the day, whole, as a workbook or as CSV."""
    found = queries.area_by_code(code)
    asked = asked_of(request.GET, this_day())
    then = queries.areas_then(found, asked.on)
    on = asked.on if then else _within_its_life(asked, queries.area_timeline(found.pk))
    head = [
        _("Code"),
        _("Name"),
        _("Kind"),
        _("Official number"),
        _("In it"),
        _("Made of or went into"),
        _("As it was on"),
    ]
    lines = area_page.lines_of(queries.lying_in(found.pk, on, ids=then or None, limit=None), on)
    rows = (
        [
            line.area.code,
            line.area.name,
            line.kind,
            line.area.official_code,
            line.inside,
            "; ".join(name for _code, name, _part in line.ties),
            on,
        ]
        for line in lines
    )
    return file_of(f"dia-ban-{code}-{on:%Y-%m-%d}", head, rows, form)


@readers_only
def rename(request: Request, code: str) -> HttpResponse:
    """From a day on it is called otherwise, or is of another kind."""
    found = queries.area_by_code(code)
    on = this_day()
    require_naming(request.actor, found, on)
    present = queries.area_timeline(found.pk)[-1]
    form = AreaNameForm(
        request.POST or None, level=present.level, initial={"name": present.name, "kind": present.kind}
    )
    coming = present if present.valid_from > on else None
    if request.method == "POST" and "take-back" in request.POST:
        actions.take_back_naming(at=timezone.now(), actor=request.actor, area=found)
        messages.success(request, _("Taken back. It goes on under the name it has."))
        return redirect("areas:area", code=code)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.rename_area(
                at=timezone.now(),
                actor=request.actor,
                area=found,
                name=given["name"],
                kind=given["kind"],
                since=given["since"],
                legal_basis=given["legal_basis"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Renamed. What it was called before stays in its history."))
            return redirect("areas:area", code=code)
    context = {"form": form, "area": found, "present": present, "coming": coming}
    return render(request, "organisations/area_rename.html", context, status=422 if form.errors else 200)
