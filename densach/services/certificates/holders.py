"""What certificates keep of a person, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from densach.people.models import Person
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.services.certificates.actions.erasing import erase_holder
from densach.services.certificates.queries.certificates import of_person


def of_holder(person: Person) -> list[Section]:
    """The certificates issued to the person."""
    columns = (
        ("number", gettext_noop("Number of the certificate")),
        ("title", gettext_noop("What for")),
        ("issued_on", gettext_noop("Issued on")),
        ("revoked_at", gettext_noop("Revoked")),
    )
    rows = [(one.number, one.title, one.issued_on, one.revoked_at) for one in of_person(person)]
    return [Section("certificates", gettext_noop("Certificates"), columns, rows)]


def erase(person: Person, at: datetime) -> list[Outcome]:
    return [Outcome(gettext_noop("Certificates"), erased=True)] if erase_holder(at=at, person=person) else []


def register() -> None:
    """Called once, when the program starts."""
    hold(Holder("certificates", of_holder, erase, 40))
