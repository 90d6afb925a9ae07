"""A row of a file of entries as it was understood: values only."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class NewEntry:
    """`unit_id`, `unit_code`: the unit that sends it, None and empty where none is told."""

    round_id: int
    kind: str
    name: str
    title: str
    genre: str
    unit_id: int | None
    unit_code: str
    members: int
    named: bool

    def entering(self, round_id: int, kind: str) -> NewEntry:
        """The same for a round, as a kind that it takes."""
        return replace(self, round_id=round_id, kind=kind)
