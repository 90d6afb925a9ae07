"""Citizens act for themselves and for their children: they enrol, answer an offer, leave, follow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from densach.kernel.dates import today
from densach.people.actions.persons import own_person
from densach.people.actions.readers import change_served, enter_served
from densach.people.models import Person, User
from densach.people.queries import StaffActor
from densach.people.queries.persons import person_of
from densach.people.rules.purposes import is_child
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions.admitting import Wish, admit
from densach.services.activities.actions.enrolling import accepted, left
from densach.services.activities.actions.learners import data_of, spelt
from densach.services.activities.actions.seating import locked
from densach.services.activities.models import Activity, Enrolment, Follow, Session
from densach.services.activities.rules.enrolling import GuardianMustAgree, NotYours


@dataclass(frozen=True)
class NewWard:
    """A child told while it is enrolled; it is entered only when the enrolment is."""

    data: PersonData
    relation: str = ""


@transaction.atomic
def enrol_oneself(
    *,
    at: datetime,
    user: User,
    activity: Activity,
    session: Session | None = None,
    who: Person | NewWard | None = None,
    agreed: bool = False,
    birth_date: date | None = None,
    free: str = "",
    sure: Collection[str] = (),
    consents: Sequence[str] = (),
    note: str = "",
    key: str = "",
) -> Enrolment:
    """The person behind the account enrols, or a child of whom it is the guardian (`who`). `agreed`: the guardian's
    word for the child. `birth_date` is written down where it was not known. `sure`: age, area answered with yes.
    A refusal leaves nothing behind, neither the child nor its day of birth.

    Raises NotYours for somebody else's child, GuardianMustAgree, and what `enrolling.enrol` raises; NotAnnounced,
    ByInvitation, NotOpenYet, EnrolmentOver.
    """
    own = own_person(at=at, user=user)
    if isinstance(who, NewWard):
        who = new_ward(at=at, user=user, data=who.data, relation=who.relation)
    person = _who(own, who)
    if birth_date is not None and person.birth_date is None:
        person = _born(at, person, birth_date)
    child = is_child(person.birth_date, person.guardian_id is not None, today(at))
    if child and (person.pk == own.pk or not agreed):
        # A child does not speak for itself, whatever account it has.
        raise GuardianMustAgree(name=person.name)
    wish = Wish(
        person=person, session=session, key=key, agreed_by=own.name if child else "", free=free, own=True,
        sure=frozenset(sure) - {"late"}, consents=tuple(consents), note=note,
    )  # fmt: skip
    return admit(at, StaffActor(user, today(at)), activity, wish)


def _who(own: Person, who: Person | None) -> Person:
    if who is None or who.pk == own.pk:
        return own
    if who.guardian_id != own.pk:
        raise NotYours
    return who


def _born(at: datetime, person: Person, birth_date: date) -> Person:
    told = data_of(person)
    return change_served(at=at, person=person, data=PersonData(**{**vars(told), "birth_date": birth_date}))


@transaction.atomic
def new_ward(*, at: datetime, user: User, data: PersonData, relation: str = "") -> Person:
    """A child of whom the person behind the account is the guardian; one of the name and day of birth that is there
    already is that one. Raises BornLater, NameWithoutLetter.
    """
    own = own_person(at=at, user=user)
    spelt(data)
    for ward in own.wards.filter(erased_at__isnull=True, birth_date=data.birth_date):
        if ward.name.casefold() == " ".join(data.name.split()).casefold():
            return ward
    return enter_served(at=at, data=data, guardian=own, relation=relation)


def _own(user: User, enrolment: Enrolment) -> Enrolment:
    """The enrolment, held, if it is the person's own or its child's. Raises NotYours."""
    own = person_of(user)
    found = locked(enrolment)
    if own is None or own.pk not in {found.person_id, found.person.guardian_id}:
        raise NotYours
    return found


@transaction.atomic
def leave_oneself(*, at: datetime, user: User, enrolment: Enrolment, why: str = "") -> Enrolment:
    """Takes part no more; the place goes to the next. Raises NotYours, Unfit."""
    return left(at, StaffActor(user, today(at)), _own(user, enrolment), why)


@transaction.atomic
def answer_offer(*, at: datetime, user: User, enrolment: Enrolment, accepts: bool) -> Enrolment:
    """Yes or no to a place that is offered, or to an invitation. Raises NotYours, Unfit, OfferLapsed."""
    found = _own(user, enrolment)
    actor = StaffActor(user, today(at))
    return accepted(at, actor, found) if accepts else left(at, actor, found)


@transaction.atomic
def follow(*, at: datetime, user: User, activity: Activity) -> None:
    """The account hears of the activity from now on. Twice is once."""
    Follow.objects.get_or_create(activity=activity, user=user, defaults={"since": at})


@transaction.atomic
def unfollow(*, user: User, activity: Activity) -> None:
    Follow.objects.filter(activity=activity, user=user).delete()
