"""The checklists that a new installation begins with, read from `checklists.json`.

Figures stand there only where their source was read; a criterion whose figure is not known asks yes or no and says
that the text decides. An administrator puts the figure in (see decision 0020).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class CriterionSeed:
    """One thing asked; `thresholds` as in `models.Criterion`, empty for yes or no."""

    code: str
    name_vi: str
    name_en: str
    unit_vi: str = ""
    unit_en: str = ""
    thresholds: Mapping[str, str] = field(default_factory=dict)
    required: bool = True


@dataclass(frozen=True)
class ListSeed:
    """One version of a checklist."""

    code: str
    name_vi: str
    name_en: str
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    rank: str
    regions: Mapping[str, Mapping[str, str]]
    capability: str
    legal_basis: str
    valid_from: date
    valid_to: date | None
    criteria: tuple[CriterionSeed, ...]


def list_seeds() -> list[ListSeed]:
    """Every list, in the catalogue's order."""
    text = files(__package__).joinpath("checklists.json").read_text(encoding="utf-8")
    return [_list(one) for one in json.loads(text)]


def _list(one: dict[str, Any]) -> ListSeed:
    until = one.get("valid_to")
    return ListSeed(
        code=one["code"],
        name_vi=one["name_vi"],
        name_en=one["name_en"],
        kinds=tuple(one["kinds"]),
        levels=tuple(one.get("levels", ())),
        rank=one.get("rank", ""),
        regions=one.get("regions", {}),
        capability=one.get("capability", ""),
        legal_basis=one["legal_basis"],
        valid_from=date.fromisoformat(one["valid_from"]),
        valid_to=date.fromisoformat(until) if until else None,
        criteria=tuple(CriterionSeed(**criterion) for criterion in one["criteria"]),
    )
