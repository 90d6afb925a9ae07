"""The checklists: which hold, what each asks, how units compare, and how one is amended."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed, Refusal
from densach.people.access import staff_required
from densach.programme.capabilities import actions, list_pages, pages, queries
from densach.programme.capabilities.forms.amending import AmendForm
from densach.programme.capabilities.forms.claims import PlaceFilter
from densach.programme.capabilities.rules import in_force
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def lists(request: Request) -> HttpResponse:
    """Every checklist: those in force, and former or coming versions."""
    on = _today()
    every = queries.every_list()
    form = request.GET.get("as", "")
    if form in {"xlsx", "csv"}:
        return download("bo-tieu-chi", list_pages.lists_head(), list_pages.lists_rows(every), form)
    context = {
        "present": [(one, list_pages.asked_words(one)) for one in every if in_force(one, on)],
        "other": [(one, list_pages.asked_words(one)) for one in every if not in_force(one, on)],
        "today": on,
        **pages.head("lists", request.actor, on),
    }
    return render(request, "capabilities/lists.html", context)


@staff_required
@require_safe
def checklist(request: Request, pk: int) -> HttpResponse:
    """What one version of a list asks."""
    on = _today()
    known = queries.list_by_id(pk)
    criteria = queries.criteria_of(known)
    context = {
        "checklist": known,
        "asked": list_pages.asked_words(known),
        "columns": list_pages.columns(known),
        "lines": [(one, list_pages.figures(one, known)) for one in criteria],
        "versions": queries.versions_of(known.code),
        "holds": in_force(known, on),
        "may_amend": known.valid_to is None and queries.may_keep_list(request.actor, known, on),
    }
    return render(request, "capabilities/checklist.html", context)


@staff_required
@require_safe
def comparison(request: Request, pk: int) -> HttpResponse:
    """The units asked, side by side: what each meets, and how far it is from the rest."""
    on = _today()
    known = queries.list_by_id(pk)
    every = queries.comparison(known, queries.places_seen(request.actor, on), on)
    areas = pages.areas_of([unit for unit, _filled in every], on)
    chosen = PlaceFilter(request.GET, areas=areas)
    area = chosen.cleaned_data.get("area") if chosen.is_valid() else ""
    rows = [pair for pair in every if not area or pair[0].area_id == int(area)]
    criteria = queries.criteria_of(known)
    form = request.GET.get("as", "")
    if form in {"xlsx", "csv"}:
        told = list_pages.comparison_rows(rows, criteria, on)
        return download(f"so-sanh-{known.code}", list_pages.comparison_head(criteria), told, form)
    page, following = list_pages.page_of(rows, pages.key_of(request.GET.get("after", "")))
    context = {
        "checklist": known,
        "criteria": criteria,
        "filter": chosen,
        "area": area or "",
        "rows": [(unit, filled, dict(areas)[unit.area_id]) for unit, filled in page],
        "answered": sum(1 for _unit, filled in rows if filled is not None),
        "whole": sum(1 for _unit, filled in rows if filled is not None and filled.assessment.meets),
        "asked": len(rows),
        "next_url": f"?area={area or ''}&after={following}" if following else "",
    }
    return render(request, "capabilities/comparison.html", context)


@staff_required
def amend(request: Request, pk: int) -> HttpResponse:
    """A new version of a list, from a day on."""
    known = queries.list_by_id(pk)
    if not queries.may_keep_list(request.actor, known, _today()):
        raise NotAllowed(verb="capability.list")
    form = AmendForm(
        request.POST or None,
        request.FILES or None,
        checklist=known,
        criteria=queries.criteria_of(known),
        on=_today() if queries.is_answered(known) else known.valid_from,
    )
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.amend_list(
                at=timezone.now(),
                actor=request.actor,
                checklist=known,
                since=form.cleaned_data["since"],
                legal_basis=form.cleaned_data["legal_basis"],
                criteria=form.criteria(),
                paper=Upload.sent(form.cleaned_data["paper"]),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Amended. Earlier answers keep the list by which they were given."))
            return redirect("capabilities:checklist", new.pk)
    context = {"form": form, "checklist": known, "answered": queries.is_answered(known)}
    return render(request, "capabilities/amend.html", context, status=422 if form.errors else 200)
