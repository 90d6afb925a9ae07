"""The door of a session is opened and shut by staff; people mark themselves at it by account or by code."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.dates import format_date
from densach.people.models import User
from densach.services.activities.actions.attending import Marked, come_in, mark
from densach.services.activities.actions.timing import locked_session, require_planned, tell
from densach.services.activities.models import Attendance, Enrolment, Presence, Session, SessionState
from densach.services.activities.queries import door as queries
from densach.services.activities.rules.activity import local
from densach.services.activities.rules.door import (
    OPENS_BEFORE,
    AtTheDoor,
    DoorOfClosed,
    Moment,
    TooEarly,
    TooLate,
    WrongCode,
    moment,
    plain_code,
)
from densach.services.activities.rules.verbs import ATTEND, MANAGE


@transaction.atomic
def open_door(*, at: datetime, actor: Actor, session: Session) -> Session:
    """A secret address at which people mark themselves; opened again it is another, and the old one is dead.

    Raises NotAllowed, SessionClosed, SessionCalledOff.
    """
    found = locked_session(actor, session, None, ATTEND, MANAGE)
    require_planned(found)
    found.door = secrets.token_urlsafe(12)
    found.save(update_fields=["door"])
    tell(at, actor, found, "session.door_opened")
    return found


@transaction.atomic
def shut_door(*, at: datetime, actor: Actor, session: Session) -> Session:
    """Nobody marks themselves any more; whoever did so stays marked. Raises NotAllowed."""
    found = locked_session(actor, session, None, ATTEND, MANAGE)
    if found.door is not None:
        found.door = None
        found.save(update_fields=["door"])
        tell(at, actor, found, "session.door_shut")
    return found


def come_by_code(*, at: datetime, session: Session, code: str) -> Enrolment:
    """Whoever types the code of an enrolment is here. Raises WrongCode, TooEarly, TooLate, DoorOfClosed."""
    _require_open(session, at)
    enrolment = queries.enrolment_by_code(session, plain_code(code))
    if enrolment is None:
        raise WrongCode()
    come_in(at=at, actor=AtTheDoor(), enrolment=enrolment, session=session)
    return enrolment


def come_by_account(*, at: datetime, session: Session, user: User, person: int) -> Attendance:
    """A signed-in person, or a child that the person answers for, is here. Raises as `come_by_code`."""
    _require_open(session, at)
    mine = {one.person_id: one for one in queries.enrolments_of(session, user)}
    if person not in mine:
        raise WrongCode()
    return come_in(at=at, actor=AtTheDoor(), enrolment=mine[person], session=session)


def _require_open(session: Session, at: datetime) -> None:
    if session.state != SessionState.PLANNED:
        raise DoorOfClosed()
    now = moment(session.starts, session.ends, at)
    if now is Moment.BEFORE:
        opens = local(session.starts - OPENS_BEFORE)
        raise TooEarly(starts=f"{opens:%H:%M} {format_date(opens.date())}")
    if now is Moment.AFTER:
        raise TooLate()


def present_by_code(*, at: datetime, actor: Actor, session: Session, code: str, why: str = "") -> Marked:
    """Staff scan or type a learner's code at the attendance page: at any hour of the day. Raises WrongCode."""
    enrolment = queries.enrolment_by_code(session, plain_code(code))
    if enrolment is None:
        raise WrongCode()
    marks = {enrolment.person_id: Presence.PRESENT.value}
    return mark(at=at, actor=actor, session=session, marks=marks, why=why)
