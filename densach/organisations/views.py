"""The register: its list as it was on a day, one organisation through time, and the three acts that change it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import actions, export, queries
from densach.organisations.access import (
    MANAGE,
    keeps_nation,
    manageable,
    provinces_of,
    readers_only,
    require_manage,
)
from densach.organisations.forms import ChangeForm, EndForm, FoundForm
from densach.organisations.models import Area, Level, Organisation, OrganisationKind, OrganisationVersion
from densach.organisations.page import LEVELS, area_of, kin_of, lines_of, page_of, past_of, wanted_from
from densach.organisations.rules import NewVersion
from densach.ui.http import Request
from densach.ui.wording import sentence

Choices = list[tuple[str, str]]


def _today() -> date:
    return today(timezone.now())


@readers_only
@require_safe
def register(request: Request) -> HttpResponse:
    """The list: by name, kind, level, place, and as it was on any day."""
    wanted = wanted_from(request.GET, _today())
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
    return export.response(wanted_from(request.GET, _today()), form)


@readers_only
@require_safe
def organisation(request: Request, code: str) -> HttpResponse:
    """What it is today, what stands under it, what it was, from whom it came and as whom it went on."""
    on = _today()
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


@readers_only
def found(request: Request) -> HttpResponse:
    """A new organisation under one that the person keeps."""
    require_manage(request.actor, None)
    on = _today()
    provinces = provinces_of(request.actor, on)
    province = next((area for area, _name in provinces if area.code == request.GET.get("tinh", "")), None)
    province = province or (provinces[0][0] if provinces else None)
    form = FoundForm(
        request.POST or None,
        parents=_parents(request, on, province),
        areas=_areas(province, on),
        may_stand_alone=keeps_nation(request.actor, on),
        initial={"since": on, "area": province.code if province else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.found(
                at=timezone.now(),
                actor=request.actor,
                code=form.code_or_made(),
                name=form.cleaned_data["name"],
                kind=form.cleaned_data["kind"],
                level=form.cleaned_data["level"],
                area=queries.area_by_code(form.cleaned_data["area"]),
                since=form.cleaned_data["since"],
                parent=queries.by_code(form.cleaned_data["parent"]) if form.cleaned_data["parent"] else None,
                legal_basis=form.cleaned_data["legal_basis"],
                aliases=form.alias_names(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Entered into the register."))
            return redirect("organisations:organisation", code=made.code)
    context = {"form": form, "provinces": provinces, "province": province}
    return render(request, "organisations/found.html", context, status=422 if form.errors else 200)


@readers_only
def change(request: Request, code: str) -> HttpResponse:
    """From a day on it is called, placed or classed otherwise."""
    one = queries.by_code(code)
    require_manage(request.actor, one)
    on = _today()
    present = queries.history(one)[0]
    province = _province_of(present.area_id, on)
    form = ChangeForm(
        request.POST or None,
        parents=_parents(request, on, province, keep=present.parent, leave=one),
        areas=_areas(province, on),
        initial=_as_now(present),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = NewVersion(
            since=given["since"],
            name=given["name"],
            kind=given["kind"],
            level=given["level"],
            legal_basis=given["legal_basis"],
            parent_code=given["parent"] or None,
            area_code=given["area"],
        )
        try:
            actions.change(at=timezone.now(), actor=request.actor, organisation=one, new=new)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Changed. What it was before stays in its history."))
            return redirect("organisations:organisation", code=code)
    context = {"form": form, "organisation": one, "present": present}
    return render(request, "organisations/change.html", context, status=422 if form.errors else 200)


@readers_only
def end(request: Request, code: str) -> HttpResponse:
    """Its last day, and who went on with its work."""
    one = queries.by_code(code)
    require_manage(request.actor, one)
    on = _today()
    present = queries.history(one)[0]
    same = queries.alive(on, kinds=(present.kind,), area=_province_of(present.area_id, on))
    form = EndForm(
        request.POST or None, successors=[(other.code, other.name) for other in same if other.id != one.pk]
    )
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        try:
            actions.end(
                at=timezone.now(),
                actor=request.actor,
                organisation=one,
                last_day=form.cleaned_data["last_day"],
                successor=queries.by_code(successor) if successor else None,
                legal_basis=form.cleaned_data["legal_basis"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Ended. Its figures stay where they were counted."))
            return redirect("organisations:organisation", code=code)
    context = {"form": form, "organisation": one, "present": present}
    return render(request, "organisations/end.html", context, status=422 if form.errors else 200)


def _parents(
    request: Request,
    on: date,
    province: Area | None,
    *,
    keep: Organisation | None = None,
    leave: Organisation | None = None,
) -> Choices:
    """Whom it may stand under: those whom the person keeps, and the one it stands under already."""
    choices = [
        (one.code, one.name)
        for one in manageable(request.actor, on, province)
        if leave is None or one.id != leave.pk
    ]
    if keep is not None and keep.code not in dict(choices):
        choices.insert(0, (keep.code, queries.named(keep, on).name))
    return choices


def _as_now(present: OrganisationVersion) -> dict[str, str]:
    return {
        "name": present.name,
        "kind": present.kind,
        "level": present.level,
        "parent": present.parent.code if present.parent else "",
        "area": present.area.code,
    }


def _areas(province: Area | None, on: date) -> Choices:
    if province is None:
        return []
    return [(code, f"{name} ({LEVELS[level]})") for code, name, level in queries.areas_of(province, on)]


def _province_of(area_id: int, on: date) -> Area | None:
    """The province around an area; the area itself where it lies in none."""
    around = queries.ancestors_of_area(area_id, on)
    return next((area for area, _name in queries.provinces(on) if area.pk in around), None)
