"""Courses are held: an activity of the spine, and what it teaches to whom beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Level, Organisation
from densach.people.models import Duty, Person
from densach.services.activities.actions.enrolling import enrol
from densach.services.activities.actions.planning import plan_activity
from densach.services.activities.models import ActivityKind, Enrolment, EnrolMode
from densach.services.activities.rules.activity import ActivityData
from densach.services.activities.rules.enrolling import AlreadyEnrolled
from densach.services.training.models import Course, CourseForm, Result
from densach.services.training.rules import KINDS, LONGEST, MANAGE, HoursWrong, ResultsExceed, SeenAnOldCourse


@dataclass(frozen=True)
class CourseData:
    """What a person types of a course. `duties`, `levels`: whom it is for; `kind` "" follows from the form."""

    title: str
    hours: Decimal
    form: str = CourseForm.SHORT
    field: str = ""
    kind: str = ""
    duties: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    pass_share: int = 80
    provider: str = ""
    syllabus: str = ""
    summary: str = ""
    capacity: int | None = None
    paper_number: str = ""
    public: bool = False


@transaction.atomic
def hold_course(*, at: datetime, actor: Actor, organisation: Organisation, data: CourseData) -> Course:
    """A course of the unit, as a draft of its activity. Raises NotAllowed, HoursWrong and what planning refuses."""
    _require(actor, organisation)
    _check(data)
    activity = plan_activity(
        at=at, actor=actor, organisation=organisation,
        data=ActivityData(
            kind=ActivityKind.objects.get(code=data.kind or KINDS[CourseForm(data.form)]),
            title=data.title, summary=data.summary, interest="skills", public=data.public,
            enrol_mode=EnrolMode.APPROVAL, capacity=data.capacity, paper_number=data.paper_number,
            count_mode="named",
        ),
    )  # fmt: skip
    course = Course(activity=activity)
    _fill(course, data)
    course.save()
    _journal(at, actor, course, "training.course_held")
    return course


@transaction.atomic
def change_course(
    *, at: datetime, actor: Actor, course: Course, data: CourseData, seen_revision: int
) -> Course:
    """What it teaches to whom; title, time and places belong to its activity."""
    found = Course.objects.select_for_update(of=("self",)).select_related("activity").get(pk=course.pk)
    _require(actor, found.activity.organisation_id)
    if found.revision != seen_revision:
        raise SeenAnOldCourse
    _check(data)
    more = Result.objects.filter(course=found, cancelled_at__isnull=True, hours__gt=data.hours).count()
    if more:
        raise ResultsExceed(hours=data.hours, number=more)
    _fill(found, data)
    found.revision += 1
    found.save()
    _journal(at, actor, found, "training.course_changed")
    return found


@transaction.atomic
def enrol_staff(*, at: datetime, actor: Actor, course: Course, people: Sequence[Person]) -> list[Enrolment]:
    """People of the staff file get a place at once; who has one already is passed over."""
    _require(actor, course.activity.organisation_id)
    made = []
    for person in people:
        try:
            with transaction.atomic():
                made.append(
                    enrol(
                        at=at, actor=actor, activity=course.activity, person=person, approved=True,
                        sure=("age", "area", "alike", "late"),
                    )
                )  # fmt: skip
        except AlreadyEnrolled:
            continue
    return made


def _require(actor: Actor, organisation: Organisation | int) -> None:
    if not actor.may(MANAGE, organisation):
        raise NotAllowed(verb=MANAGE)


def _check(data: CourseData) -> None:
    if not Decimal(0) < data.hours <= LONGEST:
        raise HoursWrong(hours=data.hours)


def _fill(course: Course, data: CourseData) -> None:
    course.form, course.field, course.hours = data.form, data.field, data.hours
    course.duties = [code for code in Duty.values if code and code in data.duties]
    course.levels = [code for code in Level.values if code in data.levels]
    course.pass_share = min(max(data.pass_share, 0), 100)
    course.provider, course.syllabus = clean_text(data.provider)[:200], data.syllabus.strip()[:6000]


def _journal(at: datetime, actor: Actor, course: Course, act: str) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=course.activity.organisation, subject=f"course:{course.pk}",
        title=course.activity.title,
    )  # fmt: skip
