"""Trips of teams: by area and month with their yearly sums, one by one."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from densach.people.access import only_with
from densach.services.activities.rules.activity import when_text
from densach.services.clubs import actions, pages
from densach.services.clubs.access import club_for, trip_for
from densach.services.clubs.forms.meetings import ChangeTripForm, TripForm, TripsFilter
from densach.services.clubs.models import Trip
from densach.services.clubs.queries import clubs as read
from densach.services.clubs.queries import trips as read_trips
from densach.services.clubs.rules.lifecycle import TRAVELS
from densach.services.clubs.rules.verbs import MANAGE, VIEW
from densach.services.clubs.views.doing import day, done, form_page, now, told
from densach.ui.http import Request
from densach.ui.nav import NavItem
from densach.ui.tables import download


def _crumb() -> NavItem:
    return NavItem(pgettext("club", "Trips of teams"), reverse("clubs:trips"))


def _when(trip: Trip) -> str:
    return when_text(trip.session.starts, trip.session.ends)


@only_with(VIEW)
@require_safe
def trips(request: Request) -> HttpResponse:
    on = day()
    every = read_trips.trips_for(request.actor, on)
    clubs = read.clubs_for(request.actor, on).filter(kind__in=TRAVELS)
    chosen = TripsFilter(
        request.GET, on=on, teams=read_trips.teams_of(every), units=read.units_of(clubs, on),
        areas=read_trips.areas_of(every, on),
    )  # fmt: skip
    narrow = read_trips.narrowed(every, chosen.wanted())
    rows = read_trips.with_people(narrow)
    if (form := request.GET.get("as", "")) in ("xlsx", "csv"):
        return _taken(rows, form)
    page, key = read_trips.page_before(rows, request.GET.get("truoc", ""))
    kept = pages.kept_query(request, "truoc", "as")
    context = {
        "ways": pages.ways("trips"),
        "filter": chosen,
        "lines": [(one, _when(one.trip)) for one in read_trips.lines(page, on)],
        "sums": read_trips.sums(narrow, on),
        "year": chosen.year,
        "query": kept,
        "next_url": f"?{kept}&truoc={key}" if key else "",
        "is_filtered": any(chosen.chosen(name) for name in chosen.fields),
        "all_url": reverse("clubs:trips"),
        "teams": list(read.keepable(clubs, request.actor, on)),
    }  # fmt: skip
    return render(request, "clubs/trips.html", context)


def _taken(rows: QuerySet[Trip], form: str) -> HttpResponse:
    head = [
        _("Day"), pgettext("trip", "Team"), _("Unit"), pgettext("trip", "Where"), _("Commune"), _("Programme"),
        _("How many performed"), _("Vehicle"), _("How many came"), _("State"),
    ]  # fmt: skip

    def every() -> Iterator[list[object]]:
        for one in read_trips.lines(rows, day()):
            trip = one.trip
            yield [
                trip.session.on, trip.club.name, one.unit, trip.session.place, one.area, trip.programme,
                trip.performers, trip.vehicle, one.people, str(trip.session.get_state_display()),
            ]  # fmt: skip

    return download("chuyen-luu-dong", head, every(), form)


@only_with(MANAGE)
def new(request: Request, pk: int) -> HttpResponse:
    """Planned, or made already with who came."""
    thing = club_for(request.actor, pk, MANAGE)
    at = now()
    form = TripForm(
        request.POST or None, at=at, areas=read.communes_of_units([thing.organisation_id], day()),
        initial={"key": secrets.token_urlsafe(16)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made: list[Trip] = []

        def act() -> None:
            made.append(actions.add_trip(at=at, actor=request.actor, club=thing, data=form.data_of()))

        if done(form, act):
            words = (
                _("Written down and counted.")
                if form.told
                else _("Planned. Close it with who came afterwards.")
            )
            return told(request, words, reverse("clubs:trip", args=[made[0].pk]))
    return form_page(
        request, form, title=_("New trip"), submit=_("Write down the trip"), icon="truck",
        back=reverse("clubs:club", args=[pk]), crumbs=pages.crumbs(thing), template="clubs/meet.html",
        lead=_("Made already: tell how many came, and it is counted. To come: leave that empty."),
    )  # fmt: skip


@only_with(VIEW)
@require_safe
def trip(request: Request, pk: int) -> HttpResponse:
    found = trip_for(request.actor, pk)
    [line] = read_trips.lines(
        read_trips.with_people(Trip.objects.filter(pk=pk).select_related("club", "session")), day()
    )
    session = found.session
    context = {
        "trip": found,
        "line": line,
        "when": _when(found),
        "crumbs": pages.crumbs(found.club, _crumb()),
        "may_manage": request.actor.may(MANAGE, found.club.organisation_id),
        "may_attend": request.actor.may("activity.attend", found.club.organisation_id),
        "is_over": session.starts <= now(),
    }
    return render(request, "clubs/trip.html", context)


@only_with(MANAGE)
def change(request: Request, pk: int) -> HttpResponse:
    found = trip_for(request.actor, pk, MANAGE)
    areas = read.communes_of_units([found.club.organisation_id], day())
    form = ChangeTripForm(request.POST or None, at=now(), areas=areas, trip=found)
    back = reverse("clubs:trip", args=[pk])
    if request.method == "POST" and form.is_valid():

        def act() -> object:
            return actions.change_trip(
                at=now(), actor=request.actor, trip=found, data=form.data_of(), seen=form.seen
            )

        if done(form, act):
            return told(request, _("Changed."), back)
    return form_page(
        request,
        form,
        title=_("Change the trip"),
        submit=_("Save"),
        back=back,
        crumbs=pages.crumbs(found.club, _crumb()),
    )
