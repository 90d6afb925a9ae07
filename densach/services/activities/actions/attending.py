"""Who came: marks by name in batches that may be sent twice, walk-ins, taps. What is changed after the session was
closed is changed with a word why and makes the next closing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, IntegerField, Q, Sum, Value, When

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.people.actions.readers import enter_served
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions.closing import (
    close_session,
    held,
    recount,
    reopen_session,
)
from densach.services.activities.models import (
    Attendance,
    AttendanceChange,
    Enrolment,
    EnrolmentState,
    MarkWay,
    Presence,
    Session,
    SessionState,
    SyncedBatch,
    Tally,
)
from densach.services.activities.rules.attending import (
    MOST_KEY,
    MOST_TAPPED,
    STATUSES,
    CalledOffNotMarked,
    KeyOfAnother,
    Known,
    NameNeeded,
    NotOnTheList,
    NotYetHeld,
    TapGone,
    TooManyTapped,
    UnknownMark,
    WalkIn,
    WhyAfterClosing,
    declared,
    snapshot,
    tapped,
)
from densach.services.activities.rules.counting import THERE

__all__ = [
    "Marked",
    "WalkIn",
    "close_session",
    "come_in",
    "mark",
    "reopen_session",
    "tap",
    "untap",
    "walk_in",
]


@dataclass(frozen=True)
class Marked:
    """What a batch came to: how many marks it set, and who is there in the session now. `again`: it was sent before,
    and this is what was answered then.
    """

    saved: int
    present: int
    taps: int
    again: bool = False

    @property
    def total(self) -> int:
        """People there: by name and by taps."""
        return self.present + self.taps


@dataclass(frozen=True)
class _Enrolled:
    enrolment_id: int
    slice: str


@transaction.atomic
def mark(
    *,
    at: datetime,
    actor: Actor,
    session: Session,
    marks: Mapping[int, str],
    key: str = "",
    why: str = "",
) -> Marked:
    """Sets marks, person → status; "" takes a mark away. Of people enrolled, and of those marked in the session before.

    A batch sent again under its key changes nothing. Raises NotAllowed, CalledOffNotMarked, NotYetHeld, UnknownMark,
    NotOnTheList, KeyOfAnother, and for a closed session WhyAfterClosing.
    """
    if unknown := next((one for one in marks.values() if one not in STATUSES), None):
        raise UnknownMark(mark=unknown)
    fresh = held(actor, session)
    if (earlier := _answered(fresh, key, "saved")) is not None:
        return Marked(**earlier.answer, again=True)
    _require_markable(at, fresh, any(status in THERE for status in marks.values()))
    standing = {row.person_id: row for row in Attendance.objects.filter(session=fresh, person__in=marks)}
    changes = {
        person: status
        for person, status in marks.items()
        if status != (standing[person].status if person in standing else "")
    }
    rows = _rows(at, actor, fresh, changes, standing)
    _trace(at, actor, fresh, changes, standing, why)
    _write(rows)
    gone = [standing[person].pk for person, status in changes.items() if not status]
    if gone:
        Attendance.objects.filter(pk__in=gone).delete()
    if changes and fresh.closed_at is not None:
        recount(at, actor, fresh, why)
    return _answer(at, actor, fresh, key, len(changes))


def _require_markable(at: datetime, session: Session, somebody_came: bool) -> None:
    if session.state == SessionState.CANCELLED:
        raise CalledOffNotMarked()
    if somebody_came and today(at) < session.on:
        raise NotYetHeld(on=session.on)


def _answered(session: Session, key: str, told: str) -> SyncedBatch | None:
    """What was answered under the key before; `told` is a word that answers of this act hold and others do not."""
    earlier = SyncedBatch.objects.filter(key=key[:MOST_KEY]).first() if key else None
    if earlier is not None and (earlier.session_id != session.pk or told not in earlier.answer):
        raise KeyOfAnother()
    return earlier


def _rows(
    at: datetime,
    actor: Actor,
    session: Session,
    changes: Mapping[int, str],
    standing: Mapping[int, Attendance],
) -> list[Attendance]:
    """The marks to be written. Who the person was is told anew as long as the session is open; after that it stays."""
    set_ = {person: status for person, status in changes.items() if status}
    enrolled = _enrolled(session, set_)
    if strangers := set_.keys() - enrolled.keys() - standing.keys():
        raise NotOnTheList(number=len(strangers), people=tuple(sorted(strangers)))
    rows = []
    for person, status in set_.items():
        before, told = standing.get(person), enrolled.get(person)
        # What was told and is no longer, because the person asked for it to be erased, stays in the snapshot.
        keeps = told is None or not told.slice or session.closed_at is not None
        rows.append(
            Attendance(
                session=session,
                person_id=person,
                enrolment_id=told.enrolment_id if told else None,
                status=status,
                slice=before.slice if before is not None and keeps else told.slice if told else "",
                way=before.way if before is not None else MarkWay.MARKED,
                at=at,
                by_name=actor.name,
            )
        )
    return rows


def _enrolled(session: Session, people: Mapping[int, str]) -> dict[int, _Enrolled]:
    """Whoever ever enrolled for the session or its activity and whose data are kept: a place may have been left on
    paper and the person come all the same.
    """
    rows = Enrolment.objects.filter(
        Q(session=session) | Q(session__isnull=True),
        activity_id=session.activity_id,
        person__in=people,
        person__erased_at__isnull=True,
    )
    first = Case(
        When(state=EnrolmentState.CONFIRMED, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    told = rows.order_by(first, "pk").values_list(
        "pk", "person_id", "group__school", "group__adults",
        "person__birth_date", "person__sex", "person__is_ethnic_minority",
    )  # fmt: skip
    return {
        person: _Enrolled(
            pk, snapshot(Known(born, sex, minority), session.on, school=bool(school), adults=adults or 0)
        )
        for pk, person, school, adults, born, sex, minority in told
    }


def _write(rows: list[Attendance]) -> None:
    """New marks and changed ones in one statement."""
    if rows:
        Attendance.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["session", "person"],
            update_fields=["status", "slice", "enrolment", "way", "at", "by_name"],
        )


def _trace(
    at: datetime,
    actor: Actor,
    session: Session,
    changes: Mapping[int, str],
    standing: Mapping[int, Attendance],
    why: str,
) -> None:
    if session.closed_at is None or not changes:
        return
    if not clean_text(why):
        raise WhyAfterClosing()
    AttendanceChange.objects.bulk_create(
        AttendanceChange(
            session=session,
            person_id=person,
            before=standing[person].status if person in standing else "",
            after=status,
            at=at,
            by_name=actor.name,
            why=clean_text(why)[:200],
        )
        for person, status in changes.items()
    )


def _answer(at: datetime, actor: Actor, session: Session, key: str, saved: int) -> Marked:
    present = Attendance.objects.filter(session=session, status__in=THERE).count()
    taps = Tally.objects.filter(session=session, cancelled_at__isnull=True).aggregate(n=Sum("quantity"))["n"]
    found = Marked(saved=saved, present=present, taps=taps or 0)
    if key:
        answer = {name: value for name, value in asdict(found).items() if name != "again"}
        SyncedBatch.objects.create(
            session=session, key=key[:MOST_KEY], answer=answer, at=at, by_name=actor.name
        )
    return found


@transaction.atomic
def walk_in(
    *,
    at: datetime,
    actor: Actor,
    session: Session,
    person: Person | None = None,
    data: WalkIn | None = None,
    key: str = "",
    why: str = "",
) -> Attendance:
    """Somebody came who is not on the list: a person known here, or a new one of whom a name is enough.

    Sent again under its key it is the same mark, one without status where it was taken away meanwhile. Raises what
    `mark` raises, NameNeeded, UnknownTap for a band that is none, BornLater.
    """
    fresh = held(actor, session)
    if (earlier := _answered(fresh, key, "person")) is not None:
        came = earlier.answer["person"]
        standing = Attendance.objects.filter(session=fresh, person_id=came).first()
        return standing or Attendance(session=fresh, person_id=came, at=earlier.at, by_name=earlier.by_name)
    _require_markable(at, fresh, True)
    told = ""
    if person is None:
        if data is None or not clean_text(data.name):
            raise NameNeeded()
        told = declared(data, fresh.on)
        person = _enter(at, data)
    found = _came(at, actor, fresh, person, MarkWay.WALK_IN, told, why)
    if key:
        SyncedBatch.objects.create(
            session=fresh, key=key[:MOST_KEY], answer={"person": person.pk}, at=at, by_name=actor.name
        )
    return found


def _enter(at: datetime, data: WalkIn) -> Person:
    known = PersonData(
        name=data.name,
        birth_date=data.birth_date,
        sex=data.sex,
        is_ethnic_minority=data.minority,
    )
    return enter_served(at=at, data=known)


def _came(
    at: datetime,
    actor: Actor,
    session: Session,
    person: Person,
    way: str,
    told: str,
    why: str = "",
) -> Attendance:
    """One person is there: the mark as it stands then."""
    before = Attendance.objects.filter(session=session, person=person).first()
    if before is not None and before.status in THERE:
        return before
    enrolled = _enrolled(session, {person.pk: ""}).get(person.pk)
    changes = {person.pk: Presence.PRESENT.value}
    _trace(at, actor, session, changes, {person.pk: before} if before else {}, why)
    row = Attendance(
        session=session,
        person=person,
        enrolment_id=enrolled.enrolment_id if enrolled else None,
        status=Presence.PRESENT,
        slice=told or (enrolled.slice if enrolled else snapshot(person, session.on)),
        way=way if enrolled is None or way == MarkWay.DOOR else MarkWay.MARKED,
        at=at,
        by_name=actor.name,
    )
    _write([row])
    if session.closed_at is not None:
        recount(at, actor, session, why)
    return Attendance.objects.get(session=session, person=person)


@transaction.atomic
def come_in(*, at: datetime, actor: Actor, enrolment: Enrolment, session: Session) -> Attendance:
    """Whoever is enrolled says at the door "I am here": the door and its hours were asked before. A session that is
    closed is not changed by it. Raises CalledOffNotMarked, NotYetHeld, WhyAfterClosing, NotOnTheList.
    """
    fresh = held(None, session)
    _require_markable(at, fresh, True)
    if enrolment.activity_id != fresh.activity_id or enrolment.session_id not in (None, fresh.pk):
        raise NotOnTheList(number=1)
    return _came(at, actor, fresh, enrolment.person, MarkWay.DOOR, "")


@transaction.atomic
def tap(
    *,
    at: datetime,
    actor: Actor,
    session: Session,
    slice: str = "",
    quantity: int = 1,
    key: str = "",
    why: str = "",
) -> Tally:
    """Somebody came without a name, or several of one kind: `slice` as the book writes it, `band=b6_10;sex=female`.

    Sent again under its key it is the same tap. Raises UnknownTap, TooManyTapped and what `mark` raises.
    """
    told = tapped(slice)
    if not 0 < quantity <= MOST_TAPPED:
        raise TooManyTapped(limit=MOST_TAPPED)
    fresh = held(actor, session)
    earlier = Tally.objects.filter(key=key[:MOST_KEY]).first() if key else None
    if earlier is not None:
        if earlier.session_id != fresh.pk:
            raise KeyOfAnother()
        return earlier
    _require_markable(at, fresh, True)
    found = Tally.objects.create(
        session=fresh,
        slice=told,
        quantity=quantity,
        key=key[:MOST_KEY] or None,
        at=at,
        by_name=actor.name,
    )
    if fresh.closed_at is not None:
        recount(at, actor, fresh, why)
    return found


@transaction.atomic
def untap(*, at: datetime, actor: Actor, tally: Tally, why: str = "") -> Tally:
    """Takes a tap back. Raises TapGone, NotAllowed, and for a closed session WhyAfterClosing."""
    fresh = held(actor, tally.session)
    found = Tally.objects.select_for_update().get(pk=tally.pk)
    if found.cancelled_at is not None:
        raise TapGone()
    found.cancelled_at = at
    found.save(update_fields=["cancelled_at"])
    if fresh.closed_at is not None:
        recount(at, actor, fresh, why)
    return found
