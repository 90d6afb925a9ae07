"""Rooms, terms and holidays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from densach.kernel.dates import today
from densach.kernel.errors import NotFound, Refusal
from densach.organisations.rules import Named
from densach.people.access import only_with
from densach.services.activities.access import unit_for, units_for, venue_for
from densach.services.activities.actions import terms as term_actions
from densach.services.activities.actions import venues as actions
from densach.services.activities.forms.times import SpanForm, VenueForm, typed_venue
from densach.services.activities.models import Holiday, Term, Venue
from densach.services.activities.queries.grounds import (
    holidays_for,
    sessions_in_holiday,
    terms_for,
    venues_of,
)
from densach.services.activities.queries.keeping import keeps_for_all
from densach.services.activities.queries.sessions import sessions_between
from densach.services.activities.rules.activity import when_text
from densach.services.activities.rules.verbs import KINDS, MANAGE, VIEW
from densach.services.activities.views.agenda import ways
from densach.services.activities.views.planning import METHODS, trail
from densach.ui.http import Request
from densach.ui.tables import download
from densach.ui.wording import sentence

_WEEKS = 4


def _units(request: Request, verb: str = VIEW) -> list[Named]:
    return units_for(request.actor, today(timezone.now()), verb)


def _chosen(request: Request, units: list[Named]) -> Named | None:
    code = request.GET.get("don_vi", "")
    return next((one for one in units if one.code == code), units[0] if units else None)


@only_with(VIEW)
@require_safe
def venues(request: Request) -> HttpResponse:
    """The rooms of one unit with what stands in them."""
    units = _units(request)
    unit = _chosen(request, units)
    rows = list(venues_of([unit.id], ended=True)) if unit else []
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        head = [_("Name of the room"), _("Seats"), _("What stands in it"), _("Note"), _("Ended on")]
        cells = [[one.name, one.seats, _things(one), one.note, one.ended_on] for one in rows]
        return download("phong", head, cells, form)
    told = {
        "ways": ways(request, "venues"), "units": units, "unit": unit,
        "lines": [(one, _things(one)) for one in rows if one.ended_on is None],
        "ended": [one for one in rows if one.ended_on is not None],
        "may": unit is not None and request.actor.may(MANAGE, unit.id),
    }  # fmt: skip
    return render(request, "activities/agenda/venues.html", told)


def _things(venue: Venue) -> str:
    return ", ".join(
        f"{one.quantity} {one.name}"
        + (_(" (%(number)s broken)") % {"number": one.broken} if one.broken else "")
        for one in venue.equipment.all()
    )


@only_with(MANAGE)
@require_http_methods(METHODS)
def new_venue(request: Request, unit: str) -> HttpResponse:
    """A room of the unit."""
    place = unit_for(request.actor, unit, MANAGE)
    form = VenueForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_venue(
                at=timezone.now(), actor=request.actor, organisation=place, data=form.data_typed()
            )
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The room is written down."))
            return redirect(f"{_address('venues')}?don_vi={place.code}")
    told = {"form": form, "trail": trail(_("New room")), "unit": place}
    return render(request, "activities/agenda/venue.html", told, status=422 if form.errors else 200)


def _address(name: str) -> str:
    return reverse(f"activities:{name}")


@only_with(VIEW)
@require_http_methods(METHODS)
def venue(request: Request, pk: int) -> HttpResponse:
    """A room: what is held in it in the coming weeks; whoever plans there changes it."""
    at, found = timezone.now(), venue_for(request.actor, pk, VIEW)
    may = request.actor.may(MANAGE, found.organisation)
    if request.method == "POST" and not may:
        raise NotFound()
    form = VenueForm(request.POST if request.method == "POST" else None, initial=typed_venue(found))
    if form.is_bound and form.is_valid():
        try:
            actions.change_venue(
                at=at, actor=request.actor, venue=found, data=form.data_typed(),
                seen_revision=form.cleaned_data["seen_revision"] or 0,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("The room is changed."))
            return redirect("activities:venue", pk)
    on = today(at)
    coming = sessions_between(on, on + timedelta(weeks=_WEEKS), venue=found, states=("planned", "held"))
    told = {
        "form": form, "venue": found, "may": may, "unit": found.organisation, "trail": trail(found.name),
        "coming": [(one, when_text(one.starts, one.ends)) for one in coming],
    }  # fmt: skip
    return render(request, "activities/agenda/venue.html", told, status=422 if form.errors else 200)


@only_with(MANAGE)
@require_POST
def end_venue(request: Request, pk: int) -> HttpResponse:
    """No longer used, or used again."""
    found = venue_for(request.actor, pk, MANAGE)
    act = actions.take_up_venue if found.ended_on else actions.end_venue
    try:
        act(at=timezone.now(), actor=request.actor, venue=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The room is changed."))
    return redirect(f"{_address('venues')}?don_vi={found.organisation.code}")


@only_with(VIEW)
@require_http_methods(METHODS)
def terms(request: Request) -> HttpResponse:
    """Terms and holidays of everyone and of one unit; new ones are written below."""
    at = timezone.now()
    units, keeps = _units(request), _everywhere(request)
    unit = _chosen(request, units)
    mine = _units(request, MANAGE)
    what = request.POST.get("what", "")
    forms = {
        name: SpanForm(
            request.POST if what == name else None, prefix=name, everywhere=keeps,
            units=[(one.code, one.name) for one in mine], initial={"unit": unit.code if unit else ""},
        )
        for name in ("term", "holiday")
    }  # fmt: skip
    if what in forms and forms[what].is_valid() and _written(request, what, forms[what]):
        return redirect(f"{_address('terms')}?don_vi={forms[what].cleaned_data['unit']}")
    key = unit.id if unit else None
    ids = [one.id for one in mine]
    holidays = [
        (
            one,
            sessions_in_holiday(one, [key], at).count() if key in ids and key else 0,
            _keeps(request, one, everywhere=keeps),
        )
        for one in holidays_for(key, since=today(at) - timedelta(days=366))
    ]
    told: dict[str, Any] = {
        "ways": ways(request, "terms"), "units": units, "unit": unit, "holidays": holidays,
        "terms": [(one, _keeps(request, one, everywhere=keeps)) for one in terms_for(key)], "forms": forms,
        "may": bool(mine) or keeps,
    }  # fmt: skip
    wrong = any(form.errors for form in forms.values())
    return render(request, "activities/agenda/terms.html", told, status=422 if wrong else 200)


def _everywhere(request: Request) -> bool:
    return keeps_for_all(request.actor, KINDS, today(timezone.now()))


def _keeps(request: Request, one: Term | Holiday, *, everywhere: bool) -> bool:
    if one.organisation_id is None:
        return everywhere
    return request.actor.may(MANAGE, one.organisation_id)


def _written(request: Request, what: str, form: SpanForm) -> bool:
    code = form.cleaned_data["unit"]
    unit = unit_for(request.actor, code, MANAGE) if code else None
    act: Any = term_actions.write_term if what == "term" else term_actions.write_holiday
    try:
        act(at=timezone.now(), actor=request.actor, organisation=unit, data=form.span())
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return False
    messages.success(request, _("It is written down."))
    return True


@only_with(VIEW)
@require_POST
def remove_term(request: Request, pk: int) -> HttpResponse:
    """A term that no series was made by."""
    found = Term.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or not _keeps(request, found, everywhere=_everywhere(request)):
        raise NotFound()
    try:
        term_actions.remove_term(at=timezone.now(), actor=request.actor, term=found)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("It is removed."))
    return redirect("activities:terms")


def _holiday(pk: int) -> Holiday:
    found = Holiday.objects.select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


@only_with(VIEW)
@require_POST
def remove_holiday(request: Request, pk: int) -> HttpResponse:
    """Series made from now on no longer leave it out."""
    found = _holiday(pk)
    if not _keeps(request, found, everywhere=_everywhere(request)):
        raise NotFound()
    term_actions.remove_holiday(at=timezone.now(), actor=request.actor, holiday=found)
    messages.success(request, _("It is removed."))
    return redirect("activities:terms")


@only_with(MANAGE)
@require_POST
def call_off_in(request: Request, pk: int) -> HttpResponse:
    """The unit's sessions of series in the holiday are called off."""
    found = _holiday(pk)
    unit = unit_for(request.actor, request.POST.get("don_vi", ""), MANAGE)
    called = term_actions.call_off_in(
        at=timezone.now(), actor=request.actor, holiday=found, organisation=unit
    )
    words = ngettext("%(number)s session is called off.", "%(number)s sessions are called off.", len(called))
    messages.success(request, words % {"number": len(called)})
    return redirect(f"{_address('terms')}?don_vi={unit.code}")
