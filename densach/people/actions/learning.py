"""Courses in the staff file that come from elsewhere: held by a room that serves, or told by the person themselves.

Whether somebody may write them is that room's affair; it has asked before it comes here.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.kernel.dates import today
from densach.kernel.errors import NotFound
from densach.kernel.vietnamese import clean_text
from densach.organisations.rules import require_day
from densach.people.actions.persons import own_person
from densach.people.models import Person, Training, User
from densach.people.rules.staffing import Course, CourseThere, LeavesBeforeBeginning, PersonErased

BY_ONESELF = "Tự học"


@transaction.atomic
def course_taken(*, at: datetime, person: Person, course: Course) -> Training:
    """A course that the platform itself held. The same written down before by hand is taken, not doubled."""
    if person.erased_at is not None:
        raise PersonErased
    there = person.trainings.filter(title=course.title, first_day=course.first_day).first()
    found = there or Training(person=person)
    for name in ("title", "field", "provider", "first_day", "last_day", "certificate"):
        setattr(found, name, getattr(course, name))
    found.clean_fields(exclude=["person"])
    found.save()
    return found


@transaction.atomic
def course_not_taken(*, training: Training) -> None:
    """The result behind it was taken back."""
    training.delete()


@transaction.atomic
def tell_own_course(*, at: datetime, user: User, course: Course) -> Training:
    """What somebody of the staff learned by themselves. Raises CourseThere, LeavesBeforeBeginning."""
    person = own_person(at=at, user=user)
    require_day(today(at), course.first_day, course.last_day)
    title = clean_text(course.title)
    if course.last_day < course.first_day:
        raise LeavesBeforeBeginning(since=course.first_day)
    if person.trainings.filter(title=title, first_day=course.first_day).exists():
        raise CourseThere(title=title)
    made = Training(
        person=person, title=title, field=course.field, provider=BY_ONESELF, first_day=course.first_day,
        last_day=course.last_day, certificate=clean_text(course.certificate),
    )  # fmt: skip
    made.clean_fields(exclude=["person"])
    made.save()
    return made


@transaction.atomic
def strike_own_course(*, at: datetime, user: User, pk: int) -> None:
    """Only what one told oneself. Raises NotFound."""
    person = own_person(at=at, user=user)
    found = person.trainings.filter(pk=pk, provider=BY_ONESELF).first()
    if found is None:
        raise NotFound
    found.delete()
