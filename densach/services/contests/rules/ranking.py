"""From marks to ranks, in exact fractions: nothing is rounded before everything is decided.

The mark of an entry in a criterion is the mean over the judges who scored it; where the round drops and at least
four judges scored, the highest and the lowest mark of each criterion are left out first. The total is the sum of
these means, each times its weight. Means, not sums: an entry that one judge may not score loses nothing by it.

A tie of totals is broken by the criteria in their order, then by what the head of the jury alone gave (where the head
scored all that are tied), else the rank is shared and the next one left out (1, 2, 2, 4).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

LEAST_TO_DROP: Final = 4
PLACES: Final = Decimal("0.0001")
HEAD, SHARED = "head", "shared"
# Judge → criterion → mark.
Ballots = Mapping[int, Mapping[int, Decimal]]


@dataclass(frozen=True)
class Weighed:
    """A criterion with what it weighs."""

    id: int
    weight: Decimal


@dataclass(frozen=True)
class Terms:
    """By what a round is ranked. `tie_by`: criteria in the order in which they break ties; `head`: the head judge."""

    criteria: tuple[Weighed, ...]
    drops: bool = False
    tie_by: tuple[int, ...] = ()
    head: int | None = None

    @property
    def breakers(self) -> tuple[int, ...]:
        """The criteria that break ties, in order: those named, else all as they stand."""
        return self.tie_by or tuple(one.id for one in self.criteria)


@dataclass(frozen=True)
class Placed:
    """An entry as it was ranked. `decided`: how a tie of totals was decided for it; empty where there was none."""

    entry: int
    total: Fraction
    means: Mapping[int, Fraction]
    rank: int
    decided: str = ""


@dataclass(frozen=True)
class _Reckoned:
    entry: int
    total: Fraction
    means: Mapping[int, Fraction]
    head: Fraction | None


def mean_of(marks: Sequence[Decimal], *, drops: bool) -> Fraction:
    """The mean, without one highest and one lowest mark where that is done. `marks` are not empty."""
    ordered = sorted(Fraction(mark) for mark in marks)
    if drops and len(ordered) >= LEAST_TO_DROP:
        ordered = ordered[1:-1]
    return sum(ordered, Fraction()) / len(ordered)


def _weighed(terms: Terms, marks: Mapping[int, Fraction]) -> Fraction:
    return sum((Fraction(one.weight) * marks[one.id] for one in terms.criteria), Fraction())


def _reckon(terms: Terms, entry: int, ballots: Ballots) -> _Reckoned:
    means = {
        one.id: mean_of([marks[one.id] for marks in ballots.values()], drops=terms.drops)
        for one in terms.criteria
    }
    own = ballots.get(terms.head) if terms.head is not None else None
    head = None if own is None else _weighed(terms, {key: Fraction(mark) for key, mark in own.items()})
    return _Reckoned(entry, _weighed(terms, means), means, head)


Key = Callable[[_Reckoned], Fraction]


def _breakers(terms: Terms) -> list[tuple[str, Key]]:
    found: list[tuple[str, Key]] = []
    for key in terms.breakers:

        def mean(one: _Reckoned, key: int = key) -> Fraction:
            return one.means[key]

        found.append((f"criterion:{key}", mean))
    if terms.head is not None:
        found.append((HEAD, lambda one: one.head or Fraction()))
    return found


def _split(tied: list[_Reckoned], steps: Sequence[tuple[str, Key]]) -> list[tuple[list[_Reckoned], str]]:
    """The tied in order, best first, each group with the step that set it apart from the others."""
    if len(tied) == 1:
        return [(tied, "")]
    for place, (name, key) in enumerate(steps):
        if name == HEAD and any(one.head is None for one in tied):
            continue
        values = sorted({key(one) for one in tied}, reverse=True)
        if len(values) == 1:
            continue
        found: list[tuple[list[_Reckoned], str]] = []
        for value in values:
            same = [one for one in tied if key(one) == value]
            found += [(group, decided or name) for group, decided in _split(same, steps[place + 1 :])]
        return found
    return [(tied, SHARED)]


def rank(terms: Terms, ballots: Mapping[int, Ballots]) -> list[Placed]:
    """Entry → judge → criterion → mark, complete, becomes the ranking, best first; a shared rank by entry's number.

    Neither the order of entries nor that of judges nor the scale of the weights changes a rank.
    """
    reckoned = [_reckon(terms, entry, ballots[entry]) for entry in sorted(ballots)]
    steps = _breakers(terms)
    placed: list[Placed] = []
    for total in sorted({one.total for one in reckoned}, reverse=True):
        tied = [one for one in reckoned if one.total == total]
        for group, decided in _split(tied, steps):
            first = len(placed) + 1
            placed += [Placed(one.entry, one.total, one.means, first, decided) for one in group]
    return placed


def rounded(value: Fraction) -> Decimal:
    """To four places, half up, as it is kept and printed; ranks were decided before."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(PLACES, rounding=ROUND_HALF_UP)
