"""Who came to a session, as staff who mark see it; which sessions wait to be closed; what a closing came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.db.models import Count, Q, QuerySet

from densach.services.activities.models import (
    Attendance,
    Closing,
    Enrolment,
    EnrolmentState,
    Group,
    Session,
    SessionState,
    Tally,
)
from densach.services.activities.rules.alike import guardian_text
from densach.services.activities.rules.bands import Band, band_of
from densach.services.activities.rules.counting import THERE


class HasId(Protocol):
    """A unit as the register names it."""

    @property
    def id(self) -> int: ...


@dataclass(frozen=True)
class Row:
    """A learner of the list, or somebody who came without being on it. `status` "" is not marked. `enrolment` None: a
    walk-in. `name` is empty for a person whose data were erased. `guardian` is shown only where two rows read alike.
    """

    person: int
    name: str
    band: Band | None
    status: str = ""
    way: str = ""
    slice: str = ""
    enrolment: int | None = None
    group: str = ""
    code: str = ""
    guardian: str = ""

    @property
    def there(self) -> bool:
        return self.status in THERE


@dataclass(frozen=True)
class Sheet:
    """The session's list with its marks. `closing` is the last one, `number` its number, which the page sends back when
    it closes.
    """

    session: Session
    rows: list[Row]
    taps: list[Tally]
    closing: Closing | None = None
    tapped: Counter[str] = field(default_factory=Counter)

    @property
    def present(self) -> int:
        """People there by name, late ones with them."""
        return sum(row.there for row in self.rows)

    @property
    def tapped_total(self) -> int:
        return sum(self.tapped.values())

    @property
    def total(self) -> int:
        """Whoever was there; never the number enrolled."""
        return self.present + self.tapped_total

    @property
    def unmarked(self) -> int:
        return sum(not row.status for row in self.rows)

    @property
    def closed(self) -> bool:
        return self.session.closed_at is not None

    @property
    def number(self) -> int:
        return self.closing.number if self.closing else 0

    @property
    def counts(self) -> bool:
        """Whether the book holds anything of it: a closed session of a day counted by hand is in no figure."""
        return self.closed and self.closing is not None and bool(self.closing.lines)


def sheet_of(session: Session) -> Sheet:
    """Learners in the order of the Vietnamese alphabet with their marks, then walk-ins; four queries."""
    marks = {
        row.person_id: row
        for row in Attendance.objects.filter(session=session).select_related("person__guardian")
    }
    enrolled = _enrolled(session)
    rows = [_row(one, marks.get(one.person_id), session) for one in enrolled]
    listed = {one.person_id for one in enrolled}
    others = sorted(
        (mark for person, mark in marks.items() if person not in listed),
        key=lambda mark: (mark.person.sort_key, mark.pk),
    )
    rows += [_other(mark, session) for mark in others]
    taps = list(Tally.objects.filter(session=session, cancelled_at__isnull=True).order_by("-pk"))
    tapped: Counter[str] = Counter()
    for one in taps:
        tapped[one.slice] += one.quantity
    return Sheet(session, rows, taps, last_closing_of(session), tapped)


def _enrolled(session: Session) -> list[Enrolment]:
    rows = Enrolment.objects.filter(
        Q(session=session) | Q(session__isnull=True),
        activity_id=session.activity_id,
        state=EnrolmentState.CONFIRMED,
    )
    told: dict[int, Enrolment] = {}
    for one in rows.select_related("person__guardian", "group").order_by(
        "person__sort_key", "person__name", "pk"
    ):
        told.setdefault(one.person_id, one)
    return list(told.values())


def _row(enrolment: Enrolment, mark: Attendance | None, session: Session) -> Row:
    person = enrolment.person
    return Row(
        person.pk,
        person.name,
        band_of(person.birth_date, session.on),
        mark.status if mark else "",
        mark.way if mark else "",
        mark.slice if mark else "",
        enrolment.pk,
        enrolment.group.name if enrolment.group else "",
        enrolment.code,
        guardian_text(person),
    )


def _other(mark: Attendance, session: Session) -> Row:
    person = mark.person
    band = band_of(person.birth_date, session.on)
    return Row(
        person.pk,
        person.name,
        band,
        mark.status,
        mark.way,
        mark.slice,
        mark.enrolment_id,
        guardian=guardian_text(person),
    )


def groups_by_number(session: Session) -> list[tuple[Group, int]]:
    """Groups that come to the session, each with how many of them are told by name: the others are tapped."""
    rows = Group.objects.filter(
        Q(session=session) | Q(session__isnull=True), activity_id=session.activity_id, state="confirmed"
    )
    named = Count("enrolments", filter=Q(enrolments__state=EnrolmentState.CONFIRMED))
    return [(one, one.named) for one in rows.annotate(named=named).order_by("name", "pk")]


def last_closing_of(session: Session) -> Closing | None:
    return Closing.objects.filter(session=session).order_by("-number").first()


def closings_of(session: Session) -> list[Closing]:
    """All of them, the first one first."""
    return list(Closing.objects.filter(session=session).order_by("number"))


def to_close(units: Iterable[HasId], at: datetime) -> QuerySet[Session]:
    """Sessions that are over, neither closed nor called off, the oldest first, with activity, kind, unit and room. What
    was held of an activity before it was called off waits to be counted too.
    """
    rows = Session.objects.filter(
        organisation_id__in=[unit.id for unit in units], state=SessionState.PLANNED, ends__lte=at
    )
    return rows.select_related("activity__kind", "organisation", "venue").order_by("ends", "pk")


def came_to(sessions: Iterable[Session]) -> dict[int, Closing]:
    """Session → its last closing, for a list of sessions; one query. Those never closed are left out."""
    found: dict[int, Closing] = {}
    for one in Closing.objects.filter(session__in=[one.pk for one in sessions]).order_by("number"):
        found[one.session_id] = one
    return found
