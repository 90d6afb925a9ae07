"""Courses in lists and one by one; who takes part, with the hours that the attendance says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, QuerySet

from densach.kernel.numbers import whole_number
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.people.models import Employment, Person
from densach.people.queries.persons import working
from densach.services.activities.models import (
    Attendance,
    Enrolment,
    EnrolmentState,
    Presence,
    Session,
    SessionState,
)
from densach.services.training.models import Course, Result
from densach.services.training.rules import Proposed, proposed

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; empty for all."""

    field: str = ""
    form: str = ""
    year: str = ""
    words: str = ""


def courses_of(organisation_ids: Collection[int], asked: Asked) -> QuerySet[Course]:
    """Newest first, with first and last day, how many have a place and how many results."""
    rows = Course.objects.filter(activity__organisation_id__in=organisation_ids)
    if asked.field:
        rows = rows.filter(field=asked.field)
    if asked.form:
        rows = rows.filter(form=asked.form)
    if year := whole_number(asked.year):
        rows = rows.filter(activity__sessions__on__year=min(max(year, 1900), 2200))
    if asked.words:
        rows = rows.filter(activity__title__icontains=asked.words)
    return _told(rows.distinct()).order_by("-pk")


def _told(rows: QuerySet[Course]) -> QuerySet[Course]:
    living = ~Q(activity__sessions__state=SessionState.CANCELLED)
    return rows.select_related("activity__kind", "activity__organisation").annotate(
        first=Min("activity__sessions__on", filter=living),
        last=Max("activity__sessions__on", filter=living),
        places=Count(
            "activity__enrolments",
            filter=Q(activity__enrolments__state=EnrolmentState.CONFIRMED),
            distinct=True,
        ),
        done=Count("results", filter=Q(results__cancelled_at__isnull=True), distinct=True),
    )


def page_of(rows: QuerySet[Course], before: int | None) -> tuple[list[Course], int | None]:
    some = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    return some[:PAGE], some[PAGE - 1].pk if len(some) > PAGE else None


def by_id(pk: int) -> Course | None:
    return _told(Course.objects.filter(pk=pk)).first()


def by_activity(activity_id: int) -> Course | None:
    return Course.objects.filter(activity_id=activity_id).first()


@dataclass(frozen=True)
class Place:
    """Where somebody works on a day: unit, its level, the duty by which plans count people."""

    unit_id: int | None
    unit: str
    level: str
    duty: str


@dataclass(frozen=True)
class Taker:
    """Somebody with a place in the course, what the attendance says, and the result that stands."""

    person: Person
    enrolment_id: int
    place: Place
    proposed: Proposed
    result: Result | None

    @property
    def hours(self) -> Decimal:
        """What stands, else what the attendance says."""
        return self.result.hours if self.result else self.proposed.hours

    @property
    def outcome(self) -> str:
        return self.result.outcome if self.result else self.proposed.outcome


def takers_of(course: Course, on: date) -> list[Taker]:
    """In the order of Vietnamese names; a handful of queries however many they are."""
    rows = Enrolment.objects.filter(
        activity_id=course.activity_id, state=EnrolmentState.CONFIRMED, person__erased_at__isnull=True
    )
    taking = list(rows.select_related("person").order_by("person__sort_key", "pk"))
    people = [one.person_id for one in taking]
    hours = attended(course)
    results = {one.person_id: one for one in results_of(course)}
    places = places_on(people, on)
    nowhere = Place(None, "", "", "")
    return [
        Taker(
            one.person, one.pk, places.get(one.person_id, nowhere),
            proposed(hours.get(one.person_id, Decimal(0)), course.hours, course.pass_share),
            results.get(one.person_id),
        )
        for one in taking
    ]  # fmt: skip


def attended(course: Course) -> dict[int, Decimal]:
    """Person → hours present in closed sessions, never more than the course has.

    Where the sessions are longer or shorter in all than the planned hours, they are taken in proportion.
    """
    held = {
        one.pk: Decimal((one.ends - one.starts).total_seconds()) / 3600
        for one in Session.objects.filter(activity_id=course.activity_id, state=SessionState.HELD)
    }
    every = Session.objects.filter(activity_id=course.activity_id).exclude(state=SessionState.CANCELLED)
    whole = sum((Decimal((one.ends - one.starts).total_seconds()) / 3600 for one in every), Decimal(0))
    if not whole:
        return {}
    found: defaultdict[int, Decimal] = defaultdict(Decimal)
    marks = Attendance.objects.filter(session_id__in=list(held), status__in=(Presence.PRESENT, Presence.LATE))
    for person, session in marks.values_list("person_id", "session_id"):
        found[person] += held[session]
    return {
        person: (share * course.hours / whole).quantize(Decimal("0.1")) for person, share in found.items()
    }


def results_of(course: Course) -> QuerySet[Result]:
    rows = Result.objects.filter(course=course, cancelled_at__isnull=True)
    return rows.select_related("person", "unit").order_by("person__sort_key", "pk")


def last_day(course: Course) -> date | None:
    """The last day on which a session of it was held."""
    rows = Session.objects.filter(activity_id=course.activity_id, state=SessionState.HELD)
    found: date | None = rows.aggregate(last=Max("on"))["last"]
    return found


def span_of(course: Course) -> tuple[date | None, date | None]:
    rows = Session.objects.filter(activity_id=course.activity_id).exclude(state=SessionState.CANCELLED)
    told = rows.aggregate(first=Min("on"), last=Max("on"))
    return told["first"], told["last"]


def places_on(people: Iterable[int], on: date) -> dict[int, Place]:
    """Person → where they worked on the day; who works in several units stands in the first begun."""
    jobs = Employment.objects.filter(working(on), person_id__in=list(people))
    first: dict[int, Employment] = {}
    for job in jobs.order_by("valid_from", "pk"):
        first.setdefault(job.person_id, job)
    units = {job.organisation_id for job in first.values()}
    told = organisations.all_named(units, on)
    found = {}
    for person, job in first.items():
        unit = told.get(job.organisation_id)
        level = unit.level if unit else ""
        near = "" if not level else ("province" if level in {Level.NATION, Level.PROVINCE} else "commune")
        found[person] = Place(job.organisation_id, unit.name if unit else "", near, job.duty)
    return found
