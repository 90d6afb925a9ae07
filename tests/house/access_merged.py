"""Who gets which answer at the doors of targets from before a merger."""

from __future__ import annotations

from typing import Any

from tests.house.answers import nowhere, staff
from tests.house.doors import ABSENT, Door
from tests.house.world import World


def a_place(world: World) -> dict[str, Any]:
    return {"area": world.province.area.code}


def nothing_there(world: World) -> dict[str, Any]:
    """The province of the cast was not made of others: it has no sum and no decision."""
    return {**a_place(world), "pk": 0}


MERGED: dict[str, Door] = {
    "plans:merged": staff(a_place, is_list=True),
    "plans:merged_print": staff(a_place),
    "plans:merged_whole": staff(nothing_there, owned=ABSENT),
    "plans:merged_waiting": staff(a_place, is_list=True),
    "plans:merged_decide": staff(a_place, owned=302),
    "plans:merged_decided": staff(a_place, is_list=True),
    "plans:merged_take_back": staff(nothing_there, post=nowhere, owned=ABSENT),
}
