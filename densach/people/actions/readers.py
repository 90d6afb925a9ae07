"""Persons who are served, not employed: entered, changed and heard by the rooms that serve them.

Whether somebody may register readers or learners is those rooms' affair; they have asked before they come here.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations.rules import require_day
from densach.people.actions.persons import cleaned, enter
from densach.people.models import Consent, Person
from densach.people.queries import privacy
from densach.people.rules.staffing import BornInFuture, PersonData, PersonErased


@transaction.atomic
def enter_served(
    *, at: datetime, data: PersonData, guardian: Person | PersonData | None = None, relation: str = ""
) -> Person:
    """A new person, with who answers for it. Raises BornInFuture."""
    person = enter(at, data)
    if guardian is not None:
        person.guardian = enter(at, guardian) if isinstance(guardian, PersonData) else guardian
        person.guardian_relation = clean_text(relation)[:60]
        person.save(update_fields=["guardian", "guardian_relation"])
    return person


@transaction.atomic
def change_served(
    *,
    at: datetime,
    person: Person,
    data: PersonData,
    guardian: PersonData | None = None,
    relation: str = "",
) -> Person:
    """What is told of the person is put right; a guardian given is put right or entered. Raises BornInFuture."""
    if person.erased_at is not None:
        raise PersonErased()
    if data.birth_date is not None and data.birth_date > today(at):
        raise BornInFuture(birth_date=data.birth_date)
    require_day(today(at), data.birth_date)
    for name, value in cleaned(data).items():
        setattr(person, name, value)
    if guardian is not None:
        if person.guardian is None:
            person.guardian = enter(at, guardian)
        else:
            for name, value in cleaned(guardian).items():
                setattr(person.guardian, name, value)
            person.guardian.clean_fields()
            person.guardian.save()
        person.guardian_relation = clean_text(relation)[:60]
    person.clean_fields()
    person.save()
    return person


@transaction.atomic
def withdraw_served(*, at: datetime, person: Person, purpose: str, taken_by: str) -> bool:
    """The person said to who serves it that it no longer agrees; says whether there was a consent."""
    consent: Consent | None = privacy.open_consent(person, purpose)
    if consent is None:
        return False
    consent.withdrawn_at, consent.withdrawn_by_name = at, taken_by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    return True


@transaction.atomic
def remove_served(*, person: Person) -> bool:
    """A person entered by mistake, or by a file that is taken back, goes with who answers for it; says whether it did.

    Whatever else is kept of the person stays, and the person with it. The room that served it has let go before.
    """
    guardian = person.guardian
    if not _go(person):
        return False
    if guardian is not None:
        _go(guardian)
    return True


def _go(person: Person) -> bool:
    if person.user_id is not None:
        return False
    try:
        with transaction.atomic():
            person.delete()
    except ProtectedError:
        return False
    return True
