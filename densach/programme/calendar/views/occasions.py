"""Occasions: the list of a year, one of them, its dates; and links to feeds."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.people.access import require, staff_required
from densach.people.queries import home_organisation
from densach.programme.calendar import actions, queries
from densach.programme.calendar.access import MANAGE, VIEW, place_of
from densach.programme.calendar.forms import CancelForm, DatesForm, OccasionForm
from densach.ui.http import Request
from densach.ui.wording import sentence


def _today() -> date:
    return today(timezone.now())


def _areas(request: Request, on: date) -> list[int]:
    home = home_organisation(request.actor, on)
    return queries.areas_around(organisations.named(home, on).area_id if home else None, on)


@staff_required
@require_safe
def occasions(request: Request) -> HttpResponse:
    """Every occasion of a year with its dates in the person's place."""
    require(request.actor, VIEW, None)
    on = _today()
    year = whole_number(request.GET.get("nam", "")) or on.year
    year = min(max(year, 2000), 2100)
    found = queries.dates_of_year(year, _areas(request, on))
    found.sort(key=lambda one: (one.span is None, one.span.first if one.span else date.max))
    context = {
        "rows": found,
        "year": year,
        "previous_url": f"?nam={year - 1}",
        "next_url": f"?nam={year + 1}",
        "may_manage": place_of(request.actor, on) is not None,
    }
    return render(request, "calendar/occasions.html", context)


@staff_required
def add(request: Request) -> HttpResponse:
    """A day of the person's own place."""
    require(request.actor, MANAGE, None)
    form = OccasionForm(request.POST or None, initial={"rule": "solar"})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_occasion(at=timezone.now(), actor=request.actor, values=form.values())
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("It stands in the calendar of your place."))
            return redirect("calendar:occasion", made.code)
    return render(request, "calendar/add.html", {"form": form}, status=422 if form.errors else 200)


@staff_required
@require_safe
def occasion(request: Request, code: str) -> HttpResponse:
    return _page(request, code)


def _page(
    request: Request,
    code: str,
    *,
    dates_form: DatesForm | None = None,
    cancel_form: CancelForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """One occasion: when it falls in the years around, and who said so."""
    require(request.actor, VIEW, None)
    on = _today()
    areas = _areas(request, on)
    found = queries.occasion_by_code(code)
    if found.area_id is not None and found.area_id not in areas:
        raise NotFound
    context = {
        "occasion": found,
        "place": organisations.area_name(found.area_id, on) if found.area_id else "",
        "years": queries.dates_of(found, range(on.year - 1, on.year + 4), areas),
        "dates_form": dates_form or DatesForm(),
        "cancel_form": cancel_form or CancelForm(initial={"year": on.year}),
        "may_manage": place_of(request.actor, on) is not None,
        "on": on,
    }
    return render(request, "calendar/occasion.html", context, status=status)


@staff_required
@require_POST
def set_dates(request: Request, code: str) -> HttpResponse:
    form = DatesForm(request.POST)
    if form.is_valid():
        try:
            actions.set_dates(
                at=timezone.now(),
                actor=request.actor,
                occasion=queries.occasion_by_code(code),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The dates are set for your place."))
            return redirect("calendar:occasion", code)
    return _page(request, code, dates_form=form, status=422)


@staff_required
@require_POST
def cancel(request: Request, code: str) -> HttpResponse:
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_year(
                at=timezone.now(),
                actor=request.actor,
                occasion=queries.occasion_by_code(code),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("It is not held in that year in your place."))
            return redirect("calendar:occasion", code)
    return _page(request, code, cancel_form=form, status=422)


@staff_required
@require_POST
def take_back(request: Request, code: str, year: int) -> HttpResponse:
    found = queries.occasion_by_code(code)
    gone = actions.take_back_word(at=timezone.now(), actor=request.actor, occasion=found, year=year)
    told = _("What was said last is taken back.") if gone else _("Your place has said nothing on that year.")
    messages.success(request, told)
    return redirect("calendar:occasion", code)


@staff_required
@require_POST
def make_link(request: Request) -> HttpResponse:
    """A secret address for a calendar program, shown this once."""
    unit = organisations.by_code(request.POST.get("unit", ""))
    if not request.actor.may(VIEW, unit):
        raise NotFound
    token = actions.make_link(at=timezone.now(), actor=request.actor, organisation=unit)
    url = request.build_absolute_uri(reverse("exchange:unit_feed", args=[unit.code, token]))
    context = {"url": url, "unit": organisations.named(unit, _today())}
    return render(request, "calendar/link.html", context)


@staff_required
@require_POST
def end_link(request: Request, pk: int) -> HttpResponse:
    actions.end_link(at=timezone.now(), actor=request.actor, pk=pk)
    messages.success(request, _("The link is ended: calendars that read it get nothing more."))
    return redirect("calendar:calendar")
