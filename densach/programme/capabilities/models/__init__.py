"""What institutions can do: claims, checklists with their assessments, and rules by which counted acts prove it."""

from __future__ import annotations

from densach.programme.capabilities.models.checklists import (
    Assessment,
    AssessmentLine,
    Checklist,
    Criterion,
    CriterionKind,
    ProofRule,
)
from densach.programme.capabilities.models.claims import Capability, Claim, ClaimState, Stage

__all__ = [
    "Assessment",
    "AssessmentLine",
    "Capability",
    "Checklist",
    "Claim",
    "ClaimState",
    "Criterion",
    "CriterionKind",
    "ProofRule",
    "Stage",
]
