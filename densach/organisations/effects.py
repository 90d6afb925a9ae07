"""What an act of the register will change elsewhere, and what already depends on one that was done.

The register stands below the rooms that count, plan and report, so they speak for themselves: each room may have a
module `register_effects` with

    effects(change: PlannedChange) -> Iterable[Effect]           what the preview says
    dependences(done: Done) -> Iterable[Dependence]              what forbids an undoing
    follow(shifts: Sequence[Shift]) -> None                      what a room keeps by place moves along

found by name, as the journal finds its sentences. Every number is counted there, none is guessed. `follow` runs inside
the transaction of the act or of its undoing: when it fails, nothing was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Literal

from django.apps import apps
from django.utils.translation import gettext

from densach.kernel.errors import Conflict
from densach.organisations.planned import PlannedChange
from densach.organisations.rules import Named
from densach.ui.figures import day_text, language, number_text

Weight = Literal["figure", "stays", "decide", "warning"]


class DependedOn(Conflict):
    """Something was built on the act, so it cannot be undone. Parameters: `what` (already worded)."""

    message_id = "organisations.act_depended_on"


def _in_words(text: str, params: Mapping[str, object]) -> str:
    lang = language()

    def said(value: object) -> str:
        match value:
            case date():
                return day_text(value, lang)
            case bool() | str():
                return str(value)
            case int():
                return number_text(value, lang)
            case list() | tuple():
                return ", ".join(said(one) for one in value)
        return str(value)

    return gettext(text) % {name: said(value) for name, value in params.items()}


@dataclass(frozen=True)
class Effect:
    """One thing that changes. `text`: an English source sentence of the speaking room, with named places.

    A figure has `before` and `after`, and may stand under a `group` (a sentence too). Weights: a figure that
    changes; what stays where it is; what somebody must decide afterwards; what is likely wrong. `url` opens what is
    spoken of.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    weight: Weight = "stays"
    before: int | None = None
    after: int | None = None
    url: str = ""
    group: str = ""

    @property
    def group_words(self) -> str:
        """What the figure stands under."""
        return _in_words(self.group, self.params) if self.group else ""

    @property
    def words(self) -> str:
        """The sentence in the language of this reply."""
        return _in_words(self.text, self.params)


@dataclass(frozen=True)
class Dependence:
    """Something that was built on an act; `params` tell how many (`number`), `url` where to look."""

    text: str
    params: Mapping[str, object]
    url: str = ""

    @property
    def number(self) -> int:
        """How many."""
        number = self.params["number"]
        return number if isinstance(number, int) else 0

    @property
    def words(self) -> str:
        """The sentence in the language of this reply."""
        return _in_words(self.text, self.params)


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


@dataclass(frozen=True)
class Shift:
    """From `on` for good an organisation stands in another area than the register said before."""

    organisation_id: int
    on: date
    before_area: int
    after_area: int


def follow(shifts: Sequence[Shift]) -> None:
    """Every room moves what it keeps by place. Called by actions only."""
    if shifts:
        for room in _rooms():
            if hasattr(room, "follow"):
                room.follow(shifts)


def tally(
    change: PlannedChange, everyone: Iterable[Named], wanted: Callable[[Named], bool]
) -> tuple[int, int]:
    """How many of the day's organisations are wanted before the act and after it; `everyone` is alive on its day."""
    before = sum(1 for one in everyone if wanted(one))
    gone = sum(1 for one in change.before() if wanted(one))
    come = sum(1 for one in change.after() if wanted(one))
    return before, before - gone + come


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
