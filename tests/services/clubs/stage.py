"""Clubs, groups and teams of the cast, made by the actions that a unit uses."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from densach.facts import queries as book
from densach.kernel.actor import SYSTEM
from densach.kernel.dates import today
from densach.organisations.models import Organisation
from densach.people.rules.staffing import PersonData
from densach.services.activities.actions.kinds import seed_kinds
from densach.services.activities.models import ActivityKind
from densach.services.clubs import actions
from densach.services.clubs.models import Club, Membership, Trip
from densach.services.clubs.rules.given import (
    ClubData,
    Crowd,
    LightData,
    MeetingData,
    MemberData,
    StepData,
    TripData,
)
from tests import cast

NOW, TODAY = cast.NOW, cast.TODAY
FOUNDED = date(2024, 3, 1)


def _kinds() -> None:
    if not ActivityKind.objects.exists():
        seed_kinds(at=NOW)


def a_club(
    unit: Organisation, name: str = "CLB Đờn ca tài tử", *, kind: str = "club", head: bool = True, **told: Any
) -> Club:
    _kinds()
    given: dict[str, Any] = {"founded_on": FOUNDED, "interest": "folk", "paper_number": "12/QĐ-UBND", **told}
    data = ClubData(kind=kind, name=name, **given)
    leader = (
        PersonData(name="Trần Văn Hai", phone="0912345678", birth_date=date(1970, 1, 2)) if head else None
    )
    return actions.found_club(at=NOW, actor=SYSTEM, organisation=unit, data=data, head=leader)


def a_group(unit: Organisation, name: str = "Nhóm múa Rô băm", **told: Any) -> Club:
    _kinds()
    given: dict[str, Any] = {"hamlet": "Ấp Phnô Kom Pốt", "members": 12, "head_name": "Thạch Thị Sa", **told}
    return actions.add_light_group(
        at=NOW, actor=SYSTEM, organisation=unit, data=LightData(name=name, **given)
    )


def fresh(club: Club) -> Club:
    return Club.objects.select_related("organisation", "activity").get(pk=club.pk)


def step(club: Club, act: str, on: date = TODAY, *, note: str = "Theo biên bản họp", **told: Any) -> Club:
    now = fresh(club)
    data = StepData(on=on, note=note, **told)
    return actions.step_club(at=NOW, actor=SYSTEM, club=now, act=act, data=data, seen=now.revision)


def joins(club: Club, name: str = "Lê Thị Tư", **told: Any) -> Membership:
    person = {"birth_date": date(1980, 5, 5), **told.pop("person", {})}
    data = MemberData(who=PersonData(name=name, **person), since=told.pop("since", TODAY), **told)
    return actions.join(at=NOW, actor=SYSTEM, club=fresh(club), data=data)


def meets(club: Club, on: date = TODAY, total: int | None = 20, key: str = "", **parts: int) -> Any:
    told = {f"band={name};sex=female": number for name, number in parts.items()}
    data = MeetingData(on=on, crowd=Crowd(total, told), starts=time(7, 0), minutes=60, key=key)
    return actions.record_meeting(at=NOW, actor=SYSTEM, club=fresh(club), data=data)


def trip_data(on: date = TODAY, people: int | None = 150, **told: Any) -> TripData:
    given: dict[str, Any] = {"starts": time(7, 0), "minutes": 60, "place": "Ấp 3, xã An Tiến", **told}
    return TripData(on=on, crowd=Crowd(people) if people else None, **given)


def goes(club: Club, on: date = TODAY, people: int | None = 150, **told: Any) -> Trip:
    return actions.add_trip(at=NOW, actor=SYSTEM, club=fresh(club), data=trip_data(on, people, **told))


def reading(unit: Organisation, measure: str, on: date | None = None) -> int | None:
    """What the book says of the unit on the day."""
    day = on or today(NOW)
    return dict(book.readings_of_organisations(measure, [unit.pk], day)).get(unit.pk)
