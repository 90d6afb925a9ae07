"""What a closed session counted as, measure by measure, with the way to the counting book."""

from __future__ import annotations

from dataclasses import dataclass

from densach.facts.measures import REGISTRY
from densach.services.activities.models import Closing
from densach.services.activities.pages.attending import tap_words


@dataclass(frozen=True)
class Part:
    """People of one slice."""

    words: str
    number: int


@dataclass(frozen=True)
class Line:
    """One measure: its sum and, where it counts people, who they were."""

    name: str
    unit: str
    number: int
    parts: list[Part]


def lines_of(closing: Closing) -> list[Line]:
    """As the book holds it; the slices of what was held are the same in all and not told again."""
    found = []
    for code, slices in closing.lines.items():
        measure = REGISTRY[code]
        parts = [Part(tap_words(key), number) for key, number in slices.items()]
        people = len(slices) > 1 or any("sex=" in key or "band=" in key for key in slices)
        joined = _joined(parts) if people else []
        found.append(Line(measure.name, measure.unit, sum(slices.values()), joined))
    return found


def _joined(parts: list[Part]) -> list[Part]:
    sums: dict[str, int] = {}
    for part in parts:
        sums[part.words] = sums.get(part.words, 0) + part.number
    return [Part(words, number) for words, number in sorted(sums.items(), key=lambda one: -one[1])]
