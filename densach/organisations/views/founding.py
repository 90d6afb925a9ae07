"""Entering something new: an institution with all that is known of it, or a point of a commune in a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from densach.kernel.errors import Refusal
from densach.organisations import actions, queries
from densach.organisations.access import (
    communes_kept,
    keeps_nation,
    manageable,
    provinces_of,
    readers_only,
    require_manage,
)
from densach.organisations.forms import FoundForm, LightForm
from densach.organisations.kinds import MAY_STAND_ABOVE, usual_level
from densach.organisations.models import Area, Organisation
from densach.organisations.rules import NameTakenHere
from densach.organisations.views.places import Choices, areas_in, this_day
from densach.ui.http import Request
from densach.ui.wording import sentence


@dataclass(frozen=True)
class Ground:
    """Where the person may enter something: the provinces to choose from, the one chosen, its places."""

    provinces: list[tuple[Area, str]]
    province: Area | None
    areas: Choices

    @property
    def first(self) -> str:
        """What the form proposes: the province itself, or the only commune."""
        if self.province is not None:
            return self.province.code
        return self.areas[0][0] if len(self.areas) == 1 else ""


def _ground(request: Request, on: date) -> Ground:
    provinces = provinces_of(request.actor, on)
    asked = request.GET.get("tinh", "")
    province = next((area for area, _name in provinces if area.code == asked), None)
    province = province or (provinces[0][0] if provinces else None)
    areas = areas_in(province, on) if province else communes_kept(request.actor, on)
    return Ground(provinces, province, areas)


def _parents(request: Request, on: date, ground: Ground) -> Choices:
    """Whom something may stand under; points and hamlet houses have nobody under them."""
    area = ground.province or (queries.area_by_code(ground.areas[0][0]) if ground.areas else None)
    if area is None:
        return []
    kept = manageable(request.actor, on, area)
    return [(one.code, one.name) for one in kept if one.kind in MAY_STAND_ABOVE]


@readers_only
def found(request: Request) -> HttpResponse:
    """A new organisation under one that the person keeps."""
    require_manage(request.actor, None)
    on = this_day()
    ground = _ground(request, on)
    form = FoundForm(
        request.POST or None,
        request.FILES or None,
        parents=_parents(request, on, ground),
        areas=ground.areas,
        initial={"since": on, "area": ground.first},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _found(request, form, on)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
            if isinstance(refusal, NameTakenHere):
                form.ask_whether_another()
        else:
            messages.success(request, _("Entered into the register."))
            return redirect("organisations:organisation", code=made.code)
    context = {"form": form, "provinces": ground.provinces, "province": ground.province}
    return render(request, "organisations/found.html", context, status=422 if form.errors else 200)


def _found(request: Request, form: FoundForm, on: date) -> Organisation:
    given = form.cleaned_data
    area = queries.area_by_code(given["area"])
    level = given["level"] or usual_level(given["kind"], queries.area_level(area.pk, on))
    return actions.found(
        at=timezone.now(),
        actor=request.actor,
        code=given["code"] or queries.free_code(form.code_wanted()),
        name=given["name"],
        kind=given["kind"],
        level=level,
        area=area,
        since=given["since"],
        parent=_parent(request, form, level, area, on),
        legal_basis=given["legal_basis"],
        aliases=form.alias_names(),
        rank=given["rank"],
        seat=given["seat"],
        ownership=given["ownership"],
        contacts=form.contacts(),
        building=form.building(),
        paper=given["paper"],
        same_name=given["same_name"],
    )


def _parent(request: Request, form: FoundForm, level: str, area: Area, on: date) -> Organisation | None:
    """The one that was named, else the one that it belongs to by its place; the nation's own stand under nobody."""
    given = form.cleaned_data
    if given["parent"]:
        return queries.by_code(given["parent"])
    found = queries.natural_parent(given["kind"], level, area, on)
    if (
        found is None
        or request.actor.may("organisation.manage", found)
        or not keeps_nation(request.actor, on)
    ):
        return found
    return None


@readers_only
def found_point(request: Request) -> HttpResponse:
    """A reading point, a post office and culture point, a hamlet's house: by its commune's own officer."""
    require_manage(request.actor, None)
    on = this_day()
    areas = communes_kept(request.actor, on)
    form = LightForm(request.POST or None, areas=areas, initial={"since": on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.found_point(
                at=timezone.now(),
                actor=request.actor,
                name=given["name"],
                kind=given["kind"],
                area=queries.area_by_code(given["area"]),
                since=given["since"],
                seat=given["seat"],
                contacts=form.contacts(),
                week=form.week(),
                keeper=given["keeper"],
                same_name=given["same_name"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
            if isinstance(refusal, NameTakenHere):
                form.ask_whether_another()
        else:
            messages.success(request, _("Entered. It counts and reports from its first day."))
            return redirect("organisations:organisation", code=made.code)
    return render(request, "organisations/light.html", {"form": form}, status=422 if form.errors else 200)
