"""People with and without guardians, and the short ways into a list, for the tests of enrolment."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.organisations.models import Organisation
from densach.people.actions.readers import enter_served
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions import enrolling
from densach.services.activities.models import Activity, Enrolment
from tests.services.activities.stage import NOW, TODAY, a_session, an_activity


def an_adult(name: str = "Trần Văn Tám", born: date | None = date(1990, 3, 4), **more: Any) -> Person:
    return enter_served(at=NOW, data=PersonData(name=name, birth_date=born, **more))


def a_child(
    name: str = "Lê Thị Bé", born: date | None = date(2016, 5, 2), email: str = "", **more: Any
) -> Person:
    """A child with a guardian."""
    mother = PersonData(name=f"Mẹ của {name}", email=email)
    return enter_served(
        at=NOW, data=PersonData(name=name, birth_date=born, **more), guardian=mother, relation="mẹ"
    )


def a_class(unit: Organisation, capacity: int | None = 2, **given: Any) -> Activity:
    """An announced class that is open to enrol, with one session next week."""
    made = an_activity(unit, capacity=capacity, **{"enrol_mode": "open", **given})
    a_session(made, TODAY + timedelta(days=7))
    return made


def put(activity: Activity, person: Person | None = None, *, at: datetime = NOW, **given: Any) -> Enrolment:
    """Somebody is enrolled by staff; an adult made for it where nobody is named."""
    number = Enrolment.objects.count()
    who = person or an_adult(f"Người thứ {number}")
    return enrolling.enrol(at=at, actor=SYSTEM, activity=activity, person=who, **given)


def states(activity: Activity) -> list[str]:
    """The states in the order of arrival."""
    return list(
        Enrolment.objects.filter(activity=activity).order_by("position").values_list("state", flat=True)
    )
