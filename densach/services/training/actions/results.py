"""Results: written for everybody at once, corrected one by one, counted as turns and hours, kept in the staff file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from densach.facts.actions.settling import settle_lines
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import format_date
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.people.actions.learning import course_not_taken, course_taken
from densach.people.models import Person, Training
from densach.people.rules.staffing import Course as StaffCourse
from densach.services.activities.actions.openings import counting_on
from densach.services.activities.measures import COURSES, HOURS, TURNS
from densach.services.certificates import actions as certificates
from densach.services.certificates.actions import Wanted
from densach.services.certificates.models import Certificate, CertificateKind
from densach.services.certificates.queries.certificates import standing_for_all
from densach.services.training.counting import Lines, course_lines, result_lines, slice_of
from densach.services.training.models import Course, Outcome, Result
from densach.services.training.queries import courses as read
from densach.services.training.rules import (
    MANAGE,
    HasCertificate,
    HoursWrong,
    MoreThanTheCourse,
    NobodyCompleted,
    NotEnrolled,
    NothingHeld,
    SeenAnOldResult,
)


@dataclass(frozen=True)
class ResultData:
    """Somebody's result. `duty` where the staff file does not tell: a head of a club, of a team. `seen`: the number of
    the result that the page showed, 0 for none.
    """

    person: int
    hours: Decimal
    outcome: str
    mark: str = ""
    duty: str = ""
    seen: int = 0


@transaction.atomic
def write_results(*, at: datetime, actor: Actor, course: Course, rows: Sequence[ResultData]) -> int:
    """What is new or different is written; how many. All of them or none.

    Raises NotAllowed, NothingHeld, NotEnrolled, HoursWrong, MoreThanTheCourse, HasCertificate, SeenAnOldResult.
    """
    held = _locked(actor, course)
    on = read.last_day(held)
    if on is None:
        raise NothingHeld
    takers = {one.person.pk: one for one in read.takers_of(held, on)}
    changed = 0
    for row in rows:
        taker = takers.get(row.person)
        if taker is None:
            raise NotEnrolled(name=str(row.person))
        _check(held, row, taker.person.name)
        if taker.result is not None and _same(taker.result, row):
            continue
        if (taker.result.pk if taker.result else 0) != row.seen:
            raise SeenAnOldResult(name=taker.person.name)
        if taker.result is not None:
            _cancel(at, taker.result, "corrected")
        _write(at, actor, held, taker.person, taker.place, row, on)
        changed += 1
    if changed:
        _count(at, actor, held, on)
        _journal(at, actor, held, "training.results_written", number=str(changed))
    return changed


def _locked(actor: Actor, course: Course) -> Course:
    rows = Course.objects.select_for_update(of=("self",)).select_related("activity__organisation")
    held = rows.get(pk=course.pk)
    if not actor.may(MANAGE, held.activity.organisation_id):
        raise NotAllowed(verb=MANAGE)
    return held


def _check(course: Course, row: ResultData, name: str) -> None:
    if row.hours < 0:
        raise HoursWrong(hours=row.hours)
    if row.hours > course.hours:
        raise MoreThanTheCourse(name=name, hours=row.hours, most=course.hours)


def _same(result: Result, row: ResultData) -> bool:
    told = (row.hours, row.outcome, clean_text(row.mark), row.duty or result.duty)
    return (result.hours, result.outcome, result.mark, result.duty) == told


def _write(
    at: datetime, actor: Actor, course: Course, person: Person, place: read.Place, row: ResultData, on: date
) -> Result:
    duty = row.duty or place.duty
    return Result.objects.create(
        course=course, person=person, unit_id=place.unit_id, level=place.level, duty=duty, hours=row.hours,
        outcome=row.outcome, mark=clean_text(row.mark)[:60], training=_in_staff_file(at, course, person, row),
        slice=slice_of(duty, place.level), counted_in=course.activity.organisation, on=on, at=at,
        by_name=actor.name,
    )  # fmt: skip


def _in_staff_file(at: datetime, course: Course, person: Person, row: ResultData) -> Training | None:
    """The line of the staff file; who did not complete has none."""
    if row.outcome == Outcome.FAILED:
        return None
    first, last = read.span_of(course)
    if first is None or last is None:
        return None
    told = StaffCourse(
        title=course.activity.title, first_day=first, last_day=last, field=course.field,
        provider=course.provider or course.activity.organisation.code,
        certificate=clean_text(row.mark)[:100],
    )  # fmt: skip
    return course_taken(at=at, person=person, course=told)


def _cancel(at: datetime, result: Result, why: str) -> None:
    """Takes the result back, with its figures and its line in the staff file. Raises HasCertificate."""
    standing = standing_for_all([f"result:{result.pk}"])
    for certificate in standing.values():
        raise HasCertificate(name=result.person.name, number=certificate.number)
    training, result.training, result.lines = result.training, None, {}
    result.cancelled_at, result.cancelled_why = at, why
    result.save(update_fields=["training", "lines", "cancelled_at", "cancelled_why"])
    if training is not None:
        course_not_taken(training=training)
    settle_lines(
        at=at, source=f"result:{result.pk}", organisation_id=result.counted_in_id, on=result.on,
        lines={TURNS: {}, HOURS: {}},
    )  # fmt: skip


def _count(at: datetime, actor: Actor, course: Course, on: date) -> None:
    """Turns and hours of the standing results, and the course itself once there are any."""
    unit = course.activity.organisation_id
    counted = counting_on(at=at, actor=actor, organisation_id=unit, measures=(COURSES, TURNS, HOURS), on=on)
    results = list(read.results_of(course))
    for result in results:
        lines = result_lines(result, counted)
        if _kept(lines) != result.lines:
            settle_lines(at=at, source=f"result:{result.pk}", organisation_id=unit, on=result.on, lines=lines)
            result.lines = _kept(lines)
            result.save(update_fields=["lines"])
    _count_course(at, course, on, course_lines(bool(results), counted))


def _count_course(at: datetime, course: Course, on: date, lines: Lines) -> None:
    """The course counts on the day of its first results; a later correction leaves the day."""
    day = course.counted_on or on
    settle_lines(
        at=at, source=f"course:{course.pk}", organisation_id=course.activity.organisation_id, on=day,
        lines=lines,
    )  # fmt: skip
    course.lines = _kept(lines)
    course.counted_on = day if course.lines else None
    course.save(update_fields=["lines", "counted_on"])


def _kept(lines: Lines) -> dict[str, dict[str, int]]:
    """Without measures in which nothing stands."""
    return {measure: dict(parts) for measure, parts in lines.items() if parts}


@transaction.atomic
def take_back(*, at: datetime, actor: Actor, result: Result, why: str) -> None:
    """A result that was a mistake. Raises NotAllowed, HasCertificate."""
    course = _locked(actor, result.course)
    found = Result.objects.select_related("person", "training").get(pk=result.pk)
    if found.cancelled_at is None:
        _cancel(at, found, clean_text(why)[:200])
        _count(at, actor, course, found.on)
        _journal(at, actor, course, "training.result_taken_back", number=str(found.person_id))


@transaction.atomic
def certify(*, at: datetime, actor: Actor, course: Course) -> list[Certificate]:
    """Certificates for all who completed and have none that holds. Raises NobodyCompleted and what issuing refuses."""
    held = _locked(actor, course)
    rows = [one for one in read.results_of(held) if one.outcome == Outcome.COMPLETED]
    there = standing_for_all([f"result:{one.pk}" for one in rows])
    left = [one for one in rows if f"result:{one.pk}" not in there]
    if not left:
        raise NobodyCompleted
    first, last = read.span_of(held)
    span = {
        "tu_ngay": format_date(first) if first else "",
        "den_ngay": format_date(last) if last else "",
    }
    wanted = [
        Wanted(
            holder_name=one.person.name, title=held.activity.title, source=f"result:{one.pk}",
            person=one.person, values={**span, "ket_qua": one.mark}, hours=one.hours,
        )
        for one in left
    ]  # fmt: skip
    return certificates.issue_many(
        at=at, actor=actor, organisation=held.activity.organisation, kind=CertificateKind.COMPLETION,
        wanted=wanted,
    )  # fmt: skip


def _journal(at: datetime, actor: Actor, course: Course, act: str, **params: str) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=course.activity.organisation, subject=f"course:{course.pk}",
        title=course.activity.title, **params,
    )  # fmt: skip
