"""The only writer of the room's tables."""

from __future__ import annotations

from densach.programme.tasks.actions.changing import (
    WorkValues,
    change_work,
    close_by_paper,
    declare,
    divide,
    undeclare,
    values_of,
    withdraw,
)
from densach.programme.tasks.actions.opening import Opened, open_works
from densach.programme.tasks.actions.phasing import divide_into_phases, write_result
from densach.programme.tasks.actions.reminding import print_letter
from densach.programme.tasks.actions.saying import Proof, Saying, check_allowed, say, take_back
from densach.programme.tasks.actions.sharing import add_unit, remove_unit, spread, tie

__all__ = [
    "Opened",
    "Proof",
    "Saying",
    "WorkValues",
    "add_unit",
    "change_work",
    "check_allowed",
    "close_by_paper",
    "declare",
    "divide",
    "divide_into_phases",
    "open_works",
    "print_letter",
    "remove_unit",
    "say",
    "spread",
    "take_back",
    "tie",
    "undeclare",
    "values_of",
    "withdraw",
    "write_result",
]
