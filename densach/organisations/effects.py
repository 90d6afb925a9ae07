"""What an act of the register will change elsewhere, and what already depends on one that was done.

The register stands below the rooms that count, plan and report, so they speak for themselves: each room may have a
module `register_effects` with

    effects(change: PlannedChange) -> Iterable[Effect]           what the preview says
    dependences(done: Done) -> Iterable[Dependence]              what forbids an undoing

found by name, as the journal finds its sentences. Every number is counted there, none is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Literal

from django.apps import apps

from densach.kernel.errors import Conflict
from densach.organisations.planned import PlannedChange

Weight = Literal["figure", "stays", "decide", "warning"]


class DependedOn(Conflict):
    """Something was built on the act, so it cannot be undone. Parameters: `what` (already worded)."""

    message_id = "organisations.act_depended_on"


@dataclass(frozen=True)
class Effect:
    """One thing that changes. `text`: an English source sentence of the speaking room, with named places.

    A figure has `before` and `after`. Weights: a figure that changes; what stays where it is; what somebody must
    decide afterwards; what is likely wrong. `url` opens what is spoken of.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    weight: Weight = "stays"
    before: int | None = None
    after: int | None = None
    url: str = ""


@dataclass(frozen=True)
class Dependence:
    """Something that was built on an act: how many, in words, and where to look."""

    text: str
    number: int
    params: Mapping[str, object] = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True)
class Done:
    """An act that somebody wants undone: whom it touched, whom it founded, from which day, and when it was written."""

    organisation_ids: tuple[int, ...]
    founded_ids: tuple[int, ...]
    on: date
    at: datetime


@cache
def _rooms() -> tuple[ModuleType, ...]:
    names = [config.name for config in apps.get_app_configs() if config.name.startswith("densach.")]
    found = [f"{name}.register_effects" for name in names]
    return tuple(import_module(name) for name in found if find_spec(name))


def effects_of(change: PlannedChange) -> list[Effect]:
    """What every room says of the act, room by room from the lowest up."""
    said: list[Effect] = []
    for room in _rooms():
        told: Iterable[Effect] = room.effects(change) if hasattr(room, "effects") else ()
        said.extend(told)
    return said


def dependences_of(done: Done) -> list[Dependence]:
    """What forbids undoing the act; nothing, if it may be undone."""
    said: list[Dependence] = []
    for room in _rooms():
        told: Iterable[Dependence] = room.dependences(done) if hasattr(room, "dependences") else ()
        said.extend(one for one in told if one.number)
    return said
