"""Doors of activities: the units a person works for, and what belongs to them. A stranger finds nothing."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.services.activities.models import Activity, Series, Session, Venue
from densach.services.activities.queries import traces
from densach.services.activities.rules.kinds import family_of
from densach.services.activities.rules.verbs import VIEW


def units_for(actor: Actor, on: date, verb: str = VIEW) -> list[Named]:
    """The institutions of the day that hold activities and in which the actor may do the verb, as the register orders
    them: libraries, museums, culture centres and houses, departments and offices.
    """
    ids = set(organisations_where(actor, verb, on).values_list("pk", flat=True))
    return [one for one in organisations.alive(on) if one.id in ids and family_of(one.kind)]


def unit_for(actor: Actor, code: str, verb: str = VIEW) -> Organisation:
    """The institution by its code, or NotFound for whoever may not do the verb there."""
    unit = organisations.by_code(code)
    if not actor.may(verb, unit):
        raise NotFound()
    return unit


def activity_for(actor: Actor, pk: int, verb: str = VIEW) -> Activity:
    """The activity with its kind and unit, or NotFound for whoever may not do the verb there."""
    rows = Activity.objects.select_related("kind", "organisation", "area", "cover", "paper")
    found = rows.filter(pk=pk).first()
    if found is None or not actor.may(verb, found.organisation_id):
        raise NotFound()
    return found


def session_for(actor: Actor, pk: int, verb: str = VIEW) -> Session:
    """The session with its activity, kind, unit, room and series, or NotFound."""
    rows = Session.objects.select_related(
        "activity__kind", "activity__organisation", "organisation", "venue", "series"
    )
    found = rows.filter(pk=pk).first()
    if found is None or not actor.may(verb, found.organisation_id):
        raise NotFound()
    return found


def series_for(actor: Actor, pk: int, verb: str = VIEW) -> Series:
    """The series with its activity, or NotFound."""
    rows = Series.objects.select_related("activity__kind", "activity__organisation", "venue", "term")
    found = rows.filter(pk=pk).first()
    if found is None or not actor.may(verb, found.activity.organisation_id):
        raise NotFound()
    return found


def venue_for(actor: Actor, pk: int, verb: str = VIEW) -> Venue:
    """The room with its unit, or NotFound."""
    found = Venue.objects.select_related("organisation").filter(pk=pk).first()
    if found is None or not actor.may(verb, found.organisation_id):
        raise NotFound()
    return found


# Either of them reads a unit's figures, and so what stands behind them.
READS = ("count.view", VIEW)


def trace_for(actor: Actor, kind: str, pk: int) -> traces.Trace:
    """The record behind a fact, for whoever may read the unit's figures: its staff, its department's officers."""
    found = traces.trace(kind, pk)
    if found is None or not any(actor.may(verb, found.organisation_id) for verb in READS):
        raise NotFound()
    return found
