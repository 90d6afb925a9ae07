"""The only door for readers of estimates and projects.

rounds       rounds, their estimates, whom they ask
lines        an estimate's lines with what is allotted now and spent; sums
projects     investment projects with their stages and money
waiting      what waits for somebody, and which days come
"""

from __future__ import annotations

from densach.programme.budget.queries.lines import (
    Priced,
    adjustments_of,
    line_for,
    lines_of,
    money_of,
    spending_for,
    spendings_of,
    tasks_to_choose,
)
from densach.programme.budget.queries.projects import (
    ProjectsWanted,
    money_by_year,
    money_of_project,
    money_of_projects,
    project_for,
    projects_page,
    stages_of,
    units_for_projects,
)
from densach.programme.budget.queries.rounds import (
    AskedUnit,
    Group,
    UnitsWanted,
    estimate_for,
    estimates_of,
    estimates_seen,
    estimates_to_write,
    groups_to_ask,
    plans_to_ask,
    round_for,
    rounds_for,
    units_to_add,
)
from densach.programme.budget.queries.waiting import Numbers, deadlines, numbers, of_plan

__all__ = [
    "AskedUnit",
    "Group",
    "Numbers",
    "Priced",
    "ProjectsWanted",
    "UnitsWanted",
    "adjustments_of",
    "deadlines",
    "estimate_for",
    "estimates_of",
    "estimates_seen",
    "estimates_to_write",
    "groups_to_ask",
    "line_for",
    "lines_of",
    "money_by_year",
    "money_of",
    "money_of_project",
    "money_of_projects",
    "numbers",
    "of_plan",
    "plans_to_ask",
    "project_for",
    "projects_page",
    "round_for",
    "rounds_for",
    "spending_for",
    "spendings_of",
    "stages_of",
    "tasks_to_choose",
    "units_for_projects",
    "units_to_add",
]
