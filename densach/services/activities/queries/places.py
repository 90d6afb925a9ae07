"""How many places an activity or a session has, how many are taken, and whether somebody may enrol now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import Count, Max, Min, Q, Sum

from densach.kernel.errors import Refusal
from densach.services.activities.models import (
    Activity,
    Enrolment,
    EnrolmentState,
    Group,
    Session,
    SessionState,
)
from densach.services.activities.rules.enrolling import SEATED, Full, SessionIsOver, against

Key = tuple[int, int | None]


@dataclass(frozen=True)
class Places:
    """`capacity` None: no limit. `taken`: people with a place, and those of confirmed groups. `open`: whether citizens
    may enrol now, for a place or for the waiting list; else `why_not`, which the page words.
    """

    capacity: int | None
    taken: int
    waiting: int
    open: bool
    why_not: Refusal | None = None

    @property
    def left(self) -> int | None:
        """Places that are free; None without a limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def full(self) -> bool:
        """Whoever enrols now waits: no place is free, or others wait for it."""
        return self.capacity is not None and (self.left == 0 or self.waiting > 0)


@dataclass(frozen=True)
class Course:
    """Of the sessions that are not called off: the first day, and the end of the last."""

    first: date | None = None
    last: datetime | None = None


def taken(activities: Iterable[int]) -> dict[Key, tuple[int, int]]:
    """(activity, session or None) → people with a place, people who wait. Two queries for any number.

    A group takes places for all its people; those of it who are enrolled by name are among them.
    """
    ids = list(activities)
    seated = Q(state__in=SEATED)
    rows = (
        Enrolment.objects.filter(activity__in=ids, ended_at__isnull=True)
        .values_list("activity_id", "session_id")
        .annotate(
            alone=Count("pk", filter=seated & (Q(group__isnull=True) | ~Q(group__state="confirmed"))),
            waiting=Count("pk", filter=Q(state=EnrolmentState.WAITING)),
        )
        .order_by()
    )
    found = {(activity, session): (alone, waiting) for activity, session, alone, waiting in rows}
    groups = Group.objects.filter(activity__in=ids, state="confirmed").values_list(
        "activity_id", "session_id"
    )
    for activity, session, people in groups.annotate(Sum("people")).order_by():
        alone, waiting = found.get((activity, session), (0, 0))
        found[activity, session] = (alone + people, waiting)
    return found


# Whoever enrols asks this, so it is one plain statement; it says what `taken` says of many.
_TAKEN: Final = (
    "SELECT (SELECT COUNT(*) FROM activities_enrolment one "
    "LEFT JOIN activities_group whole ON whole.id = one.group_id "
    "WHERE one.activity_id = %s AND one.session_id {is_session} AND one.ended_at IS NULL "
    "AND one.state IN (%s, %s, %s) AND (whole.id IS NULL OR whole.state <> 'confirmed')), "
    "(SELECT COALESCE(SUM(people), 0) FROM activities_group "
    "WHERE activity_id = %s AND session_id {is_session} AND state = 'confirmed')"
)


def taken_in(activity: int, session: int | None) -> int:
    """People with a place in the activity or, where people enrol for single ones, in one session of it."""
    told = [activity] if session is None else [activity, session]
    is_session = "IS NULL" if session is None else "= %s"
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN.format(is_session=is_session), [*told, *sorted(SEATED), *told])
        alone, grouped = cursor.fetchone()
    return int(alone) + int(grouped)


def courses(activities: Iterable[int]) -> dict[int, Course]:
    """Activity → its first day and last end; one query."""
    rows = Session.objects.filter(activity__in=list(activities)).exclude(state=SessionState.CANCELLED)
    told = rows.values_list("activity_id").annotate(Min("on"), Max("ends")).order_by()
    return {activity: Course(first, last) for activity, first, last in told}


def places_of(activity: Activity, at: datetime, session: Session | None = None) -> Places:
    """Of the activity, or of one session where people enrol for single ones."""
    if session is not None:
        return places_of_sessions(activity, [session], at)[session.pk]
    return places_of_many([activity], at)[activity.pk]


def places_of_many(activities: Sequence[Activity], at: datetime) -> dict[int, Places]:
    """By activity; three queries for any number. Of one enrolled by session: all that is taken, without a limit."""
    ids = [one.pk for one in activities]
    held, told = taken(ids), courses(ids)
    found = {}
    for one in activities:
        parts = [numbers for (activity, _session), numbers in held.items() if activity == one.pk]
        last = told.get(one.pk, Course()).last
        capacity = None if one.enrol_each else one.capacity
        whole = Places(capacity, sum(part[0] for part in parts), sum(part[1] for part in parts), True)
        found[one.pk] = _opened(whole, one, at, last)
    return found


def places_of_sessions(activity: Activity, sessions: Sequence[Session], at: datetime) -> Mapping[int, Places]:
    """By session, where people enrol for single ones; two queries for any number."""
    held = taken([activity.pk])
    found = {}
    for one in sessions:
        number, waiting = held.get((activity.pk, one.pk), (0, 0))
        told = _opened(Places(activity.capacity, number, waiting, True), activity, at, one.ends)
        if told.open and is_over(one, at):
            told = replace(told, open=False, why_not=SessionIsOver(on=one.on))
        found[one.pk] = told
    return found


def is_over(session: Session, at: datetime) -> bool:
    """Whether nobody enrols for the session any more: called off, held, or begun."""
    return session.state != SessionState.PLANNED or session.starts <= at


def _opened(told: Places, activity: Activity, at: datetime, last: datetime | None) -> Places:
    refusal = against(activity, at, last, own=True, late=False)
    if refusal is None and told.full and not activity.waiting_list:
        refusal = Full(capacity=activity.capacity)
    return replace(told, open=refusal is None, why_not=refusal)
