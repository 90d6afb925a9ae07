"""Who gets in at the doors of the library's rooms."""

from __future__ import annotations

from typing import Any

from tests.house.answers import Reach, overview, public, staff
from tests.house.doors import REFUSED, Door
from tests.house.world import World


def the_record(world: World) -> dict[str, Any]:
    return {"pk": world.shelves.record.pk}


def a_revision(world: World) -> dict[str, Any]:
    return {**the_record(world), "number": 1}


def seen_record(world: World) -> dict[str, Any]:
    return {"revision": world.shelves.record.revision}


def two_records(world: World) -> dict[str, Any]:
    return {**the_record(world), "other_pk": world.shelves.doublet.pk}


def a_merger(world: World) -> dict[str, Any]:
    return {"pk": world.shelves.merger.pk}


def the_item(world: World) -> dict[str, Any]:
    return {"pk": world.shelves.item.pk}


def a_heading(world: World) -> dict[str, Any]:
    return {"pk": world.shelves.heading.pk}


def a_heading_merger(world: World) -> dict[str, Any]:
    return {"pk": world.shelves.heading_merger.pk}


def the_library(world: World) -> dict[str, Any]:
    return {"code": world.province.library.code}


def a_file(world: World) -> dict[str, Any]:
    return {"pk": world.shelves.file.pk}


def a_broken_seal(world: World) -> dict[str, Any]:
    return {"library": world.province.library.code, "record": ""}


def nothing_said(world: World) -> dict[str, Any]:
    return {"said": ""}


def cataloguers(reach: Reach, **more: Any) -> Door:
    """The catalogue is one for all libraries; writing in it is for cataloguers."""
    return staff(reach, owner="librarian", stranger=REFUSED, **more)


def everywhere(world: World) -> dict[str, Any]:
    return {}


CATALOGUE = {
    "catalogue:home": overview(everywhere, owner="librarian", is_list=True),
    "catalogue:chosen": cataloguers(everywhere, post=nothing_said, owned=302),
    "catalogue:new": cataloguers(everywhere),
    "catalogue:new_full": cataloguers(everywhere),
    "catalogue:record": overview(the_record, owner="librarian", is_list=True),
    "catalogue:edit": cataloguers(the_record),
    "catalogue:full": cataloguers(the_record),
    "catalogue:lines": cataloguers(the_record),
    "catalogue:history": overview(the_record, owner="librarian"),
    "catalogue:restore": cataloguers(a_revision, post=seen_record, owned=302),
    "catalogue:state": cataloguers(the_record),
    "catalogue:cover": public(the_record),
    "catalogue:cover_change": cataloguers(the_record),
    "catalogue:items_add": cataloguers(the_record),
    "catalogue:merge": cataloguers(two_records),
    "catalogue:part": cataloguers(a_merger, post=nothing_said, owned=302),
    "catalogue:doublets": cataloguers(everywhere, is_list=True),
    "catalogue:items": overview(everywhere, owner="librarian", is_list=True),
    "catalogue:item": overview(the_item, owner="librarian"),
    "catalogue:counted": staff(the_item, owner="librarian"),
    "catalogue:item_change": cataloguers(the_item),
    "catalogue:item_state": cataloguers(the_item),
    "catalogue:item_home": cataloguers(the_item),
    "catalogue:labels": overview(everywhere, owner="librarian"),
    "catalogue:headings": overview(everywhere, owner="librarian", is_list=True),
    "catalogue:suggest": overview(everywhere, owner="librarian", query="?author=ng"),
    "catalogue:heading_new": cataloguers(everywhere),
    "catalogue:heading": overview(a_heading, owner="librarian"),
    "catalogue:heading_change": cataloguers(a_heading),
    "catalogue:heading_merge": cataloguers(a_heading),
    "catalogue:heading_part": cataloguers(a_heading_merger, post=nothing_said, owned=302),
    "catalogue:imports": cataloguers(everywhere, is_list=True),
    "catalogue:import_send": cataloguers(everywhere),
    "catalogue:import": cataloguers(a_file),
    "catalogue:import_columns": cataloguers(a_file, owned=302),
    "catalogue:import_decide": cataloguers(a_file, post=nothing_said, owned=302),
    "catalogue:import_take_in": cataloguers(a_file, post=nothing_said, owned=302),
    "catalogue:import_undo": cataloguers(a_file, post=nothing_said, owned=302),
    "catalogue:import_drop": cataloguers(a_file, post=nothing_said, owned=302),
    "catalogue:export": overview(everywhere, owner="librarian"),
    "catalogue:copying": cataloguers(everywhere),
    "catalogue:copying_take_over": cataloguers(everywhere, post=a_broken_seal, owned=400),
}
# What citizens find.
FINDING = {
    "portal:search": public(is_list=True),
    "portal:library": public(the_library),
    "portal:record": public(the_record),
    "portal:cover": public(the_record),
}
LIBRARY: dict[str, Door] = {**CATALOGUE, **FINDING}
