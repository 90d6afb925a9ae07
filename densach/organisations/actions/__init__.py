"""The only writer of the room: areas and organisations are founded, changed and ended, each dated, with its paper."""

from __future__ import annotations

from densach.organisations.actions.acts import require_allowed
from densach.organisations.actions.areas import (
    found_area,
    rename_area,
    take_back_naming,
    write_area_succession,
)
from densach.organisations.actions.changing import change, end, merge, split
from densach.organisations.actions.founding import found, found_point
from densach.organisations.actions.mapping import load_map
from densach.organisations.actions.opening import close, remove_timetable, reopen, write_timetable
from densach.organisations.actions.posts import end_post, write_post
from densach.organisations.actions.profile import add_alias, remove_alias, write_building, write_contacts
from densach.organisations.actions.undoing import may_undo, require_undoing_allowed, undo

__all__ = [
    "add_alias",
    "change",
    "close",
    "end",
    "end_post",
    "found",
    "found_area",
    "found_point",
    "load_map",
    "may_undo",
    "merge",
    "remove_alias",
    "remove_timetable",
    "rename_area",
    "reopen",
    "require_allowed",
    "require_undoing_allowed",
    "split",
    "take_back_naming",
    "undo",
    "write_area_succession",
    "write_building",
    "write_contacts",
    "write_post",
    "write_timetable",
]
