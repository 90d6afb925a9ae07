"""A team goes out to the people: a session of its own, counted as one trip when it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.services.activities.actions.sessions import add_session, move_session
from densach.services.activities.models import Channel, Session, SessionState
from densach.services.activities.rules.activity import When
from densach.services.clubs.actions.holding import going_on, locked, tell
from densach.services.clubs.actions.meetings import count_crowd, sent_before
from densach.services.clubs.actions.spine import trips_of_year
from densach.services.clubs.models import Club, Trip
from densach.services.clubs.rules.given import TripData, span
from densach.services.clubs.rules.refusals import TooEarly


@transaction.atomic
def add_trip(*, at: datetime, actor: Actor, club: Club, data: TripData) -> Trip:
    """A trip that is planned, or one that was made with who came: then it is closed and counted at once.

    Sent again under its key it is the same trip. Raises NotAllowed, NotNow, StaysHome, TooEarly, NobodyCounted,
    MorePartsThanPeople and what planning and closing refuse.
    """
    held = going_on(actor, club)
    earlier = sent_before(data.key)
    if earlier is not None:
        return Trip.objects.get(session=earlier)
    if data.on < held.founded_on:
        raise TooEarly(on=data.on, since=held.founded_on)
    activity = trips_of_year(at, actor, held, data.on)
    session = add_session(at=at, actor=actor, activity=activity, when=_when(data))
    trip = Trip(club=held, session=session)
    _fill(trip, data)
    trip.save()
    if data.crowd is not None:
        count_crowd(at, actor, session, data.crowd.taps(), data.key)
    tell(at, actor, held, "trip", on=data.on, place=session.place)
    return trip


@transaction.atomic
def change_trip(*, at: datetime, actor: Actor, trip: Trip, data: TripData, seen: int) -> Trip:
    """What is told of it. Where it is not closed yet the session moves with it; who came is put right on its sheet.

    `seen`: the revision of its session. Raises NotAllowed, SeenAnOldSession, VenueTaken.
    """
    club = locked(actor, trip.club)
    session = Session.objects.select_related("activity__organisation", "venue").get(pk=trip.session_id)
    if session.state == SessionState.PLANNED:
        when = replace(_when(data), venue=session.venue)
        move_session(at=at, actor=actor, session=session, when=when, seen_revision=seen)
    found = club.trips.select_related("session").get(pk=trip.pk)
    found.club = club
    _fill(found, data)
    found.save()
    tell(at, actor, club, "trip_changed", on=found.session.on, place=found.session.place)
    return found


def _when(data: TripData) -> When:
    return span(
        data.on,
        data.starts,
        data.minutes,
        place=data.place,
        topic=data.programme[:200],
        channel=Channel.MOBILE,
    )


def _fill(trip: Trip, data: TripData) -> None:
    trip.area, trip.programme = data.area, clean_text(data.programme)[:300]
    trip.performers, trip.vehicle = data.performers, clean_text(data.vehicle)[:120]
    trip.note = clean_text(data.note)[:300]
