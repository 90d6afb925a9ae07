"""An activity that was called off, by mistake or too soon, goes on with the sessions that went with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.services.activities.actions.letters import activity_on
from densach.services.activities.actions.planning import turned
from densach.services.activities.actions.seating import lapse, pass_on_all
from densach.services.activities.actions.timing import book_room, touch
from densach.services.activities.models import Activity, ActivityState, Session, SessionState
from densach.services.activities.rules.activity import VenueEnded, VenueOfOthers, VenueTaken
from densach.services.activities.rules.rooms import Span


def _gone_with(activity: Activity, since: datetime, at: datetime) -> QuerySet[Session]:
    rows = Session.objects.select_for_update(of=("self",)).select_related("venue").order_by("starts")
    return rows.filter(activity=activity, state=SessionState.CANCELLED, changed_at=since, ends__gt=at)


@dataclass(frozen=True)
class TakenUp:
    """The activity, how many sessions are planned again, and how many are not because their room is taken."""

    activity: Activity
    again: int
    left: int


@transaction.atomic
def take_up(*, at: datetime, actor: Actor, activity: Activity, seen_revision: int | None = None) -> TakenUp:
    """Announced again, or a draft if it never was. Sessions still to come that the same act called off are planned
    again where their room is free; those called off by themselves before stay so. Whoever has a place or waits is told;
    places that are free go on. Raises NotInThisState.
    """
    found = turned(actor, activity, "take_up", seen_revision)
    since = found.called_off_at
    if found.published_at is None:
        found.state = ActivityState.DRAFT
    found.ended_why, found.called_off_at = "", None
    found.save()
    again = left = 0
    for session in _gone_with(found, since, at) if since else ():
        try:
            span = Span(session.starts, session.ends)
            book_room(actor, found, session.venue, [span], but=[session.pk])
        except (VenueTaken, VenueEnded, VenueOfOthers):
            left += 1
            continue
        session.state, session.cancelled_why = SessionState.PLANNED, ""
        touch(session, at)
        session.save()
        again += 1
    lapse(at, found)
    pass_on_all(at, found)
    activity_on(at, found)
    journal.write(
        at=at, actor=actor, act="activity.taken_up", organisation=found.organisation,
        subject=f"activity:{found.pk}", title=found.title, number=again,
    )  # fmt: skip
    return TakenUp(found, again, left)
