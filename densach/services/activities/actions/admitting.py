"""Somebody is taken in: what speaks against it, then a place, a place on the waiting list, or a wait for approval.

Who may ask is the affair of `enrolling` (staff) and `citizens` (for oneself and one's children).
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import format_date, today
from densach.kernel.errors import Refusal
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.people.actions.consents import record_served
from densach.people.models import Person
from densach.people.queries import privacy
from densach.people.rules.purposes import is_child
from densach.people.rules.staffing import PersonErased
from densach.services.activities.actions.letters import letter_to
from densach.services.activities.actions.seating import (
    lapse,
    lock,
    next_position,
    next_start,
    places_left,
    seat_in,
    step,
)
from densach.services.activities.models import (
    Activity,
    Enrolment,
    EnrolmentState,
    EnrolMode,
    Family,
    Group,
    LetterKind,
    Session,
)
from densach.services.activities.queries.places import Course, courses, is_over
from densach.services.activities.rules import fees
from densach.services.activities.rules.enrolling import (
    CODE_LENGTH,
    CODE_SIGNS,
    PURPOSES,
    AgeNotTold,
    AlikeEnrolled,
    AlreadyEnrolled,
    ChooseASession,
    ForTheWhole,
    Full,
    GroupIsFull,
    GuardianMissing,
    GuardianMustAgree,
    KeyUsed,
    LivesThere,
    NoPlaceNow,
    NoSuchGroup,
    NotFree,
    SessionIsOver,
    UnknownPurposeHere,
    against,
    check_age,
)


@dataclass(frozen=True)
class Wish:
    """Who wants what. `sure`: questions answered with yes (`rules.enrolling.QUESTIONS`). `own`: asked by the person or
    its guardian. `approved`: in an activity by approval, no further word is needed.
    """

    person: Person
    session: Session | None = None
    group: Group | None = None
    key: str = ""
    agreed_by: str = ""
    free: str = ""
    invited: bool = False
    approved: bool = False
    own: bool = False
    sure: frozenset[str] = frozenset()
    consents: tuple[str, ...] = ()
    note: str = ""


def admit(at: datetime, actor: Actor, activity: Activity, wish: Wish) -> Enrolment:
    """The enrolment, new or, for a key sent twice, the one it made. Inside the caller's transaction."""
    held = lock(activity)
    if wish.key and (before := _made_by(wish, held)):
        return before
    lapse(at, held)
    course = courses([held.pk]).get(held.pk, Course())
    _check_time(at, held, wish, course)
    _check_person(at, held, wish, course)
    act, seated = _place(held, wish)
    enrolment = Enrolment(
        activity=held,
        session=wish.session,
        person=wish.person,
        group=wish.group,
        position=next_position(held),
        seat=seat_in(held, wish.session) if seated else None,
        offered_until=_answer_until(at, held, wish) if act == "invite" else None,
        free=_free(at, held, wish),
        agreed_by=clean_text(wish.agreed_by)[:150],
        code="".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH)),
        key=wish.key or None,
        note=clean_text(wish.note)[:300],
        made_at=at,
        made_by_name=actor.name,
    )
    enrolment.fee = fees.due(held.fee, enrolment.free)
    step(at, actor.name, enrolment, act)
    _consent(at, actor, wish)
    if act == "invite":
        letter_to(at, enrolment, LetterKind.INVITED)
    tell(at, actor, enrolment, "activity.enrolled", state=enrolment.state)
    return enrolment


def tell(at: datetime, actor: Actor, enrolment: Enrolment, act: str, **more: object) -> None:
    """A line of the journal, which names a person by number alone."""
    journal.write(
        at=at, actor=actor, act=act, organisation=enrolment.activity.organisation,
        subject=f"activity:{enrolment.activity_id}", number=enrolment.person_id, title=enrolment.activity.title,
        enrolment=enrolment.pk, **more,
    )  # fmt: skip


def _made_by(wish: Wish, activity: Activity) -> Enrolment | None:
    found = Enrolment.objects.select_related("person", "session").filter(key=wish.key).first()
    if found is None:
        return None
    if found.activity_id != activity.pk or found.person_id != wish.person.pk:
        raise KeyUsed
    found.activity = activity
    return found


def _check_time(at: datetime, activity: Activity, wish: Wish, course: Course) -> None:
    late = not wish.own and "late" in wish.sure
    # A club goes on after the last meeting that is planned.
    last = None if activity.kind.family == Family.CLUB and not wish.own else course.last
    refusal: Refusal | None = against(activity, at, last, own=wish.own, late=late)
    if refusal is not None:
        raise refusal
    if activity.enrol_each and wish.session is None:
        raise ChooseASession
    if wish.session is not None and (not activity.enrol_each or wish.session.activity_id != activity.pk):
        raise ForTheWhole
    if wish.session is not None and is_over(wish.session, at):
        raise SessionIsOver(on=wish.session.on)


