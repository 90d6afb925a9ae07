"""A class with its learners, and what the counting book says of a unit."""

from __future__ import annotations

from datetime import date
from typing import Any

from densach.facts.models import Fact, Total
from densach.facts.replay import verify
from densach.organisations.models import Organisation
from densach.people.models import Person
from densach.services.activities.models import Activity, Enrolment, EnrolmentState, Group
from tests.services.activities.stage import NOW, a_person

SESSIONS, PARTICIPANTS = "culture.sessions", "culture.participants"


def enrolled(activity: Activity, person: Person, **given: Any) -> Enrolment:
    """A confirmed place, as the rows have it."""
    position = Enrolment.objects.filter(activity=activity).count() + 1
    values = {"state": EnrolmentState.CONFIRMED, "position": position, "made_at": NOW, "made_by_name": "Sen"}
    return Enrolment.objects.create(activity=activity, person=person, **(values | given))


def a_class(activity: Activity, number: int = 3, group: Group | None = None) -> list[Person]:
    """Girls of twelve, boys of seven and women of forty in turn, all enrolled."""
    people = []
    for index in range(number):
        born = (date(2014, 5, 2), date(2019, 1, 3), date(1986, 7, 1))[index % 3]
        sex = ("female", "male", "female")[index % 3]
        person = a_person(f"Học viên {index:02d}", born=born, sex=sex)
        enrolled(activity, person, group=group)
        people.append(person)
    return people


def total(unit: Organisation, measure: str, slice: str = "", year: int = 2026) -> int:
    """The kept total of the year."""
    row = Total.objects.filter(
        unit_kind="o", unit_id=unit.pk, measure=measure, slice=slice, period=year * 10_000
    ).first()
    return row.quantity if row else 0


def standing(source: str, measure: str) -> int:
    """What stands of a source, whatever its slices."""
    return sum(one.sign * one.quantity for one in Fact.objects.filter(source=source, measure=measure))


def the_book_is_right() -> None:
    problems = verify()
    assert not problems, problems
