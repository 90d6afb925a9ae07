"""What a citizen has with activities: own enrolments and those of one's children, what waits for an answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.people.models import Person, User
from densach.people.queries.persons import person_of
from densach.services.activities.models import (
    Activity,
    ActivityState,
    Enrolment,
    EnrolmentState,
    Follow,
    Session,
    SessionState,
)
from densach.services.activities.queries.enrolled import place_in_line


@dataclass(frozen=True)
class Mine:
    """An enrolment as its person sees it. `who` "" for oneself, else the child's name; `line`: place among those who
    wait; `next` the next session that concerns it.
    """

    enrolment: Enrolment
    unit: str
    who: str
    line: int | None
    next: Session | None

    @property
    def activity(self) -> Activity:
        return self.enrolment.activity

    @property
    def to_answer(self) -> bool:
        """Whether it waits for a yes or no."""
        asked = self.enrolment.state in {EnrolmentState.OFFERED, EnrolmentState.INVITED}
        return asked and not self.called_off

    @property
    def called_off(self) -> bool:
        """The activity does not take place; the enrolment stays for when it is taken up again."""
        return self.activity.state == ActivityState.CANCELLED


def people_of(user: User) -> list[Person]:
    """The person behind the account, first, and the children it speaks for; nobody where no person is tied to it."""
    own = person_of(user)
    if own is None:
        return []
    return [own, *own.wards.filter(erased_at__isnull=True).order_by("sort_key", "pk")]


def mine(user: User, at: datetime, *, ended: bool = False) -> list[Mine]:
    """Own enrolments and those of one's children: what is to answer first, then by what comes next. `ended`: what is
    over, newest first. A fixed number of queries.
    """
    people = people_of(user)
    rows = _rows(people, at, ended)
    coming = _next([] if ended else rows, at)
    lines = place_in_line([] if ended else rows)
    names = organisations.names_of({one.activity.organisation_id for one in rows}, today(at))
    own = people[0].pk if people else None
    found = [
        Mine(
            enrolment=one,
            unit=names.get(one.activity.organisation_id, ""),
            who="" if one.person_id == own else one.person.name,
            line=lines.get(one.pk),
            next=coming.get(one.pk),
        )
        for one in rows
    ]
    if ended:
        return found
    far = max((one.next.starts for one in found if one.next), default=at)
    return sorted(found, key=lambda one: (not one.to_answer, one.next.starts if one.next else far))


def _rows(people: Sequence[Person], at: datetime, ended: bool) -> list[Enrolment]:
    rows = Enrolment.objects.filter(person__in=[one.pk for one in people]).select_related(
        "activity__kind", "activity__organisation", "person", "session__venue"
    )
    over = Q(ended_at__isnull=False) | Q(activity__state=ActivityState.DONE) | Q(session__ends__lte=at)
    if ended:
        return list(rows.filter(over).order_by("-made_at", "-pk")[:100])
    rows = rows.filter(ended_at__isnull=True).exclude(activity__state=ActivityState.DONE)
    return list(rows.exclude(session__ends__lte=at).order_by("made_at", "pk")[:100])


def _next(rows: Collection[Enrolment], at: datetime) -> dict[int, Session]:
    ids = {one.activity_id for one in rows if one.session_id is None}
    sessions = Session.objects.filter(activity__in=ids, ends__gt=at).exclude(state=SessionState.CANCELLED)
    first: dict[int, Session] = {}
    for one in sessions.select_related("venue").order_by("starts", "pk") if ids else ():
        first.setdefault(one.activity_id, one)
    found = {
        one.pk: first[one.activity_id] for one in rows if one.session_id is None and one.activity_id in first
    }
    return found | {one.pk: one.session for one in rows if one.session is not None}


def own_enrolment(user: User, pk: int) -> Enrolment | None:
    """The enrolment, if it is the person's own or its child's."""
    ids = [one.pk for one in people_of(user)]
    rows = Enrolment.objects.select_related(
        "activity__organisation", "activity__kind", "person", "session__venue"
    )
    return rows.filter(pk=pk, person__in=ids).first()


def enrolled_in(user: User, activity: Activity) -> list[Enrolment]:
    """What the person and its children have in the activity and is not over."""
    rows = Enrolment.objects.filter(activity=activity, person__in=people_of(user), ended_at__isnull=True)
    return list(rows.select_related("person", "session").order_by("position"))


def follows(user: User, activity: Activity) -> bool:
    return Follow.objects.filter(user=user, activity=activity).exists()


def followed(user: User) -> list[Activity]:
    """What the account follows, the newest first."""
    rows = Follow.objects.filter(user=user).exclude(activity__state=ActivityState.DRAFT)
    return [one.activity for one in rows.select_related("activity__kind").order_by("-since", "-pk")[:100]]
