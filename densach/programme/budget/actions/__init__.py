"""The only writers of estimates and projects.

rounds      opening a round, whom it asks, its day
writing     a unit's lines, sending them in
deciding    review, allotment, approval, adjustment, spending
importing   lines from a file, and taking them back
projects    investment projects
"""

from __future__ import annotations

from densach.programme.budget.actions.deciding import (
    Approval,
    adjust,
    allot,
    move,
    spend,
    take_back_spending,
)
from densach.programme.budget.actions.importing import take_in_lines, undo_lines
from densach.programme.budget.actions.projects import (
    ProjectValues,
    add_project,
    change_project,
    move_project,
    set_money,
    take_back_stage,
)
from densach.programme.budget.actions.rounds import add_unit, open_round, remove_unit, set_due
from densach.programme.budget.actions.writing import add_line, change_line, remove_line
from densach.programme.budget.rules.incoming import LineValues

__all__ = [
    "Approval",
    "LineValues",
    "ProjectValues",
    "add_line",
    "add_project",
    "add_unit",
    "adjust",
    "allot",
    "change_line",
    "change_project",
    "move",
    "move_project",
    "open_round",
    "remove_line",
    "remove_unit",
    "set_due",
    "set_money",
    "spend",
    "take_back_spending",
    "take_back_stage",
    "take_in_lines",
    "undo_lines",
]
