"""The doors of attendance: the page, what a phone sends, closing, the door of a session, papers to print."""

from __future__ import annotations

from typing import Any

from densach.kernel.actor import SYSTEM
from densach.services.activities.actions.door import open_door
from densach.services.activities.models import Activity, Session
from tests import cast
from tests.house.answers import Reach, nowhere, overview, public, staff
from tests.house.doors import ABSENT, Door
from tests.house.world import World
from tests.services.activities.phones import a_class

_TITLE = "Lớp hát ru"


def _session(world: World) -> Session:
    """A class of today with learners, over at the hour of the tests, its door open."""
    unit = world.province.culture_centre
    activity = Activity.objects.filter(organisation=unit, title=_TITLE).first()
    if activity is not None:
        return activity.sessions.earliest("pk")
    session = a_class(unit, 3, title=_TITLE, clock="07:30")
    return open_door(at=cast.NOW, actor=SYSTEM, session=session)


def a_session(world: World) -> dict[str, Any]:
    return {"pk": _session(world).pk}


def its_activity(world: World) -> dict[str, Any]:
    return {"pk": _session(world).activity_id}


def a_door(world: World) -> dict[str, Any]:
    return {"token": _session(world).door}


def attends(
    reach: Reach = a_session, *, owned: int = 200, post: Reach | None = None, is_list: bool = False
) -> Door:
    """For whoever marks attendance in the unit; elsewhere the session does not exist."""
    return staff(reach, owner="culture_head", owned=owned, post=post, is_list=is_list)


ATTENDING: dict[str, Door] = {
    "activities:to_close": overview(owner="culture_head", is_list=True),
    "activities:attend_worker": public(),
    "activities:attend": attends(is_list=True),
    "activities:sync": attends(post=lambda world: {"batch": "[]"}),
    "activities:attend_state": attends(),
    "activities:tap": attends(post=lambda world: {"place": "|", "quantity": 1}, owned=302),
    "activities:untap": attends(post=nowhere, owned=ABSENT),
    "activities:walk_in": attends(post=nowhere, owned=302),
    "activities:attend_code": attends(post=lambda world: {"code": "KHONG"}, owned=302),
    "activities:close": attends(),
    "activities:reopen": attends(post=nowhere, owned=302),
    "activities:not_held": attends(post=nowhere, owned=302),
    "activities:door": attends(),
    "activities:door_number": attends(),
    "activities:poster": staff(a_session, owner="culture_head"),
    "activities:sign_in_sheet": attends(its_activity),
    "portal:door": public(a_door),
}
