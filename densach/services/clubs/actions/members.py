"""People join and leave, and one of them leads at a time. Members stand on the sheets of the club's meetings."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text, fold
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions import enrolling
from densach.services.activities.actions.learners import known_or_new, spelt
from densach.services.activities.models import Enrolment
from densach.services.activities.rules.enrolling import AlreadyEnrolled
from densach.services.clubs.actions.holding import going_on, locked, require_past, step, tell
from densach.services.clubs.models import Club, MemberRole, Membership
from densach.services.clubs.rules.given import MemberData, Who
from densach.services.clubs.rules.refusals import HasLeft, MemberAlready, NoSuchClub, OnlyNumbers, TooEarly

# What nobody asks at the door of a club: it has no limits of age or place.
_SURE = ("age", "area", "late")


@transaction.atomic
def join(*, at: datetime, actor: Actor, club: Club, data: MemberData) -> Membership:
    """Somebody belongs to the club from a day on, and stands on the sheets of its meetings.

    Whoever comes as head takes the place of the head. Raises NotAllowed, NotNow, OnlyNumbers, MemberAlready,
    InTheFuture, TooEarly, AlikeKnown, GuardianMissing, GuardianMustAgree, BornLater, NameWithoutLetter, NotAPhone.
    """
    held = going_on(actor, club)
    if held.light:
        raise OnlyNumbers(name=held.name)
    _check_day(at, held, data.since)
    person = known_or_new(
        at=at, organisation=held.organisation, data=data.who, guardian=data.guardian, relation=data.relation,
        sure=data.sure,
    )  # fmt: skip
    if held.memberships.filter(person=person, until__isnull=True).exists():
        raise MemberAlready(name=person.name)
    if data.role == MemberRole.HEAD:
        _step_down(held)
    made = Membership.objects.create(
        club=held, person=person, role=MemberRole(data.role), since=data.since, made_at=at,
        made_by_name=actor.name,
    )  # fmt: skip
    _enrol(at, actor, held, person, data.agreed_by, data.sure)
    if data.role == MemberRole.HEAD:
        step(at, actor, held, "head", data.since)
    tell(at, actor, held, "joined", number=person.pk)
    return made


def head_of_new(at: datetime, actor: Actor, club: Club, who: Who) -> Membership:
    """The first head of a club that is just being entered. Inside the caller's transaction.

    Whoever leads or led another group of the unit under this name and telephone is that person.
    """
    if isinstance(who, PersonData):
        spelt(who)
        who = _known_head(club, who) or who
    person = known_or_new(at=at, organisation=club.organisation, data=who, sure=("alike",))
    made = Membership.objects.create(
        club=club,
        person=person,
        role=MemberRole.HEAD,
        since=club.founded_on,
        made_at=at,
        made_by_name=actor.name,
    )
    if not club.light:
        _enrol(at, actor, club, person, "", ())
    return made


def _known_head(club: Club, data: PersonData) -> Person | None:
    rows = Membership.objects.filter(
        club__organisation=club.organisation, person__folded_name=fold(data.name).strip(),
        person__erased_at__isnull=True,
    )  # fmt: skip
    phone = clean_text(data.phone)
    for one in rows.select_related("person").order_by("-pk"):
        if phone and one.person.phone == phone:
            return one.person
    return None


def _enrol(
    at: datetime, actor: Actor, club: Club, person: Person, agreed_by: str, sure: tuple[str, ...]
) -> None:
    """On the sheets of the meetings; whoever stands there already stays."""
    if club.activity is None:
        return
    try:
        with transaction.atomic():
            enrolling.enrol(
                at=at, actor=actor, activity=club.activity, person=person, agreed_by=agreed_by, approved=True,
                sure=(*_SURE, *sure),
            )  # fmt: skip
    except AlreadyEnrolled:
        return


def enrol_members(at: datetime, actor: Actor, club: Club) -> None:
    """All who belong to a group that has just got its full form."""
    for one in club.memberships.filter(until__isnull=True).select_related("person__guardian"):
        if one.person.erased_at is None:
            guardian = one.person.guardian.name if one.person.guardian else ""
            _enrol(at, actor, club, one.person, guardian, ("alike",))


def _check_day(at: datetime, club: Club, on: date) -> None:
    require_past(at, on)
    if on < club.founded_on:
        raise TooEarly(on=on, since=club.founded_on)


def _held(actor: Actor, member: Membership) -> tuple[Club, Membership]:
    """The club and the membership as they are now. Raises HasLeft."""
    club = locked(actor, member.club)
    found = club.memberships.select_related("person").filter(pk=member.pk).first()
    if found is None:
        raise NoSuchClub
    if found.until is not None:
        raise HasLeft(name=found.person.name)
    found.club = club
    return club, found


@transaction.atomic
def lead(*, at: datetime, actor: Actor, member: Membership, on: date) -> Membership:
    """Another head from a day on; the one until now stays as a member. Raises HasLeft, InTheFuture, TooEarly."""
    club, found = _held(actor, member)
    require_past(at, on)
    if on < found.since:
        raise TooEarly(on=on, since=found.since)
    if found.role == MemberRole.HEAD:
        return found
    _step_down(club)
    found.role = MemberRole.HEAD
    found.save(update_fields=["role"])
    step(at, actor, club, "head", on)
    tell(at, actor, club, "led", number=found.person_id)
    return found


def _step_down(club: Club) -> None:
    club.memberships.filter(role=MemberRole.HEAD, until__isnull=True).update(role=MemberRole.MEMBER)


@transaction.atomic
def change_member(*, at: datetime, actor: Actor, member: Membership, role: str) -> Membership:
    """Another part in the club; to lead is an act of its own. Raises HasLeft."""
    club, found = _held(actor, member)
    if role == MemberRole.HEAD:
        return lead(at=at, actor=actor, member=member, on=max(found.since, club.founded_on))
    found.role = MemberRole(role)
    found.save(update_fields=["role"])
    tell(at, actor, club, "member_changed", number=found.person_id)
    return found


@transaction.atomic
def leave(*, at: datetime, actor: Actor, member: Membership, on: date, why: str = "") -> Membership:
    """The membership ends with the day, and the person leaves the sheets. Raises HasLeft, InTheFuture, TooEarly."""
    club, found = _held(actor, member)
    require_past(at, on)
    if on < found.since:
        raise TooEarly(on=on, since=found.since)
    found.until = on
    found.save(update_fields=["until"])
    rows = Enrolment.objects.filter(
        activity=club.activity_id, person=found.person_id, ended_at__isnull=True, session__isnull=True
    )
    for enrolment in rows:
        enrolling.leave(at=at, actor=actor, enrolment=enrolment, why=clean_text(why)[:200])
    tell(at, actor, club, "left", number=found.person_id)
    return found
