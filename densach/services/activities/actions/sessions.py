"""Sessions are added, moved, called off and taken up again; no room is promised twice."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.services.activities.actions import reaching
from densach.services.activities.actions.series import add_series, change_series, undo_series
from densach.services.activities.actions.timing import (
    book_room,
    call_off,
    locked_session,
    new_session,
    open_activity,
    put,
    require_planned,
    tell,
    touch,
)
from densach.services.activities.actions.twice import require_new, session_before
from densach.services.activities.models import Activity, Session, SessionState
from densach.services.activities.rules.activity import (
    SessionNotCalledOff,
    When,
    WhyLacks,
    settled,
    when_text,
)
from densach.services.activities.rules.recurring import require_reach
from densach.services.activities.rules.rooms import Span
from densach.services.activities.rules.verbs import ATTEND, MANAGE

__all__ = [
    "add_series",
    "add_session",
    "cancel_session",
    "change_series",
    "move_session",
    "restore_session",
    "undo_series",
]
ONE: Final = "one"


@transaction.atomic
def add_session(*, at: datetime, actor: Actor, activity: Activity, when: When, key: str = "") -> Session:
    """One session by itself. `key`: the same time and place sent again under it make nothing more.

    Raises NotAllowed, NotInThisState, EndsBeforeItStarts, LastsTooLong, YearOutOfReach, SessionThere, VenueTaken,
    VenueEnded, VenueOfOthers.
    """
    found = open_activity(actor, activity)
    when = settled(when)
    earlier, uid = session_before(found, key, when)
    if earlier is not None:
        return earlier
    require_new(found, [when])
    book_room(actor, found, when.venue, [Span(when.starts, when.ends)])
    session = new_session(at, found, when, uid)
    session.save()
    tell(at, actor, session, "session.added")
    return session


@transaction.atomic
def move_session(
    *,
    at: datetime,
    actor: Actor,
    session: Session,
    when: When,
    seen_revision: int,
    reach: str = ONE,
) -> Session:
    """Another time, room, place or topic: of this `one`, of it and those `following` in its series, of `all` to come.

    With `following` and `all`, what departs from the series stays where it was put, and topics stay; a closed one never
    moves. Raises as `add_session`, and SeenAnOldSession, SessionClosed, SessionCalledOff, NotOfASeries, LunarDayMoves,
    SlotTaken.
    """
    require_reach(reach)
    found = locked_session(actor, session, seen_revision, MANAGE)
    open_activity(actor, found.activity)
    require_planned(found)
    when = settled(when)
    if reach != ONE:
        return reaching.move(at, actor, found, when, reach)
    book_room(actor, found.activity, when.venue, [Span(when.starts, when.ends)], but=[found.pk])
    before = when_text(found.starts, found.ends)
    found.edited = found.edited or found.series_id is not None
    put(found, when, at)
    found.save()
    tell(at, actor, found, "session.moved", before=before)
    return found


@transaction.atomic
def cancel_session(
    *,
    at: datetime,
    actor: Actor,
    session: Session,
    why: str,
    reach: str = ONE,
    seen_revision: int | None = None,
) -> Session:
    """Called off with its reason, which people read; whoever marks who came may say that one was not held.

    Raises NotAllowed, WhyLacks, SeenAnOldSession, SessionClosed, SessionCalledOff, NotOfASeries.
    """
    require_reach(reach)
    why = clean_text(why)[:300]
    if not why:
        raise WhyLacks
    verbs = (MANAGE, ATTEND) if reach == ONE else (MANAGE,)
    found = locked_session(actor, session, seen_revision, *verbs)
    require_planned(found)
    if reach != ONE:
        return reaching.cancel(at, actor, found, why, reach)
    call_off(found, why, at)
    found.save()
    tell(at, actor, found, "session.cancelled", why=why)
    return found


@transaction.atomic
def restore_session(
    *, at: datetime, actor: Actor, session: Session, seen_revision: int | None = None, reach: str = ONE
) -> Session:
    """A called-off session is planned again, if its room is still free; with `all` every one called off with it.

    Raises SeenAnOldSession, SessionNotCalledOff, VenueTaken, NotInThisState.
    """
    require_reach(reach)
    verbs = (MANAGE, ATTEND) if reach == ONE else (MANAGE,)
    found = locked_session(actor, session, seen_revision, *verbs)
    if found.state != SessionState.CANCELLED:
        raise SessionNotCalledOff(when=when_text(found.starts, found.ends))
    open_activity(actor, found.activity, *verbs)
    group = [found] if reach == ONE else reaching.called_off_with(found)
    for one in group:
        book_room(actor, found.activity, one.venue, [Span(one.starts, one.ends)], but=[one.pk])
        one.state, one.cancelled_why = SessionState.PLANNED, ""
        touch(one, at)
        one.save()
        tell(at, actor, one, "session.restored")
    return found
