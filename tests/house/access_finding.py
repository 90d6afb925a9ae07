"""The doors of finding books: citizens' pages and the staff's list."""

from __future__ import annotations

from typing import Any

from tests.house.answers import public
from tests.house.doors import Door
from tests.house.world import World
from tests.services.search.shelf import a_record


def a_book(world: World) -> dict[str, Any]:
    return {"pk": a_record(world.province.library, "Truyện Kiều", "Nguyễn Du").pk}


FINDING: dict[str, Door] = {
    "portal:search": public(is_list=True),
    "portal:slashed": Door(301, 301, 301, 301, reach=lambda world: {"way": "tim-kiem"}),
    "portal:record": public(a_book),
    "portal:cover": public(a_book),
    "portal:library": public(lambda world: {"code": world.province.library.code}),
}
