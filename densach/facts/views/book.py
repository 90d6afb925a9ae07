"""The counting page, a count's own page, and the book of one unit as a list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.facts import actions, export, queries
from densach.facts.access import count_for, unit_for, units_for
from densach.facts.forms import CorrectForm, CountForm, ReverseForm, quick_days
from densach.facts.measures import Measure, get, of_kind
from densach.facts.models import Count
from densach.facts.page import choices_of, lines_of, revision_lines
from densach.facts.rules import EndedBefore
from densach.files.actions import Upload
from densach.kernel.dates import today
from densach.kernel.errors import Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require, staff_required
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def home(request: Request) -> HttpResponse:
    """What can be counted here, how much there is this month, and what was entered last."""
    on = _today()
    unit = unit_for(request.actor, request.GET.get("unit", ""), on)
    place = organisations.named(unit, on)
    context = {
        "unit": unit,
        "place": place,
        "units": units_for(request.actor, on),
        "choices": choices_of(place, on),
        "may_enter": request.actor.may("count.enter", unit),
        **_page(request, unit),
    }
    return render(request, "facts/home.html", context)


def _page(request: Request, unit: Organisation) -> dict[str, Any]:
    before = request.GET.get("before", "")
    measure = request.GET.get("measure", "")
    rows = queries.counts_of(unit.pk, measure=measure, before=whole_number(before))
    following = ""
    if len(rows) == 50:
        following = f"?unit={unit.code}&measure={measure}&before={rows[-1][0].pk}"
    return {
        "lines": lines_of(rows),
        "next_url": following,
        "measure_filter": measure,
        "is_later_page": bool(before),
    }


@staff_required
def enter(request: Request, unit: str, measure: str) -> HttpResponse:
    """One number for one measure."""
    on, known = _today(), get(measure)
    try:
        organisation = unit_for(request.actor, unit, on)
    except EndedBefore as refusal:
        if request.method != "POST":
            raise
        return _kept_of_ended(request, unit, known, refusal)
    require(request.actor, "count.enter", organisation)
    form = CountForm(request.POST or None, request.FILES or None, measure=known, initial={"since": on})
    if request.method == "POST" and form.is_valid():
        since, until = form.days()
        try:
            count = actions.enter_count(
                at=timezone.now(),
                actor=request.actor,
                organisation=organisation,
                measure=measure,
                since=since,
                until=until,
                quantities=form.quantities(),
                note=form.cleaned_data["note"],
                evidence=Upload.sent(form.cleaned_data["evidence"]),
                look=True,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Counted."))
            if asked := queries.open_oddity(count):
                return redirect("facts:oddity", asked.pk)
            return redirect(f"{reverse('facts:home')}?unit={organisation.code}#count-{count.pk}")
    context = {
        "form": form,
        "measure": known,
        "unit": organisation,
        "place": organisations.named(organisation, on),
        "others": of_kind(organisations.named(organisation, on).kind),
        "quick_days": quick_days(on),
    }
    return render(request, "facts/enter.html", context, status=422 if form.errors else 200)


def _kept_of_ended(request: Request, code: str, measure: Measure, refusal: EndedBefore) -> HttpResponse:
    """The unit ended while its count was being typed: all of it stays, to be sent to whoever carries on."""
    on = _today()
    form = CountForm(request.POST, request.FILES, measure=measure)
    form.add_error(None, sentence(refusal))
    heirs = organisations.names_of(organisations.successor_ids([organisations.by_code(code).pk]), on)
    known = organisations.all_named(heirs, on)
    context = {
        "form": form,
        "measure": measure,
        "place": {"name": refusal.params["organisation"]},
        "heirs": [known[key] for key in heirs if request.actor.may("count.enter", key)],
    }
    return render(request, "facts/enter.html", context, status=422)


@staff_required
@require_safe
def count(request: Request, pk: int) -> HttpResponse:
    """The record behind a number: what was entered when by whom, and what the book holds from it."""
    return _count_page(request, count_for(request.actor, pk))


def _count_page(
    request: Request, found: Count, *, correct: CorrectForm | None = None, reverse_: ReverseForm | None = None
) -> HttpResponse:
    measure = get(found.measure)
    revisions = queries.revisions_of(found)
    seen = {"seen_revision": found.revision}
    context = {
        "count": found,
        "measure": measure,
        "unit": organisations.named(found.organisation_id, found.until),
        "revisions": revision_lines(revisions),
        "last": revisions[0],
        "facts": queries.facts_by_source(found.measure, f"count:{found.pk}"),
        "origins": queries.origins(),
        "may_change": not found.reversed and request.actor.may("count.enter", found.organisation_id),
        "correct": correct or CorrectForm(measure=measure, quantities=revisions[0].quantities, initial=seen),
        "reverse": reverse_ or ReverseForm(initial=seen),
        "open_correct": correct is not None,
        "open_reverse": reverse_ is not None,
    }
    wrong = bool((correct and correct.errors) or (reverse_ and reverse_.errors))
    return render(request, "facts/count.html", context, status=422 if wrong else 200)


@staff_required
@require_POST
def correct(request: Request, pk: int) -> HttpResponse:
    found = count_for(request.actor, pk)
    form = CorrectForm(request.POST, request.FILES, measure=get(found.measure))
    if form.is_valid():
        try:
            actions.correct_count(
                at=timezone.now(),
                actor=request.actor,
                count=found,
                seen_revision=form.cleaned_data["seen_revision"],
                quantities=form.quantities(),
                note=form.cleaned_data["note"],
                evidence=Upload.sent(form.cleaned_data["evidence"]),
            )
        except Refusal as refusal:
            found = count_for(request.actor, pk)
            form.add_error(None, sentence(refusal))
            seen = QueryDict(mutable=True)
            seen.update(request.POST)
            seen["seen_revision"] = str(found.revision)
            form.data = seen
        else:
            messages.success(request, _("Corrected. The former number stays in the history."))
            return redirect("facts:count", pk=pk)
    return _count_page(request, found, correct=form)


@staff_required
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    found = count_for(request.actor, pk)
    form = ReverseForm(request.POST)
    if form.is_valid():
        try:
            actions.reverse_count(
                at=timezone.now(),
                actor=request.actor,
                count=found,
                seen_revision=form.cleaned_data["seen_revision"],
                note=form.cleaned_data["note"],
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Taken back. The days are free to be counted again."))
            return redirect("facts:count", pk=pk)
    return _count_page(request, found, reverse_=form)


@staff_required
@require_safe
def download(request: Request, unit: str, form: str) -> HttpResponse:
    """The unit's hand counts as a workbook or as CSV."""
    organisation = unit_for(request.actor, unit, _today())
    return export.response(organisation, form)
