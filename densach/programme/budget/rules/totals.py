"""Sums over lines: by unit, task, source, kind. Pure; what was not told is counted, not taken for nought."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Money:
    """A line's amounts in đồng, as they stand: `allotted` after adjustments, None where nobody has reviewed it."""

    estimate_id: int
    organisation_id: int
    task_id: int | None
    source: str
    kind: str
    year: int
    asked: int
    allotted: int | None
    spent: int


@dataclass(frozen=True)
class Sum:
    """`unreviewed`: lines without an allotted amount, so that "allotted" is known to be incomplete."""

    asked: int = 0
    allotted: int = 0
    spent: int = 0
    lines: int = 0
    unreviewed: int = 0

    def plus(self, line: Money) -> Sum:
        return Sum(
            self.asked + line.asked,
            self.allotted + (line.allotted or 0),
            self.spent + line.spent,
            self.lines + 1,
            self.unreviewed + (line.allotted is None),
        )

    @property
    def left(self) -> int:
        """What may still be spent; below nought where more was spent than allotted."""
        return self.allotted - self.spent

    @property
    def is_overspent(self) -> bool:
        return self.spent > self.allotted and not self.unreviewed


def total(lines: Iterable[Money]) -> Sum:
    found = Sum()
    for line in lines:
        found = found.plus(line)
    return found


def by(lines: Iterable[Money], key: Callable[[Money], int | str | None]) -> dict[int | str | None, Sum]:
    """The sums of each part; the parts add up to the whole."""
    found: dict[int | str | None, Sum] = {}
    for line in lines:
        found[key(line)] = found.get(key(line), Sum()).plus(line)
    return found
