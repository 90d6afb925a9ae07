"""The doors of what activities count: the figures, and the record behind one."""

from __future__ import annotations

from typing import Any

from densach.kernel.actor import SYSTEM
from densach.services.activities.actions import attending
from densach.services.activities.models import Closing
from tests import cast
from tests.house.answers import overview, staff
from tests.house.doors import Door
from tests.house.world import World
from tests.services.activities.stage import a_session, an_activity


def a_trace(world: World) -> dict[str, Any]:
    """A closed session of the provincial culture centre, made once."""
    closing = Closing.objects.order_by("pk").first()
    if closing is None:
        session = a_session(an_activity(world.province.culture_centre, "Lớp cửa"))
        attending.tap(at=cast.NOW, actor=SYSTEM, session=session)
        closing = attending.close_session(at=cast.NOW, actor=SYSTEM, session=session, seen=0)
    return {"kind": "session", "pk": closing.session_id}


COUNTING: dict[str, Door] = {
    "activities:figures": overview(is_list=True),
    "activities:trace": staff(a_trace),
}
