"""People are entered when they enrol: only what is needed, and never twice without a question."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.dates import format_date
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.organisations.spelling import require_name, require_phone
from densach.people.actions.readers import change_served, enter_served
from densach.people.models import Person
from densach.people.rules.staffing import PersonData, PersonErased
from densach.services.activities.queries import learners
from densach.services.activities.rules.enrolling import AlikeKnown, NoSuchEnrolment
from densach.services.activities.rules.verbs import MANAGE


def known_or_new(
    *,
    at: datetime,
    organisation: Organisation,
    data: Person | PersonData,
    guardian: PersonData | None = None,
    relation: str = "",
    sure: Collection[str] = (),
) -> Person:
    """Somebody of the platform as is; somebody told anew is entered. Inside the caller's transaction.

    Whoever has the name and the day of birth of one whom the unit knows is that one; where the day is not told, it is
    asked: AlikeKnown, a question that `sure` answers ("alike": it is another person). Raises BornLater,
    NameWithoutLetter, NotAPhone.
    """
    if isinstance(data, Person):
        if data.erased_at is not None:
            raise PersonErased()
        return data
    spelt(data)
    if guardian is not None:
        spelt(guardian)
    if "alike" not in sure and (found := learners.alike(organisation, data.name, data.birth_date)):
        exact = [one for one in found if data.birth_date is not None and one.birth_date == data.birth_date]
        if len(exact) == 1 and len(found) == 1:
            return _told_more(at, exact[0], guardian, relation)
        born = next((format_date(one.birth_date) for one in found if one.birth_date), "–")
        raise AlikeKnown(name=found[0].name, born=born)
    return enter_served(at=at, data=data, guardian=guardian, relation=relation)


def spelt(data: PersonData) -> None:
    """Raises NameWithoutLetter, NotAPhone."""
    require_name(clean_text(data.name))
    require_phone(clean_text(data.phone))


def _told_more(at: datetime, person: Person, guardian: PersonData | None, relation: str) -> Person:
    """A guardian is added where none is known; nobody's is replaced."""
    if guardian is None or person.guardian_id is not None:
        return person
    return change_served(at=at, person=person, data=data_of(person), guardian=guardian, relation=relation)


def data_of(person: Person) -> PersonData:
    """What is known of the person, as it is typed."""
    return PersonData(
        name=person.name,
        birth_date=person.birth_date,
        sex=person.sex,
        is_ethnic_minority=person.is_ethnic_minority,
        email=person.email,
        phone=person.phone,
    )


@transaction.atomic
def put_right(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    person: Person,
    data: PersonData,
    guardian: PersonData | None = None,
    relation: str = "",
) -> Person:
    """What is told of a learner of the unit is put right. Raises NotAllowed, NoSuchEnrolment, BornLater."""
    if not actor.may(MANAGE, organisation):
        raise NotAllowed(verb=MANAGE)
    if learners.known(organisation, person.pk) is None or person.user_id is not None:
        raise NoSuchEnrolment
    spelt(data)
    return change_served(at=at, person=person, data=data, guardian=guardian, relation=relation)
