"""Remarks of a file summed by their kind: a small fault that every second record has is told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from densach.services.catalogue.rules.importing import Told

FIRST_POSITIONS: Final = 5


@dataclass
class Kind:
    """A kind of remark: its message id, whether records are refused for it, how many, and the first of them."""

    message: str
    is_refusal: bool
    number: int = 0
    positions: list[int] = field(default_factory=list)

    def count(self, position: int) -> None:
        self.number += 1
        if len(self.positions) < FIRST_POSITIONS:
            self.positions.append(position)


def summed(rejected: Iterable[tuple[int, Told]], told: Iterable[tuple[int, Told]]) -> list[Kind]:
    """Kinds of (position, what was told): refusals first, then the others, each by how often it was told."""
    found: dict[tuple[str, bool], Kind] = {}
    for is_refusal, rows in ((True, rejected), (False, told)):
        # A record counts once, however often it has the fault.
        seen: set[tuple[str, int]] = set()
        for position, (message, _params) in rows:
            if (message, position) not in seen:
                seen.add((message, position))
                found.setdefault((message, is_refusal), Kind(message, is_refusal)).count(position)
    return sorted(found.values(), key=lambda one: (not one.is_refusal, -one.number, one.message))
