"""What training keeps of a person, and what becomes of it: counts stay, without whose they were."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from densach.people.models import Person
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.services.training.actions.erasing import erase_results
from densach.services.training.models import Result


def of_learner(person: Person) -> list[Section]:
    columns = (
        ("title", gettext_noop("Course")),
        ("on", gettext_noop("Ended on")),
        ("hours", gettext_noop("Hours")),
        ("outcome", gettext_noop("Result")),
    )
    rows = Result.objects.filter(person=person, cancelled_at__isnull=True).select_related("course__activity")
    told = [(one.course.activity.title, one.on, one.hours, one.get_outcome_display()) for one in rows]
    return [Section("results", gettext_noop("Results of courses"), columns, told)]


def erase(person: Person, at: datetime) -> list[Outcome]:
    return [Outcome(gettext_noop("Marks of courses"), erased=True)] if erase_results(person=person) else []


def register() -> None:
    """Called once, when the program starts."""
    hold(Holder("training", of_learner, erase, 35))
