"""Doors of training: the units that hold courses, and their courses. A stranger finds nothing."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.models import Person
from densach.people.queries.persons import staff_person_for
from densach.services.activities import access as activities
from densach.services.training.models import Course, Result
from densach.services.training.queries import courses as read
from densach.services.training.rules import MANAGE, VIEW, NoSuchCourse


def units_for(actor: Actor, on: date, verb: str = VIEW) -> list[Named]:
    return activities.units_for(actor, on, verb)


def unit_for(actor: Actor, code: str, verb: str = MANAGE) -> Organisation:
    """Raises NotFound, for units of others too."""
    return activities.unit_for(actor, code, verb)


def course_for(actor: Actor, pk: int, verb: str = VIEW) -> Course:
    """Raises NoSuchCourse, for those of others too."""
    found = read.by_id(pk)
    if found is None or not actor.may(verb, found.activity.organisation_id):
        raise NoSuchCourse
    return found


def trace_for(actor: Actor, pk: int) -> Result:
    """The result behind a figure, for whoever may read the unit's figures; shown without the person."""
    found = Result.objects.select_related("course__activity", "unit").filter(pk=pk).first()
    if found is None or not any(actor.may(verb, found.counted_in_id) for verb in ("count.view", VIEW)):
        raise NoSuchCourse
    return found


def learner_for(actor: Actor, pk: int, on: date) -> Person:
    """A person of the staff file that the actor may see. Raises NoSuchPerson."""
    return staff_person_for(actor, pk, on)
