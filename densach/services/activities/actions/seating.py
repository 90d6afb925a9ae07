"""Places given, freed and passed on. All of it under the activity's lock, so that no two people get one place.

On SQLite a write transaction holds the queue; on PostgreSQL the activity's row is locked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from densach.kernel.vietnamese import clean_text
from densach.services.activities.actions.letters import letter_to
from densach.services.activities.models import (
    Activity,
    ActivityState,
    Enrolment,
    EnrolmentState,
    EnrolmentStep,
    LetterKind,
    Session,
    SessionState,
)
from densach.services.activities.queries.places import is_over, taken_in
from densach.services.activities.rules.enrolling import (
    ENDED,
    SEATED,
    NoSuchEnrolment,
    SeenAnOldEnrolment,
    after,
    free_seat,
    offered_until,
)


def lock(activity: Activity | int) -> Activity:
    """The activity, held until the transaction ends: whoever asks for a place stands behind."""
    pk = activity.pk if isinstance(activity, Activity) else activity
    rows = Activity.objects.select_for_update(of=("self",)).select_related("organisation", "kind", "area")
    return rows.get(pk=pk)


def locked(enrolment: Enrolment | int, seen: int | None = None) -> Enrolment:
    """The enrolment as it is now, its activity held. Raises NoSuchEnrolment, SeenAnOldEnrolment."""
    pk = enrolment.pk if isinstance(enrolment, Enrolment) else enrolment
    activity = Enrolment.objects.filter(pk=pk).values_list("activity_id", flat=True).first()
    if activity is None:
        raise NoSuchEnrolment
    held = lock(activity)
    found = Enrolment.objects.select_related("session", "person__guardian", "group").get(pk=pk)
    found.activity = held
    if seen is not None and found.revision != seen:
        raise SeenAnOldEnrolment
    return found


def places_left(activity: Activity, session: Session | None) -> int | None:
    """How many places are free; None without a limit."""
    if activity.capacity is None:
        return None
    return activity.capacity - taken_in(activity.pk, session.pk if session else None)


def seat_in(activity: Activity, session: Session | None) -> int | None:
    """A number for somebody who gets a place; None without a limit. Whoever asks has made sure that a place is free."""
    if activity.capacity is None:
        return None
    held = Enrolment.objects.filter(activity=activity, session=session, seat__isnull=False)
    return free_seat(activity.capacity, (seat for seat in held.values_list("seat", flat=True) if seat))


def next_position(activity: Activity) -> int:
    return (Enrolment.objects.filter(activity=activity).aggregate(last=Max("position"))["last"] or 0) + 1


def step(at: datetime, by: str, enrolment: Enrolment, act: str, why: str = "") -> Enrolment:
    """One step of the life cycle, written down. Raises Unfit."""
    before = enrolment.state
    enrolment.state = after(before, act)
    why = clean_text(why)[:200]
    if enrolment.state in ENDED:
        enrolment.ended_at, enrolment.ended_why, enrolment.seat = at, why, None
    if enrolment.state not in SEATED:
        enrolment.seat = None
    if enrolment.state not in {EnrolmentState.OFFERED, EnrolmentState.INVITED}:
        enrolment.offered_until = None
    if enrolment.pk is not None:
        enrolment.revision += 1
    enrolment.save()
    EnrolmentStep.objects.create(
        enrolment=enrolment, before=before, after=enrolment.state, at=at, by_name=by, why=why
    )
    return enrolment


def lapse(at: datetime, activity: Activity) -> int:
    """Offers and invitations that were not answered in time end, and their places go on. Of a locked activity."""
    rows = Enrolment.objects.filter(
        activity=activity,
        state__in=[EnrolmentState.OFFERED, EnrolmentState.INVITED],
        offered_until__lte=at,
    )
    if not rows.exists():
        return 0
    late = list(rows.select_related("session", "person__guardian").order_by("position"))
    for one in late:
        one.activity = activity
        step(at, "", one, "lapse")
        letter_to(at, one, LetterKind.LAPSED)
    pass_on(at, activity, {one.session for one in late})
    return len(late)


def pass_on(at: datetime, activity: Activity, sessions: Iterable[Session | None]) -> int:
    """Free places are offered to those who wait, first come first; gives how many. Of a locked activity.

    Nothing is offered once the activity is over or called off, or the session has begun. With no hours to answer in,
    the place is the next one's at once.
    """
    if activity.state not in {ActivityState.PUBLISHED, ActivityState.DRAFT}:
        return 0
    return sum(_pass_on(at, activity, session) for session in sessions)


def pass_on_all(at: datetime, activity: Activity) -> int:
    """The same of every session where somebody waits, and of the whole: more places there may be anywhere."""
    waiting = Enrolment.objects.filter(activity=activity, state=EnrolmentState.WAITING).select_related(
        "session"
    )
    return pass_on(at, activity, {one.session for one in waiting})


def _pass_on(at: datetime, activity: Activity, session: Session | None) -> int:
    waiting = Enrolment.objects.filter(activity=activity, session=session, state=EnrolmentState.WAITING)
    left = places_left(activity, session)
    chosen = waiting.select_related("person__guardian", "session").order_by("position")
    nexts = list(chosen if left is None else chosen[: max(left, 0)])
    if not nexts:
        return 0
    starts, over = next_start(at, activity, session)
    if over:
        return 0
    for one in nexts:
        one.activity = activity
        _offer(at, one, offered_until(at, activity.offer_hours, starts))
    return len(nexts)


def _offer(at: datetime, enrolment: Enrolment, until: datetime) -> None:
    enrolment.seat = seat_in(enrolment.activity, enrolment.session)
    if enrolment.activity.offer_hours == 0 or enrolment.activity.capacity is None:
        step(at, "", enrolment, "approve")
        letter_to(at, enrolment, LetterKind.APPROVED)
        return
    enrolment.offered_until = until
    step(at, "", enrolment, "offer")
    letter_to(at, enrolment, LetterKind.OFFERED)


def next_start(at: datetime, activity: Activity, session: Session | None) -> tuple[datetime | None, bool]:
    """When the session, or the activity's next one, begins; and whether it is too late for it."""
    if session is not None:
        return session.starts, is_over(session, at)
    rows = Session.objects.filter(activity=activity).exclude(state=SessionState.CANCELLED)
    starts = list(rows.order_by("starts").values_list("starts", flat=True))
    coming = next((one for one in starts if one > at), None)
    return coming, bool(starts) and coming is None
