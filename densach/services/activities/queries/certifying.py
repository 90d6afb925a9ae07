"""Who of an activity came how often, and who has its certificate."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Min

from densach.people.models import Person
from densach.services.activities.models import (
    Activity,
    Attendance,
    Enrolment,
    EnrolmentState,
    Presence,
    Session,
    SessionState,
)
from densach.services.activities.rules.certifying import is_enough
from densach.services.certificates.models import Certificate
from densach.services.certificates.queries.certificates import standing_for_all


@dataclass(frozen=True)
class Candidate:
    """Somebody with a place: in how many closed sessions they were, and the certificate that holds."""

    enrolment: int
    person: Person
    came: int
    held: int
    certificate: Certificate | None

    @property
    def enough(self) -> bool:
        return is_enough(self.came, self.held)


def source_of(enrolment: int) -> str:
    """What a certificate of an enrolment is issued for."""
    return f"enrolment:{enrolment}"


def candidates_of(activity: Activity) -> list[Candidate]:
    """Everybody with a place in the whole activity, in the order of Vietnamese names; four queries."""
    held = Session.objects.filter(activity=activity, state=SessionState.HELD).count()
    rows = Enrolment.objects.filter(
        activity=activity,
        state=EnrolmentState.CONFIRMED,
        session__isnull=True,
        person__erased_at__isnull=True,
    )
    enrolled = list(rows.select_related("person").order_by("person__sort_key", "pk"))
    marks = Attendance.objects.filter(
        session__activity=activity,
        session__state=SessionState.HELD,
        status__in=(Presence.PRESENT, Presence.LATE),
    )
    came = dict(marks.values_list("person_id").annotate(number=Count("pk")).order_by())
    papers = standing_for_all([source_of(one.pk) for one in enrolled])
    return [
        Candidate(one.pk, one.person, came.get(one.person_id, 0), held, papers.get(source_of(one.pk)))
        for one in enrolled
    ]


def span_of(activity: Activity) -> dict[str, object]:
    """First and last day on which a session was held; None for both where none was."""
    rows = Session.objects.filter(activity=activity, state=SessionState.HELD)
    return dict(rows.aggregate(first=Min("on"), last=Max("on")))
