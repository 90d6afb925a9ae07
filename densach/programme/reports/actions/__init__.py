"""The only writer of this room's tables.

obligations   make_obligations, ask_once, add_unit, remove_unit, set_days
writing       open_report, refresh, save_sections, submit
deciding      return_, accept, consolidate, reopen
signing       sign
building      build: the whole line at one call
"""

from __future__ import annotations

from densach.programme.reports.actions.building import build
from densach.programme.reports.actions.deciding import accept, consolidate, reopen, return_
from densach.programme.reports.actions.obligations import (
    add_unit,
    ask_once,
    make_obligations,
    remove_unit,
    set_days,
)
from densach.programme.reports.actions.signing import Signing, sign
from densach.programme.reports.actions.writing import open_report, refresh, save_sections, submit

__all__ = [
    "Signing",
    "accept",
    "add_unit",
    "ask_once",
    "build",
    "consolidate",
    "make_obligations",
    "open_report",
    "refresh",
    "remove_unit",
    "reopen",
    "return_",
    "save_sections",
    "set_days",
    "sign",
    "submit",
]
