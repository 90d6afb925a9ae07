"""The doors of planning: the calendar of activities, their sessions and series, rooms, terms and holidays, kinds."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from densach.kernel.actor import SYSTEM
from densach.services.activities.actions import sessions
from densach.services.activities.models import Activity, Holiday, Term
from densach.services.activities.rules.activity import SeriesData
from tests import cast
from tests.house.answers import Reach, nowhere, overview, staff
from tests.house.doors import REFUSED, Door
from tests.house.world import World
from tests.services.activities.stage import a_kind, a_session, a_venue, an_activity

TITLE = "Lớp đàn tranh"


def an_activity_here(world: World) -> dict[str, Any]:
    return {"pk": _activity(world).pk}


def _activity(world: World) -> Activity:
    unit = world.province.culture_centre
    found = Activity.objects.filter(organisation=unit, title=TITLE).first()
    if found is None:
        found = an_activity(unit, TITLE, kind=a_kind())
        a_session(found, date(2026, 12, 5), venue=a_venue(unit, "Phòng đàn"))
        data = SeriesData(
            "weekly", time(19), 90, weekdays=(2,), first_day=date(2026, 12, 1), last_day=date(2026, 12, 31)
        )
        sessions.add_series(at=cast.NOW, actor=SYSTEM, activity=found, data=data)
    return found


def a_session_here(world: World) -> dict[str, Any]:
    return {"pk": _activity(world).sessions.filter(series__isnull=True).earliest("pk").pk}


def a_series_here(world: World) -> dict[str, Any]:
    return {"pk": _activity(world).series.earliest("pk").pk}


def a_room_here(world: World) -> dict[str, Any]:
    session = _activity(world).sessions.filter(venue__isnull=False).earliest("pk")
    return {"pk": session.venue_id}


def a_holiday(world: World) -> dict[str, Any]:
    day = date(2026, 12, 25)
    found, _new = Holiday.objects.get_or_create(
        organisation=world.province.culture_centre, name="Nghỉ", first_day=day, last_day=day
    )
    return {"pk": found.pk}


def a_term(world: World) -> dict[str, Any]:
    found, _new = Term.objects.get_or_create(
        organisation=world.province.culture_centre, name="Học kỳ I",
        defaults={"first_day": date(2026, 9, 1), "last_day": date(2026, 12, 31)},
    )  # fmt: skip
    return {"pk": found.pk}


def a_unit(world: World) -> dict[str, Any]:
    return {"unit": world.province.culture_centre.code}


def a_unit_and_kind(world: World) -> dict[str, Any]:
    return {**a_unit(world), "kind": a_kind().code}


def a_kind_here(world: World) -> dict[str, Any]:
    return {"code": a_kind().code}


def planned(
    reach: Reach, *, owned: int = 200, post: Reach | None = None, is_list: bool = False, query: str = ""
) -> Door:
    """For whoever plans in the unit or over it; of another province's unit nobody knows."""
    return staff(reach, owner="culture_head", owned=owned, post=post, is_list=is_list, query=query)


def kept(reach: Reach = nowhere, *, owned: int = 200, post: Reach | None = None) -> Door:
    """For whoever keeps the kinds: the officers of every province do."""
    return staff(reach, owner="officer", stranger=owned, owned=owned, post=post)


PLANNING: dict[str, Door] = {
    "activities:home": overview(is_list=True),
    "activities:list": overview(is_list=True),
    "activities:new": overview(),
    "activities:new_of_kind": planned(a_unit_and_kind),
    "activities:activity": planned(an_activity_here, is_list=True),
    "activities:change": planned(an_activity_here),
    "activities:roles": planned(an_activity_here),
    "activities:call_off": planned(an_activity_here),
    "activities:copy": planned(an_activity_here),
    "activities:turn": planned(
        lambda world: {**an_activity_here(world), "act": "ket-thuc"}, post=nowhere, owned=302
    ),
    "activities:take_up": planned(an_activity_here, post=nowhere, owned=302),
    "activities:add_session": planned(an_activity_here),
    "activities:new_series": planned(an_activity_here),
    "activities:change_series": planned(a_series_here),
    "activities:undo_series": planned(a_series_here, post=nowhere, owned=302),
    "activities:session": planned(a_session_here),
    "activities:move": planned(a_session_here),
    "activities:cancel": planned(a_session_here),
    "activities:restore": planned(a_session_here, post=nowhere, owned=302),
    "activities:venues": overview(is_list=True),
    "activities:new_venue": planned(a_unit),
    "activities:venue": planned(a_room_here),
    "activities:end_venue": planned(a_room_here, post=nowhere, owned=302),
    "activities:terms": overview(is_list=True),
    "activities:remove_holiday": planned(a_holiday, post=nowhere, owned=302),
    "activities:call_off_in": planned(
        a_holiday, post=lambda world: {"don_vi": world.province.culture_centre.code}, owned=302
    ),
    "activities:remove_term": planned(a_term, post=nowhere, owned=302),
    "activities:kinds": kept(),
    "activities:new_kind": kept(),
    "activities:change_kind": kept(a_kind_here),
    # Common kinds are changed by whoever reaches every province.
    "activities:end_kind": kept(a_kind_here, post=nowhere, owned=REFUSED),
}
