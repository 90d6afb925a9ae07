"""Staff in numbers, in the columns of the ministry's form 004-TV: by unit and level, no person in sight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.organisations.rules import Named
from densach.people.models import Employment, Field, Qualification, Sex, Training
from densach.people.queries.persons import places_of, working
from densach.people.rules.staffing import FITTING, STAFF, VIEW


@dataclass
class StaffNumbers:
    """Persons, but `trainings`: turns of people in courses that ended in the year. Collaborators are no staff."""

    staff: int = 0
    women: int = 0
    minority: int = 0
    higher: int = 0
    college: int = 0
    secondary: int = 0
    other: int = 0
    fitting: int = 0
    other_field: int = 0
    field_not_told: int = 0
    collaborators: int = 0
    trainings: int = 0

    def add(self, more: StaffNumbers) -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(more, one.name))


@dataclass(frozen=True)
class TotalsLine:
    """A unit with its numbers; a line without a unit adds up its level, one without a level everything."""

    level: str
    unit: str
    code: str
    numbers: StaffNumbers


_HIGHER = (Qualification.POSTGRADUATE, Qualification.UNIVERSITY)
_COLLEGE = (Qualification.COLLEGE, Qualification.INTERMEDIATE)


def _count(numbers: StaffNumbers, job: Employment, kind: str) -> None:
    if job.contract not in STAFF:
        numbers.collaborators += 1
        return
    numbers.staff += 1
    numbers.women += job.person.sex == Sex.FEMALE
    numbers.minority += job.person.is_ethnic_minority is True
    numbers.higher += job.qualification in _HIGHER
    numbers.college += job.qualification in _COLLEGE
    numbers.secondary += job.qualification == Qualification.SECONDARY
    numbers.other += job.qualification in (Qualification.OTHER, Qualification.UNKNOWN)
    fits = FITTING.get(kind, "")
    numbers.field_not_told += job.field == Field.UNKNOWN
    numbers.fitting += bool(fits) and job.field == fits
    numbers.other_field += job.field != Field.UNKNOWN and job.field != fits


def staff_totals(actor: Actor, on: date, kinds: Collection[str] = ()) -> list[TotalsLine]:
    """Units with staff on the day, by level and alphabet, each level and all added up; `kinds` empty asks for all.

    A person with two units is counted in both; the year of the courses is that of the day. Three queries.
    """
    places = places_of(actor, VIEW)
    units = [one for one in organisations.alive(on, kinds=kinds) if places is None or one.id in places]
    kind_of = {one.id: one.kind for one in units}
    numbers: defaultdict[int, StaffNumbers] = defaultdict(StaffNumbers)
    jobs = Employment.objects.filter(working(on), organisation__in=kind_of).select_related("person")
    where: defaultdict[int, list[int]] = defaultdict(list)
    for job in jobs.order_by("pk"):
        _count(numbers[job.organisation_id], job, kind_of[job.organisation_id])
        where[job.person_id].append(job.organisation_id)
    taken = Training.objects.filter(person__in=where, last_day__year=on.year, last_day__lte=on)
    for person in taken.values_list("person_id", flat=True):
        numbers[where[person][0]].trainings += 1
    return _lines(units, numbers)


def _lines(units: list[Named], numbers: dict[int, StaffNumbers]) -> list[TotalsLine]:
    lines, whole = [], StaffNumbers()
    for level in Level.values:
        told = [one for one in units if one.level == level and one.id in numbers]
        if not told:
            continue
        of_level = StaffNumbers()
        for one in told:
            of_level.add(numbers[one.id])
        lines.append(TotalsLine(level, "", "", of_level))
        lines += [TotalsLine(level, one.name, one.code, numbers[one.id]) for one in told]
        whole.add(of_level)
    return [*lines, TotalsLine("", "", "", whole)] if lines else []