def _check_person(at: datetime, activity: Activity, wish: Wish, course: Course) -> None:
    person = wish.person
    if person.erased_at is not None:
        raise PersonErased()
    _check_twice(activity, wish)
    on = wish.session.on if wish.session is not None else course.first or today(at)
    try:
        check_age(person.birth_date, on, activity.min_age, activity.max_age)
    except AgeNotTold:
        if "age" not in wish.sure:
            raise
    if activity.area is not None and "area" not in wish.sure:
        raise LivesThere(area=organisations.area_name(activity.area.pk, today(at)))
    school = wish.group is not None and wish.group.school
    child = is_child(person.birth_date, person.guardian_id is not None, today(at))
    if child and not school and person.guardian_id is None:
        raise GuardianMissing(name=person.name)
    if child and not clean_text(wish.agreed_by):
        raise GuardianMustAgree(name=person.name)
    if unknown := set(wish.consents) - set(PURPOSES):
        raise UnknownPurposeHere(purpose=sorted(unknown)[0])


def _check_twice(activity: Activity, wish: Wish) -> None:
    """The same person is refused; somebody of the same name and day of birth is asked about.

    Staff are asked. Citizens are not: the question would tell them who is on the list; whoever stands twice is marked
    on the unit's list (`queries.enrolled.alike`).
    """
    person = wish.person
    rows = Enrolment.objects.filter(
        activity=activity, ended_at__isnull=True, person__folded_name=person.folded_name
    )
    if wish.session is not None:
        rows = rows.filter(session=wish.session)
    told = rows.values_list("person_id", "state", "person__name", "person__birth_date")
    for pk, state, name, birth_date in told:
        if pk == person.pk:
            raise AlreadyEnrolled(name=person.name, state=str(EnrolmentState(state).label))
        same = not wish.own and person.birth_date is not None and birth_date == person.birth_date
        if same and "alike" not in wish.sure:
            born = format_date(person.birth_date) if person.birth_date else "–"
            raise AlikeEnrolled(name=name, born=born)


def _place(activity: Activity, wish: Wish) -> tuple[str, bool]:
    """The act by which the life of the enrolment begins, and whether it takes a place."""
    by_approval = activity.enrol_mode == EnrolMode.APPROVAL and not wish.approved and not wish.invited
    if wish.group is not None:
        _check_group(wish.group, activity)
        return "take", True
    if by_approval:
        return "apply", False
    left = places_left(activity, wish.session)
    if wish.invited:
        if left is not None and left <= 0:
            raise NoPlaceNow(capacity=activity.capacity)
        return "invite", True
    if left is None or (left > 0 and not _others_wait(activity, wish.session)):
        return "take", True
    if not activity.waiting_list:
        raise Full(capacity=activity.capacity)
    return "wait", False


def _others_wait(activity: Activity, session: Session | None) -> bool:
    return Enrolment.objects.filter(activity=activity, session=session, state=EnrolmentState.WAITING).exists()


def _check_group(group: Group, activity: Activity) -> None:
    """Names of a group stand on the places that the group has."""
    if group.activity_id != activity.pk or group.state != "confirmed":
        raise NoSuchGroup
    named = Enrolment.objects.filter(group=group, ended_at__isnull=True).count()
    if named >= group.people:
        raise GroupIsFull(people=group.people, names=named + 1)


def _answer_until(at: datetime, activity: Activity, wish: Wish) -> datetime | None:
    """An invitation holds until enrolment ends or the first session begins."""
    starts, _over = next_start(at, activity, wish.session)
    ends: Collection[datetime] = [
        one for one in (activity.enrol_until, starts) if one is not None and one > at
    ]
    return min(ends, default=None)


def _free(at: datetime, activity: Activity, wish: Wish) -> str:
    if not wish.free:
        return fees.by_age(wish.person.birth_date, today(at), activity.fee_free) if activity.fee else ""
    if not fees.frees(wish.free, activity.fee_free):
        raise NotFree(free=wish.free)
    return wish.free


def _consent(at: datetime, actor: Actor, wish: Wish) -> None:
    for purpose in wish.consents:
        if privacy.open_consent(wish.person, purpose) is None:
            record_served(at=at, actor=actor, person=wish.person, purpose=purpose)
