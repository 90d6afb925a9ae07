"""An act of the register before it is done: which organisation was what, becomes what, and goes on as whom.

Pure values. `queries.planning` makes them and refuses what cannot be; `actions.acts` writes exactly what they say;
`effects` asks every room what they will change in its figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from densach.kernel.errors import Conflict, Invalid
from densach.organisations.rules import Named


class IntoItself(Invalid):
    """An organisation cannot be merged into, or divided into, itself. Parameter: `name`."""

    message_id = "organisations.into_itself"


class TooFewToMerge(Invalid):
    """A merger joins two or more."""

    message_id = "organisations.too_few_to_merge"


class TooFewParts(Invalid):
    """Who is divided and ends goes on as two or more; who goes on gives off one or more."""

    message_id = "organisations.too_few_parts"


class TwiceInTheAct(Invalid):
    """The same organisation, or the same new code, is named twice. Parameter: `name`."""

    message_id = "organisations.twice_in_the_act"


class NotThereOnTheDay(Invalid):
    """It was not founded yet, or had ended, on the day. Parameters: `name`, `on`."""

    message_id = "organisations.not_there_on_the_day"


class NothingChanges(Invalid):
    """The act would leave everything as it is. Parameter: `name`."""

    message_id = "organisations.nothing_changes"


class LaterVersionStands(Conflict):
    """What stands under it is already written down as changed later. Parameters: `name`, `since`."""

    message_id = "organisations.later_version_stands"


class UnitsLeftBehind(Invalid):
    """Somebody ends while units still stand under it. Parameters: `name`, `units`."""

    message_id = "organisations.units_left_behind"


class ChangedMeanwhile(Conflict):
    """The register is not what the preview was made from: look again before you confirm."""

    message_id = "organisations.changed_meanwhile"


@dataclass(frozen=True)
class State:
    """What one version of an organisation says; `parent` is a code, empty for nobody."""

    name: str
    kind: str
    level: str
    area_id: int
    parent: str = ""
    rank: str = ""
    seat: str = ""
    ownership: str = "public"


@dataclass(frozen=True)
class NewOne:
    """An organisation that an act founds. `area` and `parent` are codes; ownership "" is the kind's usual one."""

    code: str
    name: str
    kind: str
    level: str
    area: str
    parent: str = ""
    rank: str = ""
    seat: str = ""
    ownership: str = ""


@dataclass(frozen=True)
class Part:
    """One organisation in an act. Without `before` the act founds it, without `after` it ends on the day before."""

    code: str
    organisation_id: int | None
    before: State | None
    after: State | None

    @property
    def founded(self) -> bool:
        """Whether the act brings it into being."""
        return self.before is None

    @property
    def ended(self) -> bool:
        """Whether it is no more from the day of the act on."""
        return self.after is None

    @property
    def changed(self) -> bool:
        """Whether it goes on as something else: named, placed or classed otherwise."""
        return self.before is not None and self.after is not None and self.before != self.after

    @property
    def name(self) -> str:
        """What it is called after the act, or was called last."""
        state = self.after or self.before
        return state.name if state else self.code

    def named(self, *, after: bool, ids: Mapping[str, int]) -> Named | None:
        """As readers of the register see it before or after the act; one yet to be founded has the number 0."""
        state = self.after if after else self.before
        if state is None:
            return None
        parent = ids.get(state.parent) if state.parent else None
        key = self.organisation_id or 0
        return Named(key, self.code, state.name, state.kind, state.level, state.area_id, parent)


@dataclass(frozen=True)
class Tie:
    """`predecessor` goes on as `successor` (codes; no successor: given up). `kind` is a `LineageKind`."""

    predecessor: str
    successor: str
    kind: str


@dataclass(frozen=True)
class PlannedChange:
    """One act of the register, whole: `kind` is an `ActKind`, in force from `on`.

    `ids` are the numbers of every organisation named, those that are parents only among them.
    """

    kind: str
    on: date
    parts: tuple[Part, ...]
    ties: tuple[Tie, ...] = ()
    legal_basis: str = ""
    ids: Mapping[str, int] = field(default_factory=dict)

    @property
    def organisation_ids(self) -> list[int]:
        """All that are touched and are there already."""
        return [part.organisation_id for part in self.parts if part.organisation_id is not None]

    @property
    def ended_ids(self) -> list[int]:
        """Those that are no more from the day on."""
        return [
            part.organisation_id for part in self.parts if part.ended and part.organisation_id is not None
        ]

    @property
    def area_ids(self) -> set[int]:
        """The places of all that are touched, before and after."""
        states = [state for part in self.parts for state in (part.before, part.after) if state is not None]
        return {state.area_id for state in states}

    def part(self, code: str) -> Part | None:
        """The part of one organisation."""
        return next((part for part in self.parts if part.code == code), None)

    def successors_of(self, code: str) -> list[Part]:
        """As whom it goes on."""
        found = [self.part(tie.successor) for tie in self.ties if tie.predecessor == code]
        return [part for part in found if part is not None]

    def before(self) -> list[Named]:
        """The touched ones as they were."""
        return [one for part in self.parts if (one := part.named(after=False, ids=self.ids)) is not None]

    def after(self) -> list[Named]:
        """The touched ones as they will be, the founded ones with the number 0."""
        return [one for part in self.parts if (one := part.named(after=True, ids=self.ids)) is not None]

    @property
    def fingerprint(self) -> str:
        """The same for the same act on the same register: what was previewed is what is confirmed."""
        told = repr((self.kind, self.on, self.parts, self.ties, self.legal_basis))
        return hashlib.sha256(told.encode()).hexdigest()[:24]
