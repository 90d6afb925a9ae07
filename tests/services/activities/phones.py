"""A class with learners for the tests of attendance, the door and the sheets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.test import Client

from densach.services.activities.models import Enrolment, EnrolmentState, Session
from densach.services.activities.rules.enrolling import CODE_LENGTH, CODE_SIGNS
from tests import cast
from tests.services.activities import stage

if TYPE_CHECKING:
    from densach.organisations.models import Organisation
    from densach.people.models import User

# Given names out of their order, so that a list proves that it sorts.
GIVEN = ("Đạt", "An", "Bình", "Yến", "Chi", "Ân", "Ước", "Dung", "Khoa", "Lan")
MIDDLE = ("Văn", "Thị", "Hữu", "Ngọc", "Minh")


def a_code(number: int) -> str:
    """A learner's code for the number."""
    signs = []
    for _place in range(CODE_LENGTH):
        number, rest = divmod(number, len(CODE_SIGNS))
        signs.append(CODE_SIGNS[rest])
    return "".join(signs)


def a_class(
    unit: Organisation,
    learners: int,
    *,
    title: str = "Lớp đờn ca tài tử",
    on: date = cast.TODAY,
    clock: str = "07:00",
) -> Session:
    """A class of the unit with one session and so many confirmed learners, eleven to fifteen years old."""
    activity = stage.an_activity(unit, title, enrol_mode="open")
    session = stage.a_session(activity, on, clock)
    for number in range(learners):
        name = f"Nguyễn {MIDDLE[number // len(GIVEN) % len(MIDDLE)]} {GIVEN[number % len(GIVEN)]}"
        person = stage.a_person(name, born=date(2014, 5, 2), sex="")
        Enrolment.objects.create(
            activity=activity,
            person=person,
            state=EnrolmentState.CONFIRMED,
            position=number + 1,
            code=a_code(activity.pk * 1000 + number),
            made_at=cast.NOW,
            made_by_name="Đèn Sách",
        )
    return session


def signed_in(user: User) -> Client:
    """The user's browser."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
