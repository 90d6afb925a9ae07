"""The only door for readers of plans.

doors        plans_for, plan_for, rows
review       the review screen: rows, lit text, counters
progress     judged: each accepted target with figure, expectation and status
kept         the same, kept for pages until somebody acts or counts
inputs       what the judge is told, by kind
figures      questions to the indicators, each asked once
beside       what a single target's page tells beside its verdict
terms        a target's term, its milestones, its base year
history      the revisions of a target, its figure month by month
proposals    changes of binding targets that wait or were decided
deadlines    next_deadlines
"""

from __future__ import annotations

from densach.programme.plans.models import Plan, PlanState, Target
from densach.programme.plans.queries.beside import told_beside
from densach.programme.plans.queries.deadlines import Deadline, next_deadlines
from densach.programme.plans.queries.doors import (
    ISSUING_KINDS,
    ROW_KINDS,
    by_code,
    kind_of,
    page_of,
    plan_for,
    plans_for,
    public_plans,
    row_of,
    rows_of,
    target_of,
    task_groups,
    tasks_of,
    titled,
    unit_of,
)
from densach.programme.plans.queries.figures import READ_AS
from densach.programme.plans.queries.history import revisions_of, source_of, value_history
from densach.programme.plans.queries.judged import Group, JudgedTarget, group_of, groups, tally
from densach.programme.plans.queries.kept import judged_today, judged_today_of
from densach.programme.plans.queries.kept import mark as standing_mark
from densach.programme.plans.queries.progress import (
    judged,
    judged_many,
    judged_on_days,
    judged_one,
    limits,
    scope_of,
    targets_of,
    territory_of,
)
from densach.programme.plans.queries.proposals import (
    proposal_for,
    proposals_for,
    proposals_of,
    proposals_page,
    to_approve,
    waiting_proposal,
)
from densach.programme.plans.queries.review import (
    WARNINGS,
    Counter,
    Remark,
    counters,
    counters_of,
    last_sweep,
    leaf_of,
    lit_text,
    page_of_row,
    remarks,
    shown_rows,
    target_values,
    values_of,
    waiting,
)
from densach.programme.plans.queries.terms import default_base_year

__all__ = [
    "ISSUING_KINDS",
    "READ_AS",
    "ROW_KINDS",
    "WARNINGS",
    "Counter",
    "Deadline",
    "Group",
    "JudgedTarget",
    "Plan",
    "PlanState",
    "Remark",
    "Target",
    "by_code",
    "counters",
    "counters_of",
    "default_base_year",
    "group_of",
    "groups",
    "judged",
    "judged_many",
    "judged_on_days",
    "judged_one",
    "judged_today",
    "judged_today_of",
    "kind_of",
    "last_sweep",
    "leaf_of",
    "limits",
    "lit_text",
    "next_deadlines",
    "page_of",
    "page_of_row",
    "plan_for",
    "plans_for",
    "proposal_for",
    "proposals_for",
    "proposals_of",
    "proposals_page",
    "public_plans",
    "remarks",
    "revisions_of",
    "row_of",
    "rows_of",
    "scope_of",
    "shown_rows",
    "source_of",
    "standing_mark",
    "tally",
    "target_of",
    "target_values",
    "targets_of",
    "task_groups",
    "tasks_of",
    "territory_of",
    "titled",
    "to_approve",
    "told_beside",
    "unit_of",
    "value_history",
    "values_of",
    "waiting",
    "waiting_proposal",
]
