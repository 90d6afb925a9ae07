"""What attendance keeps of a person, and what stays when the person is erased: marks without a name, as counted."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_noop

from densach.people.models import Person
from densach.people.privacy import Holder, Outcome, Section, hold
from densach.services.activities.models import Attendance


def of_learner(person: Person) -> list[Section]:
    """The sessions somebody was marked in."""
    columns = (
        ("on", gettext_noop("Day")),
        ("activity", gettext_noop("Activity")),
        ("topic", gettext_noop("Topic")),
        ("status", gettext_noop("Attendance")),
    )
    rows = Attendance.objects.filter(person=person).select_related("session__activity")
    told = [
        (row.session.on, row.session.activity.title, row.session.topic, row.get_status_display())
        for row in rows.order_by("-session__on", "-pk")
    ]
    return [Section("attendance", gettext_noop("Attendance at activities"), columns, told)]


def erase_learner(person: Person, at: datetime) -> list[Outcome]:
    """Marks lose the name with the person. Who came, by age band and sex, stays: no figure changes."""
    if not Attendance.objects.filter(person=person).exists():
        return []
    return [Outcome(gettext_noop("Name in the attendance of activities"), erased=True)]


def register() -> None:
    """Called once, when the program starts."""
    hold(Holder("activities.attendance", of_learner, erase_learner, 25))
