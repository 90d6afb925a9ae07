"""A unit's own answers: its sheet, one question, and how the answer came about."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.facts import measures
from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import staff_required
from densach.programme.capabilities import actions, pages, queries
from densach.programme.capabilities.access import sheet_unit, unit_for
from densach.programme.capabilities.forms.claims import ClaimForm
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def mine(request: Request) -> HttpResponse:
    """The sheet of the actor's own unit, or of the one chosen."""
    on = _today()
    code = request.GET.get("unit", "")
    units = queries.answering_places(request.actor, on)
    unit = unit_for(request.actor, code, "count.view") if code else sheet_unit(request.actor, units, on)
    context = {**_sheet(request, unit, on), "units": units, **pages.head("mine", request.actor, on)}
    return render(request, "capabilities/mine.html", context)


@staff_required
@require_safe
def sheet(request: Request, unit: str) -> HttpResponse:
    """What one institution can do, for whoever may look at it."""
    organisation = unit_for(request.actor, unit, "count.view")
    return render(request, "capabilities/sheet.html", _sheet(request, organisation, _today()))


def _sheet(request: Request, unit: Organisation, on: date) -> dict[str, Any]:
    place = organisations.named(unit, on)
    rows = queries.sheet_of(place, on)
    given = [row.answer.answer if row.answer else None for row in rows]
    return {
        "unit": unit,
        "place": place,
        "rows": rows,
        "lists": queries.list_rows(place, on),
        "yes": given.count(True),
        "no": given.count(False),
        "unknown": given.count(None),
        "may_answer": request.actor.may("capability.claim", unit),
        "first_open": next((row.capability.code for row in rows if row.answer is None), ""),
    }


@staff_required
def answer(request: Request, unit: str, code: str) -> HttpResponse:
    """One question put to one unit: its answer, and every answer given before."""
    on = _today()
    organisation = unit_for(request.actor, unit)
    capability = queries.by_code(code)
    history = queries.history(capability, organisation)
    last = history[0] if history else None
    form = ClaimForm(request.POST or None, request.FILES or None, capability=capability, claim=last, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.claim(
                at=timezone.now(),
                actor=request.actor,
                organisation=organisation,
                capability_code=capability.code,
                answer=form.is_yes(),
                stage=form.stage(),
                since=form.cleaned_data["since"],
                note=form.cleaned_data["note"],
                evidence=Upload.sent(form.cleaned_data["evidence"]),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Answered. The level above will verify it."))
            return redirect(f"{reverse('capabilities:mine')}?unit={organisation.code}#{capability.code}")
    context = {
        "form": form,
        "capability": capability,
        "unit": organisation,
        "place": organisations.named(organisation, on),
        "history": history,
    }
    return render(request, "capabilities/answer.html", context, status=422 if form.errors else 200)


@staff_required
@require_safe
def history(request: Request, code: str, unit: str) -> HttpResponse:
    """How one unit stands with one question: every answer it gave, and what its counts prove."""
    organisation = unit_for(request.actor, unit, "count.view")
    known = queries.by_code(code)
    on = _today()
    place = organisations.named(organisation, on)
    answer = queries.answers(known.code, [organisation.pk], on).get(organisation.pk)
    shown = [
        pages.shown(rule, organisation.pk, on)
        for rule in queries.rules_on(known, on)
        if place.kind in measures.get(rule.measure).kinds
    ]
    context = {
        "capability": known,
        "unit": organisation,
        "place": place,
        "answer": answer,
        "rules": shown,
        "joined": pages.joined_text(shown),
        "history": queries.history(known, organisation),
        "may_answer": request.actor.may("capability.claim", organisation),
    }
    return render(request, "capabilities/history.html", context)
