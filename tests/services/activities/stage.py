"""Kinds, activities, sessions and people for the tests of activities, made by the actions that a unit uses."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.vietnamese import fold
from densach.organisations.models import Organisation
from densach.people.actions import readers
from densach.people.models import Person
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions import planning, sessions
from densach.services.activities.models import Activity, ActivityKind, Session, Venue
from densach.services.activities.rules.activity import ActivityData, When, instant
from tests import cast

NOW = cast.NOW
TODAY = cast.TODAY


def a_kind(code: str = "talent-class", **given: Any) -> ActivityKind:
    """A kind of the code, a class unless told otherwise; the one that is there if there is one."""
    values = {"name_vi": "Lớp năng khiếu", "name_en": "Talent class", "family": "class"} | given
    kind, _new = ActivityKind.objects.get_or_create(code=code, defaults=values)
    return kind


def an_activity(
    unit: Organisation,
    title: str = "Lớp đờn ca tài tử",
    *,
    kind: ActivityKind | None = None,
    published: bool = True,
    actor: Actor = SYSTEM,
    at: datetime = NOW,
    **given: Any,
) -> Activity:
    """An activity of the unit, announced unless told otherwise; `given` as `ActivityData` has it."""
    data = ActivityData(kind=kind or a_kind(), title=title, **given)
    made = planning.plan_activity(at=at, actor=actor, organisation=unit, data=data)
    return planning.publish(at=at, actor=actor, activity=made) if published else made


def when(
    on: date = TODAY + timedelta(days=1), clock: str = "19:00", minutes: int = 120, **given: Any
) -> When:
    """A time in Viet Nam."""
    starts = instant(on, time.fromisoformat(clock))
    return When(starts=starts, ends=starts + timedelta(minutes=minutes), **given)


def a_session(
    activity: Activity,
    on: date = TODAY,
    clock: str = "07:00",
    minutes: int = 90,
    *,
    actor: Actor = SYSTEM,
    at: datetime = NOW,
    **given: Any,
) -> Session:
    """A session by itself; by default it is over at the hour of the tests."""
    return sessions.add_session(at=at, actor=actor, activity=activity, when=when(on, clock, minutes, **given))


def a_venue(unit: Organisation, name: str = "Hội trường", seats: int | None = 60) -> Venue:
    return Venue.objects.create(organisation=unit, name=name, folded_name=fold(name), seats=seats)


def a_person(
    name: str = "Nguyễn Thị Mai",
    *,
    born: date | None = date(2014, 5, 2),
    sex: str = "female",
    minority: bool | None = None,
    at: datetime = NOW,
) -> Person:
    """Somebody who comes; a girl of twelve unless told otherwise."""
    data = PersonData(name=name, birth_date=born, sex=sex, is_ethnic_minority=minority)
    return readers.enter_served(at=at, data=data)
