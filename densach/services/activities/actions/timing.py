"""What all acts on time share: the activity and the session held, the room booked, the change told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import uuid4

from densach.formats.ical.days import HOST
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.services.activities.actions.planning import locked as locked_activity
from densach.services.activities.models import Activity, ActivityState, Series, Session, SessionState, Venue
from densach.services.activities.queries.sessions import busy_ahead, busy_in
from densach.services.activities.rules.activity import (
    NotInThisState,
    SeenAnOldSession,
    SessionCalledOff,
    SessionClosed,
    VenueEnded,
    VenueOfOthers,
    VenueTaken,
    When,
    clock_text,
    when_text,
)
from densach.services.activities.rules.rooms import Span, first_clash, next_free
from densach.services.activities.rules.verbs import MANAGE

# The columns that `put` and `touch` write.
CHANGED: Final = (
    "starts", "ends", "on", "venue", "place", "channel", "topic", "all_day", "sequence", "revision", "changed_at",
)  # fmt: skip


def open_activity(actor: Actor, activity: Activity, *verbs: str) -> Activity:
    """The locked activity, of which sessions may be made and moved. Raises NotAllowed, NotInThisState."""
    found = locked_activity(activity)
    if not any(actor.may(verb, found.organisation) for verb in verbs or (MANAGE,)):
        raise NotAllowed(verb=MANAGE)
    if found.state not in (ActivityState.DRAFT, ActivityState.PUBLISHED):
        raise NotInThisState(title=found.title, state=str(ActivityState(found.state).label))
    return found


def locked_session(actor: Actor, session: Session, seen_revision: int | None, *verbs: str) -> Session:
    """The row as it is now, held until the transaction ends. Raises NotAllowed, SeenAnOldSession."""
    rows = Session.objects.select_for_update(of=("self",)).select_related(
        "activity__kind", "organisation", "venue", "series"
    )
    found = rows.get(pk=session.pk)
    if not any(actor.may(verb, found.organisation) for verb in verbs or (MANAGE,)):
        raise NotAllowed(verb=MANAGE)
    if seen_revision is not None and found.revision != seen_revision:
        raise SeenAnOldSession(when=when_text(found.starts, found.ends))
    return found


def book_room(
    actor: Actor, activity: Activity, venue: Venue | None, spans: Sequence[Span], but: Iterable[int] = ()
) -> None:
    """Checks that the room is free for all spans, and holds it until the transaction ends: of two who ask at the same
    moment one is refused. `but`: sessions that move away. Raises VenueTaken, VenueEnded, VenueOfOthers.
    """
    if venue is None or not spans:
        return
    # Where rows cannot be held, as in SQLite, whoever writes holds the whole queue.
    venue = Venue.objects.select_for_update().get(pk=venue.pk)
    if venue.organisation_id != activity.organisation_id and not actor.may(MANAGE, venue.organisation_id):
        raise VenueOfOthers(venue=venue.name)
    last = max(span.ends for span in spans)
    if venue.ended_on is not None and venue.ended_on < today(last):
        raise VenueEnded(venue=venue.name)
    but = list(but)
    busy = busy_in(venue, min(span.starts for span in spans), last, but)
    clash = first_clash(spans, [span for span, _session in busy])
    if clash is None:
        return
    wanted, index = clash
    _span, other = busy[index]
    free = next_free(wanted, busy_ahead(venue, wanted.starts, but))
    raise VenueTaken(
        venue=venue.name,
        activity=other.activity.title,
        starts=clock_text(other.starts),
        ends=clock_text(other.ends),
        free=clock_text(free) if free else "…",
    )


def new_session(at: datetime, activity: Activity, when: When, uid: str = "") -> Session:
    """A planned session, not yet saved."""
    return Session(
        activity=activity, organisation_id=activity.organisation_id, uid=uid or f"{uuid4()}@{HOST}",
        starts=when.starts, ends=when.ends, on=when.on, all_day=when.all_day, venue=when.venue, place=when.place,
        channel=when.channel, topic=when.topic, changed_at=at,
    )  # fmt: skip


def put(session: Session, when: When, at: datetime) -> None:
    """The session at its new time, not yet saved; calendars that have it learn of it by its sequence."""
    session.starts, session.ends, session.on = when.starts, when.ends, when.on
    session.venue, session.place, session.channel = when.venue, when.place, when.channel
    session.topic, session.all_day = when.topic, when.all_day
    touch(session, at)


def touch(session: Session, at: datetime) -> None:
    """One more change: feeds and open forms learn of it."""
    session.sequence += 1
    session.revision += 1
    session.changed_at = at


def require_planned(session: Session) -> None:
    """Raises SessionClosed, SessionCalledOff."""
    when = when_text(session.starts, session.ends)
    if session.state == SessionState.HELD:
        raise SessionClosed(when=when)
    if session.state == SessionState.CANCELLED:
        raise SessionCalledOff(when=when)


def call_off(session: Session, why: str, at: datetime) -> None:
    """Called off, not yet saved."""
    session.state, session.cancelled_why = SessionState.CANCELLED, why
    touch(session, at)


def tell(at: datetime, actor: Actor, session: Session, act: str, **params: object) -> None:
    """A line of the journal about a session."""
    journal.write(
        at=at, actor=actor, act=act, organisation=session.organisation, subject=f"session:{session.pk}",
        title=session.activity.title, when=when_text(session.starts, session.ends), **params,
    )  # fmt: skip


def tell_series(at: datetime, actor: Actor, series: Series, act: str, number: int) -> None:
    """A line of the journal about a series."""
    journal.write(
        at=at, actor=actor, act=act, organisation=series.activity.organisation, subject=f"series:{series.pk}",
        title=series.activity.title, number=number,
    )  # fmt: skip
