"""A month that stands far from earlier years: the question, its answer, and looking through a month."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from densach.facts import actions, queries
from densach.facts.access import oddity_for, units_for
from densach.facts.forms import OddityForm
from densach.facts.measures import get
from densach.facts.models import Oddity
from densach.facts.page import oddity_chart, oddity_words
from densach.kernel.dates import today
from densach.kernel.errors import InvalidPeriod, Refusal
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.people.access import staff_required
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


@staff_required
@require_safe
def oddity(request: Request, pk: int) -> HttpResponse:
    """The month beside the same months of earlier years, and the two answers: it is right, or it is corrected."""
    return _page(request, oddity_for(request.actor, pk), OddityForm())


def _page(request: Request, found: Oddity, form: OddityForm, status: int = 200) -> HttpResponse:
    context = {
        "oddity": found,
        "measure": get(found.measure),
        "unit": organisations.named(found.organisation_id, Period.month(found.year, found.month).end),
        "month": Period.month(found.year, found.month),
        "words": oddity_words(found),
        "chart": oddity_chart(found),
        "counts": queries.counts_of_month(found),
        "may_answer": request.actor.may("count.enter", found.organisation_id),
        "form": form,
    }
    return render(request, "facts/oddity.html", context, status=status)


@staff_required
@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """The number is right, with a word why."""
    found = oddity_for(request.actor, pk)
    form = OddityForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm_oddity(
                at=timezone.now(), actor=request.actor, oddity=found, note=form.cleaned_data["note"]
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Confirmed. Your words stay beside the number."))
            return redirect("facts:oddity", pk)
    return _page(request, oddity_for(request.actor, pk), form, status=422)


@staff_required
@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    """The confirmation was a mistake."""
    found = oddity_for(request.actor, pk)
    try:
        actions.reopen_oddity(at=timezone.now(), actor=request.actor, oddity=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The question stands again."))
    return redirect("facts:oddity", pk)


@staff_required
@require_POST
def look_through(request: Request) -> HttpResponse:
    """Looks through a month of all units for which one may count, whoever brought the numbers in."""
    on = _today()
    try:
        month = Period.parse(request.POST.get("thang", ""))
    except InvalidPeriod:
        month = Period.month(on.year, on.month).previous()
    units = [one.id for one in units_for(request.actor, on)]
    number = actions.look_through(at=timezone.now(), actor=request.actor, month=month, organisation_ids=units)
    said = ngettext("%(count)s question is open.", "%(count)s questions are open.", number)
    messages.success(request, said % {"count": number})
    return redirect(reverse("indicators:oddities"))
