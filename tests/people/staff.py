"""People of the staff file for tests, made by the room's own actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation, Post
from densach.people.actions import consents, persons, privacy
from densach.people.models import Employment, Person, User
from densach.people.rules.staffing import Course, PersonData, Position
from tests.cast import NOW

SINCE = date(2024, 3, 1)
LIBRARIAN = Position(
    contract="public_employee", title="Thủ thư hạng III", qualification="university", field="library"
)
WORKER = Position(contract="worker", title="Bảo vệ", qualification="secondary", field="other")


def hired(
    organisation: Organisation,
    name: str = "Lâm Thị Kho",
    since: date = SINCE,
    position: Position = LIBRARIAN,
    **told: Any,
) -> Employment:
    """Somebody in the staff file of the unit."""
    return persons.hire(
        at=NOW,
        actor=SYSTEM,
        organisation=organisation,
        since=since,
        person=PersonData(name=name, **told),
        position=position,
        even_if_alike=True,
    )


def with_account(job: Employment, user: User) -> Person:
    """The person of the employment, tied to the account."""
    persons.tie_account(at=NOW, actor=SYSTEM, person=job.person, email=user.email)
    return Person.objects.get(pk=job.person_id)


def file_for_doors(organisation: Organisation, user: User | None, name: str = "Lâm Thị Kho") -> Employment:
    """A person with a course, a consent and a request, and a post of the unit: what the pages show."""
    job = hired(organisation, name)
    person = with_account(job, user) if user is not None else job.person
    day = date(2026, 5, 4)
    course = Course(title="Biên mục MARC 21", first_day=day, last_day=day, field="library")
    persons.add_training(at=NOW, actor=SYSTEM, person=person, course=course)
    consents.record_consent(at=NOW, actor=SYSTEM, person=person, purpose="photo")
    privacy.record_request(at=NOW, actor=SYSTEM, person=person, kind="correct", words="Sai ngày sinh.")
    Post.objects.create(organisation=organisation, title=f"Thủ thư ({name})", valid_from=SINCE)
    return job
