"""A whole checklist filled on one page, and looked at afterwards."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.programme.capabilities import actions, list_pages, queries
from densach.programme.capabilities.access import assessment_for, unit_for
from densach.programme.capabilities.forms.assessing import AssessForm
from densach.programme.capabilities.models import Checklist
from densach.programme.capabilities.queries import Filled
from densach.programme.capabilities.rules import is_for
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
def fill(request: Request, unit: str, code: str) -> HttpResponse:
    """The list in force, with what was said last time and what is known already."""
    on = _today()
    organisation = unit_for(request.actor, unit)
    place = organisations.named(organisation, on)
    known = queries.list_by_code(code, on)
    if not is_for(known.kinds, known.levels, place.kind, place.level):
        raise NotFound
    form = _form(request, known, organisation.pk, on)
    if request.method == "POST" and form.is_valid():
        try:
            sent = actions.assess(
                at=timezone.now(),
                actor=request.actor,
                organisation=organisation,
                checklist=known,
                since=form.cleaned_data["since"],
                region=form.cleaned_data.get("region", ""),
                told=form.told(),
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Sent. The level above will verify it."))
            return redirect("capabilities:assessment", sent.pk)
    context = {
        "form": form,
        "checklist": known,
        "unit": organisation,
        "place": place,
        "lines": [(row, list_pages.figures(row.criterion, known)) for row in form.rows()],
    }
    return render(request, "capabilities/fill.html", context, status=422 if form.errors else 200)


def _form(request: Request, known: Checklist, organisation_id: int, on: date) -> AssessForm:
    criteria = queries.criteria_of(known)
    last = queries.last_assessment(known.code, organisation_id)
    before = {}
    if last is not None:
        said = {line.criterion.code: line.line for line in _filled(last.pk).lines if line.line is not None}
        before = {one.pk: said[one.code] for one in criteria if one.code in said}
    return AssessForm(
        request.POST or None,
        request.FILES or None,
        checklist=known,
        criteria=criteria,
        known=queries.known_numbers(organisations.named(organisation_id, on), criteria, on),
        before=before,
        on=on,
        region=last.region if last is not None else "",
    )


def _filled(pk: int) -> Filled:
    return queries.filled_of([queries.assessment_by_id(pk)])[0]


@staff_required
@require_safe
def assessment(request: Request, pk: int) -> HttpResponse:
    """One filled list: each line with its distance, what changed since last time, and the decision."""
    on = _today()
    one = assessment_for(request.actor, pk)
    filled, before = queries.compared(one)
    context = {
        "assessment": one,
        "checklist": one.checklist,
        "filled": filled,
        "before": before,
        "place": organisations.named(one.organisation_id, on),
        "unit": one.organisation,
        "region": list_pages.region_name(one.checklist, one.region),
        "lines": [(line, list_pages.distance(line)) for line in filled.lines],
        "past": queries.assessments_of(one.checklist.code, one.organisation_id),
        "may_decide": one.state == "claimed"
        and one.organisation_id in queries.verifiable(request.actor, on)
        and not queries.is_assessed_again(one),
        "may_answer": request.actor.may("capability.claim", one.organisation),
    }
    return render(request, "capabilities/assessment.html", context)
