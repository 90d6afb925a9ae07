"""A changed activity fits those who are enrolled in it, and what it has counted follows it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext

from densach.kernel.actor import Actor
from densach.services.activities.actions.closing import recount
from densach.services.activities.models import (
    Activity,
    Enrolment,
    EnrolMode,
    Group,
    Session,
    SessionState,
)
from densach.services.activities.queries.places import taken
from densach.services.activities.rules.activity import (
    ActivityData,
    FewerPlacesThanTaken,
    PeopleEnrolled,
)


def require_room(at: datetime, activity: Activity, capacity: int | None) -> None:
    """The whole, and each session still to come, has a place for everybody who has one: by name, invited, offered, or
    of a group. Raises FewerPlacesThanTaken.
    """
    if capacity is None or (activity.capacity is not None and capacity >= activity.capacity):
        return
    rows = activity.sessions.filter(state=SessionState.PLANNED, ends__gt=at)
    open_ones = {None, *rows.values_list("pk", flat=True)}
    held = [
        seats for (_activity, session), (seats, _w) in taken([activity.pk]).items() if session in open_ones
    ]
    most = max(held, default=0)
    if most > capacity:
        raise FewerPlacesThanTaken(capacity=capacity, taken=most)


def require_same_places(activity: Activity, data: ActivityData) -> None:
    """While people or groups are enrolled their places stay what they are: of the whole, or of single sessions.

    Raises PeopleEnrolled.
    """
    ends = data.enrol_mode == EnrolMode.NONE and activity.enrol_mode != EnrolMode.NONE
    if not ends and data.enrol_each == activity.enrol_each:
        return
    people = Enrolment.objects.filter(activity=activity, ended_at__isnull=True).count()
    groups = Group.objects.filter(activity=activity, state__in=("pending", "confirmed")).count()
    if people or groups:
        raise PeopleEnrolled(people=people, groups=groups)


def counts_otherwise(activity: Activity, data: ActivityData) -> bool:
    """Whether the book would say something else of its closed sessions."""
    before = activity.kind_id, activity.interest, activity.occasion
    return before != (data.kind.pk, data.interest, data.occasion)


def recount_closed(at: datetime, actor: Actor, activity: Activity) -> int:
    """Closed sessions are closed anew as the activity is now; the next closing says why. Gives how many."""
    rows = Session.objects.select_for_update(of=("self",)).filter(activity=activity, state=SessionState.HELD)
    counted = rows.select_related("activity__kind", "organisation").order_by("on", "pk")
    held = [one for one in counted if one.closings.exists()]
    for one in held:
        recount(at, actor, one, gettext("The kind, the interest or the occasion of the activity has changed"))
    return len(held)
