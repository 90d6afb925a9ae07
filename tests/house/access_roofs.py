"""The doors of the roofs, of kept files and of the pages of style."""

from __future__ import annotations

from typing import Any

from tests.house.answers import public
from tests.house.doors import ABSENT, Door
from tests.house.world import World


def a_plan(world: World) -> dict[str, Any]:
    return {"code": world.plan.code}


def a_library(world: World) -> dict[str, Any]:
    return {"code": world.province.library.code}


ROOFS = {
    "healthz": public(),
    "robots": public(),
    "sitemap": public(),
    "sitemap_pages": public(),
    "sitemap_books": public(lambda world: {"block": 0}),
    "portal:home": public(),
    "portal:libraries": public(is_list=True),
    "portal:museums": public(is_list=True),
    "portal:culture": public(is_list=True),
    "portal:institutions": public(is_list=True),
    "portal:institution": public(a_library),
    "portal:plans": public(is_list=True),
    "portal:plan": public(a_plan, is_list=True),
}
FILES = {
    "files:download": Door(ABSENT, ABSENT, ABSENT, 200, "librarian", lambda world: {"pk": world.file.pk}),
}
STYLE = {name: public() for name in ("ui:style", "ui:style_citizen", "ui:style_paper")}
