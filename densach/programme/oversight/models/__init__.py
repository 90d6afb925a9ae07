"""Six registers of oversight.

difficulties    what hinders units, and who answers by when
inspections     plans of inspection, visits, findings, recommendations
commendations   rounds, proposals with their evidence, decisions
practices       models that others take up; assessments by partners
reviews         a plan looked back on, with frozen figures
"""

from __future__ import annotations

from densach.programme.oversight.models.commendations import (
    CommendationRound,
    Nomination,
    NominationState,
    NominationStep,
    RoundState,
    RoundStep,
    Whom,
)
from densach.programme.oversight.models.difficulties import Difficulty, DifficultyState, DifficultyStep
from densach.programme.oversight.models.entries import Entry, Told
from densach.programme.oversight.models.inspections import (
    Finding,
    Inspection,
    InspectionState,
    InspectionStep,
    Recommendation,
    RecommendationState,
    RecommendationStep,
    Severity,
    Visit,
    VisitState,
    VisitStep,
)
from densach.programme.oversight.models.practices import (
    AssessedTarget,
    AssessmentState,
    AssessmentStep,
    ExternalAssessment,
    Practice,
    PracticeState,
    PracticeStep,
    PracticeUse,
)
from densach.programme.oversight.models.reviews import Review, ReviewKind, ReviewState, ReviewStep

__all__ = [
    "AssessedTarget",
    "AssessmentState",
    "AssessmentStep",
    "CommendationRound",
    "Difficulty",
    "DifficultyState",
    "DifficultyStep",
    "Entry",
    "ExternalAssessment",
    "Finding",
    "Inspection",
    "InspectionState",
    "InspectionStep",
    "Nomination",
    "NominationState",
    "NominationStep",
    "Practice",
    "PracticeState",
    "PracticeStep",
    "PracticeUse",
    "Recommendation",
    "RecommendationState",
    "RecommendationStep",
    "Review",
    "ReviewKind",
    "ReviewState",
    "ReviewStep",
    "RoundState",
    "RoundStep",
    "Severity",
    "Told",
    "Visit",
    "VisitState",
    "VisitStep",
    "Whom",
]
