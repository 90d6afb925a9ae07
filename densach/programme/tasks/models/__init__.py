"""Tables of the room: works with their parts, what was said of them with its evidence, and letters that chased them."""

from __future__ import annotations

from densach.programme.tasks.models.letters import Letter
from densach.programme.tasks.models.progress import Evidence, EvidenceKind, Update
from densach.programme.tasks.models.works import Part, Phase, Stage, TimeKind, Work, WorkKind

__all__ = [
    "Evidence",
    "EvidenceKind",
    "Letter",
    "Part",
    "Phase",
    "Stage",
    "TimeKind",
    "Update",
    "Work",
    "WorkKind",
]
