"""A plan as a running thing: its paper, its clauses, the rows a person accepted from it, and what became of them."""

from __future__ import annotations

from densach.programme.plans.models.deciding import (
    CarriedTo,
    ChangeProposal,
    Fate,
    ProposalState,
    TargetDecision,
    TargetRevision,
)
from densach.programme.plans.models.documents import Document, DocumentLink, Programme, Relation
from densach.programme.plans.models.papers import Addressee, Clause, Plan, PlanState
from densach.programme.plans.models.rows import (
    EventDay,
    ReportDuty,
    Row,
    RowState,
    Target,
    Task,
    TaskRole,
    TaskUnit,
)

__all__ = [
    "Addressee",
    "CarriedTo",
    "ChangeProposal",
    "Clause",
    "Document",
    "DocumentLink",
    "EventDay",
    "Fate",
    "Plan",
    "PlanState",
    "Programme",
    "ProposalState",
    "Relation",
    "ReportDuty",
    "Row",
    "RowState",
    "Target",
    "TargetDecision",
    "TargetRevision",
    "Task",
    "TaskRole",
    "TaskUnit",
]
