"""Who stands at a session's door: found by its address, an enrolment by its code or by the account."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from densach.kernel.errors import NotFound
from densach.kernel.numbers import whole_number
from densach.people.models import User
from densach.services.activities.models import (
    Attendance,
    Enrolment,
    EnrolmentState,
    Session,
    SessionState,
    Tally,
)
from densach.services.activities.rules.counting import THERE
from densach.services.activities.rules.door import Moment, moment

__all__ = [
    "Enrolment",
    "Session",
    "enrolment_by_code",
    "enrolments_of",
    "expects",
    "session_by_door",
    "tally_of",
    "there",
]


def expects(session: Session, at: datetime) -> Moment:
    """Whether people mark themselves now, not yet, or no longer: after its time, or once it is closed or called off."""
    now = moment(session.starts, session.ends, at)
    return now if session.state == SessionState.PLANNED else Moment.AFTER


def session_by_door(token: str) -> Session | None:
    """The session whose door has this address now."""
    rows = Session.objects.select_related("activity__kind", "organisation", "venue")
    return rows.filter(door=token).first() if token else None


def _in(session: Session) -> QuerySet[Enrolment]:
    """Confirmed enrolments of the session, or of its activity as a whole, of people whose data are kept."""
    rows = Enrolment.objects.filter(
        Q(session=session) | Q(session__isnull=True),
        activity_id=session.activity_id,
        state=EnrolmentState.CONFIRMED,
        person__erased_at__isnull=True,
    )
    return rows.select_related("person")


def enrolment_by_code(session: Session, code: str) -> Enrolment | None:
    return _in(session).filter(code=code).first() if code else None


def enrolments_of(session: Session, user: User) -> list[Enrolment]:
    """Those of the account's person and of the children it answers for."""
    return list(_in(session).filter(Q(person__user=user) | Q(person__guardian__user=user)).order_by("pk"))


def there(session: Session, people: list[int]) -> set[int]:
    """Which of these people are marked as there."""
    rows = Attendance.objects.filter(session=session, person__in=people, status__in=THERE)
    return set(rows.values_list("person_id", flat=True))


def tally_of(session: Session, told: str) -> Tally:
    """The tap of the session by its number, or NotFound."""
    number = whole_number(told)
    found = Tally.objects.filter(session=session, pk=number).first() if number is not None else None
    if found is None:
        raise NotFound()
    return found
