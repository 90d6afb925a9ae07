"""Who has a part: find a unit and give it a role, tie a name, one part for each of many, take a part away."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Level, OrganisationKind
from densach.people.access import staff_required
from densach.programme.plans.models import TaskRole
from densach.programme.tasks import actions
from densach.programme.tasks.access import part_to_manage, work_to_manage
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


def _seen(request: Request) -> int:
    return whole_number(request.POST.get("revision", "")) or 0


@staff_required
def add(request: Request, pk: int) -> HttpResponse:
    """Find a unit by name and give it a role."""
    on = _today()
    work = work_to_manage(request.actor, pk, on)
    if request.method == "POST":
        role = request.POST.get("role", "")
        try:
            actions.add_unit(
                at=timezone.now(),
                actor=request.actor,
                work=work,
                seen_revision=_seen(request),
                role=role if role in TaskRole.values else TaskRole.EXECUTING,
                organisation=organisations.by_code(request.POST.get("organisation", "")),
            )
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, _("Given a part."))
            return redirect("tasks:work", pk)
    text = request.GET.get("q", "")
    context = {
        "work": work,
        "q": text,
        "roles": TaskRole.choices,
        "choices": organisations.find_by_name(text, on, within=work.plan.territory) if text else [],
    }
    return render(request, "tasks/unit_add.html", context)


@staff_required
def tie(request: Request, pk: int) -> HttpResponse:
    """Say which organisation a written name is, or give each of many units its own part."""
    on = _today()
    part = part_to_manage(request.actor, pk, on)
    if request.method == "POST":
        return _tied(request, pk, on)
    text = request.GET.get("q", part.name)
    kind, level = request.GET.get("kind", ""), request.GET.get("level", "")
    context = {
        "part": part,
        "work": part.work,
        "q": text,
        "choices": organisations.find_by_name(text, on, within=part.work.plan.territory),
        "tied": organisations.named(part.organisation_id, on) if part.organisation_id else None,
        "kinds": OrganisationKind.choices,
        "levels": Level.choices,
        "kind": kind,
        "level": level,
        "many": len(_units(part.work.plan.territory_id, kind, level, on)) if kind else None,
        "has_said": part.updates.exists(),
    }
    return render(request, "tasks/unit_tie.html", context)


def _units(territory_id: int, kind: str, level: str, on: date) -> list[str]:
    """Codes of the units of a kind in the plan's territory."""
    area_ids = organisations.area_ids_within(territory_id, on)
    found = organisations.alive(on, kinds=[kind], levels=[level] if level else (), area_ids=area_ids)
    return [one.code for one in found]


def _tied(request: Request, pk: int, on: date) -> HttpResponse:
    part = part_to_manage(request.actor, pk, on)
    kind, chosen = request.POST.get("kind", ""), request.POST.get("organisation", "")
    at, actor, seen = timezone.now(), request.actor, _seen(request)
    try:
        if kind:
            codes = _units(part.work.plan.territory_id, kind, request.POST.get("level", ""), on)
            units = [organisations.by_code(code) for code in codes]
            made = len(actions.spread(at=at, actor=actor, part=part, seen_revision=seen, units=units))
            said = ngettext("%(number)d unit got its part.", "%(number)d units got their parts.", made)
            said %= {"number": made}
        else:
            organisation = organisations.by_code(chosen) if chosen else None
            actions.tie(at=at, actor=actor, part=part, seen_revision=seen, organisation=organisation)
            said = _("Tied.") if organisation else _("Untied.")
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
        return redirect("tasks:tie", pk)
    messages.success(request, said)
    return redirect("tasks:work", part.work_id)


@staff_required
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    """Take away the part of a unit of which nothing was said."""
    part = part_to_manage(request.actor, pk, _today())
    try:
        actions.remove_unit(at=timezone.now(), actor=request.actor, part=part, seen_revision=_seen(request))
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The unit has no part any more."))
    return redirect("tasks:work", part.work_id)
