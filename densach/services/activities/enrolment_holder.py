"""What enrolment keeps of a person, told part by part; registered when the program starts."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from densach.people.models import Person
from densach.people.privacy import Holder, Section, hold
from densach.services.activities.actions.forgetting import erase_learner
from densach.services.activities.models import ActivityRole, Enrolment, Follow
from densach.services.activities.rules.kinds import ROLES


def of_learner(person: Person) -> list[Section]:
    """Enrolments of the person, what the account follows, parts that the person has."""
    return [_enrolments(person), _follows(person), _parts(person)]


def _enrolments(person: Person) -> Section:
    columns = (
        ("activity", gettext_noop("Activity")),
        ("made_at", gettext_noop("When")),
        ("state", gettext_noop("State")),
        ("agreed_by", gettext_noop("Agreed by")),
        ("fee", gettext_noop("Fee in đồng")),
        ("note", gettext_noop("Note")),
    )
    found = Enrolment.objects.filter(person=person).select_related("activity").order_by("-made_at", "-pk")
    rows = [
        (one.activity.title, one.made_at, one.get_state_display(), one.agreed_by, one.fee, one.note)
        for one in found
    ]
    return Section("enrolments", gettext_noop("Enrolments for activities"), columns, rows)


def _follows(person: Person) -> Section:
    columns = (("activity", gettext_noop("Activity")), ("since", gettext_noop("Since")))
    found = Follow.objects.filter(user=person.user_id or 0).select_related("activity").order_by("-since")
    rows = [(one.activity.title, one.since) for one in found]
    return Section("follows", gettext_noop("Activities followed"), columns, rows)


def _parts(person: Person) -> Section:
    columns = (
        ("activity", gettext_noop("Activity")),
        ("part", gettext_noop("Part")),
        ("until", gettext_noop("Until")),
    )
    found = ActivityRole.objects.filter(person=person).select_related("activity").order_by("-pk")
    rows = [(one.activity.title, ROLES.get(one.role, one.role), one.ended_on) for one in found]
    return Section("activity_parts", gettext_noop("Parts in activities"), columns, rows)


def register() -> None:
    """Called once, when the program starts."""
    hold(Holder("activities.enrolments", of_learner, erase_learner, 20))
