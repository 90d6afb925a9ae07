"""Money asked for, allotted and spent, by task and source; and the projects that build and renew.

No accounting ledger: amounts are told by units, each with its paper, in whole đồng.
"""

from __future__ import annotations

from densach.programme.budget.models.estimates import (
    Adjustment,
    Estimate,
    EstimateRound,
    EstimateState,
    ExpenditureKind,
    Line,
    Source,
    Spending,
)
from densach.programme.budget.models.projects import Project, ProjectMoney, ProjectStage, Stage

__all__ = [
    "Adjustment",
    "Estimate",
    "EstimateRound",
    "EstimateState",
    "ExpenditureKind",
    "Line",
    "Project",
    "ProjectMoney",
    "ProjectStage",
    "Source",
    "Spending",
    "Stage",
]
