"""Does a number stand far from its fellows? The modified z-score of Iglewicz and Hoaglin, in exact fractions.

0.6745 × (value − median) / MAD, MAD being the median of the distances from the median. Beyond 3.5 either way the
number is worth a question, never more: a festival may well have brought eight times the visitors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

ENOUGH: Final = 3  # values to compare with
BEYOND: Final = Fraction(35, 10)
# Below this distance nobody minds: one club more than last year is no question.
CLOSE: Final = 10
_MAD_TO_SIGMA: Final = Fraction(6745, 10_000)
# For a MAD of nought (most years alike) the mean distance takes its place: 1/1.253314.
_MEAN_TO_SIGMA: Final = Fraction(1_000_000, 1_253_314)


@dataclass(frozen=True)
class Odd:
    """A number that asks for a word. `score` is None where its fellows are all alike and there is no spread at all."""

    value: int
    median: Fraction
    score: Fraction | None

    @property
    def times(self) -> Fraction | None:
        """How many times the median; None for a median of nought."""
        return Fraction(self.value) / self.median if self.median else None


def median(values: Sequence[int | Fraction]) -> Fraction:
    """The middle value; of an even number of them the mean of the two. Raises ValueError for none."""
    if not values:
        raise ValueError("no median of nothing")
    ordered = sorted(Fraction(value) for value in values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def odd(value: int, fellows: Sequence[int]) -> Odd | None:
    """Whether the value stands far from at least three fellows; None where it does not, or where they are too few."""
    if len(fellows) < ENOUGH:
        return None
    middle = median(fellows)
    if abs(value - middle) < CLOSE:
        return None
    distances = [abs(one - middle) for one in fellows]
    if spread := median(distances):
        score = _MAD_TO_SIGMA * (value - middle) / spread
    elif mean := sum(distances, Fraction(0)) / len(distances):
        score = _MEAN_TO_SIGMA * (value - middle) / mean
    else:
        # All alike: only twice as much, or half, is far.
        return Odd(value, middle, None) if value > 2 * middle or 2 * value < middle else None
    return Odd(value, middle, score) if abs(score) > BEYOND else None
