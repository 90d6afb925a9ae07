"""The doors of clubs and teams: a club with a member and a year, a group in the short form, a team with a trip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from densach.facts import actions as book
from densach.kernel.actor import SYSTEM
from densach.services.clubs import actions
from densach.services.clubs.models import Club, MemberRole, Membership, Trip
from tests.house.answers import nowhere, overview, staff
from tests.house.doors import Door
from tests.house.world import World
from tests.services.clubs.stage import NOW, a_club, a_group, goes, joins


def _club(world: World) -> Club:
    found = Club.objects.filter(name="CLB cửa").first()
    if found is not None:
        return found
    # Before its first team, so that the register does not count teams yet.
    unit = world.province.culture_centre
    counted = {"since": date(2026, 10, 1), "until": date(2026, 10, 31), "quantities": {"": 3}}
    book.enter_count(at=NOW, actor=SYSTEM, organisation=unit, measure="culture.teams", **counted)  # type: ignore[arg-type]
    made = a_club(unit, "CLB cửa")
    joins(made, "Lâm Thị Cửa")
    actions.write_summary(
        at=NOW, actor=SYSTEM, club=made, year=2026, did="Sinh hoạt đều", lacked="", next_year="", seen=0
    )
    goes(a_club(world.province.culture_centre, "Đội cửa", kind="mobile_team"))
    a_group(world.province.culture_centre, "Nhóm cửa")
    return made


def club(world: World) -> dict[str, Any]:
    return {"pk": _club(world).pk}


def named(name: str) -> Callable[[World], dict[str, Any]]:
    def reach(world: World) -> dict[str, Any]:
        _club(world)
        return {"pk": Club.objects.get(name=name).pk}

    return reach


def a_unit_that_counts_by_hand(world: World) -> dict[str, Any]:
    unit = world.province.culture_centre
    _club(world)
    return {"code": unit.code, "figure": "doi-nhom"}


def a_step(world: World) -> dict[str, Any]:
    return {**club(world), "act": "tam-dung"}


def a_member(world: World) -> dict[str, Any]:
    found = Membership.objects.filter(club=_club(world), until__isnull=True).exclude(role=MemberRole.HEAD)
    return {**club(world), "member_pk": found.earliest("pk").pk}


def a_trip(world: World) -> dict[str, Any]:
    _club(world)
    return {"pk": Trip.objects.get(club__name="Đội cửa").pk}


def a_year(world: World) -> dict[str, Any]:
    return {**club(world), "year": 2026}


def pressed(reach: Callable[[World], dict[str, Any]]) -> Door:
    """A button: it answers with a way back."""
    return staff(reach, owned=302, post=nowhere)


CLUBS = {
    "clubs:home": overview(is_list=True),
    "clubs:new": overview(),
    "clubs:new_light": overview(),
    "clubs:count": staff(a_unit_that_counts_by_hand),
    "clubs:club": staff(club),
    "clubs:change": staff(club),
    "clubs:grow": staff(named("Nhóm cửa")),
    "clubs:step": staff(a_step),
    "clubs:meet": staff(club),
    "clubs:members": staff(club, is_list=True),
    "clubs:join": staff(club),
    "clubs:member": staff(a_member),
    "clubs:lead": pressed(a_member),
    "clubs:leave": staff(a_member),
    "clubs:new_trip": staff(named("Đội cửa")),
    "clubs:years": staff(club),
    "clubs:year": staff(a_year),
    "clubs:sign": pressed(a_year),
    "clubs:paper": staff(a_year),
    "clubs:trips": overview(is_list=True),
    "clubs:trip": staff(a_trip),
    "clubs:change_trip": staff(a_trip),
}
