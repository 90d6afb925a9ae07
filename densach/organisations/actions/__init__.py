"""The only writer of the room: areas and organisations are founded, changed and ended, each dated, with its paper."""

from __future__ import annotations

from densach.organisations.actions.areas import found_area, load_map, write_area_succession
from densach.organisations.actions.changing import change, end
from densach.organisations.actions.founding import found

__all__ = ["change", "end", "found", "found_area", "load_map", "write_area_succession"]
