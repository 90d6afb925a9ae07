"""How a target of a unit's own plan stands to the target above that it takes up: pure, on values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from densach.programme.plans.rules.values import TargetValues

# Kinds whose value is a number of things: the parts of the units add up to the whole, unless it is meant for each.
SUMMED: Final = frozenset({"count_per_year", "range_per_year", "count_total", "range_total", "at_least"})


class Stand(StrEnum):
    """How the lower plan's target stands to the upper one's."""

    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"
    LATER = "later"  # as much, but by a later year
    PART = "part"  # a part of a sum that all units bring together
    OTHER = "other"  # measured another way: no figure is higher or lower
    MISSING = "missing"  # the lower plan has no such target
    EXTRA = "extra"  # the upper plan has none
    ELSEWHERE = "elsewhere"  # it asks institutions that the unit does not have


# What the officer has to look at first.
GAPS: Final = (Stand.MISSING, Stand.LOWER, Stand.LATER, Stand.OTHER)


@dataclass(frozen=True)
class Pair:
    """An upper target and the one that takes it up, either of them absent."""

    stand: Stand
    share: Decimal | None = None  # of the sum, for a part


def is_summed(values: TargetValues) -> bool:
    """Whether what the units promise adds up to what is promised above."""
    return values.kind in SUMMED and values.per != "each"


def compare(above: TargetValues | None, below: TargetValues | None) -> Pair:
    """One of the two may be absent. A share, a rhythm or a level is compared itself; a sum tells the unit's part."""
    if above is None:
        return Pair(Stand.EXTRA)
    if below is None:
        return Pair(Stand.MISSING)
    if not _measured_alike(above, below):
        return Pair(Stand.OTHER)
    if is_summed(above):
        if not above.value_min or below.value_min is None:
            return Pair(Stand.PART)
        return Pair(Stand.PART, below.value_min / above.value_min)
    order = _order(above, below)
    if order == 0:
        return Pair(Stand.LATER if _last(below) > _last(above) > 0 else Stand.SAME)
    return Pair(Stand.HIGHER if order > 0 else Stand.LOWER)


def _measured_alike(above: TargetValues, below: TargetValues) -> bool:
    if above.indicator and below.indicator and above.indicator != below.indicator:
        return False
    return _family(above.kind) == _family(below.kind)


def _family(kind: str) -> str:
    """A number and a range of it are one family: who promises 8.000 takes up 8.000–9.000."""
    yearly = {"count_per_year": "yearly", "range_per_year": "yearly", "at_least": "yearly"}
    return {**yearly, "count_total": "total", "range_total": "total"}.get(kind, kind)


def _order(above: TargetValues, below: TargetValues) -> int:
    """1 where the lower plan promises more, -1 where less, 0 where as much."""
    if above.kind == "ratio":
        return _sign(_share(below) - _share(above))
    if above.kind == "cadence":
        return _sign(_rhythm(below) - _rhythm(above))
    low = _sign((below.value_min or Decimal(0)) - (above.value_min or Decimal(0)))
    return low or _sign(_upper(below) - _upper(above))


def _share(values: TargetValues) -> Decimal:
    return (values.value_min or Decimal(0)) / (values.value_max or Decimal(1))


def _rhythm(values: TargetValues) -> Decimal:
    return (values.value_min or Decimal(1)) / Decimal(values.every_years or 1)


def _upper(values: TargetValues) -> Decimal:
    return values.value_max if values.value_max is not None else values.value_min or Decimal(0)


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _last(values: TargetValues) -> int:
    return values.year_to or values.milestone or 0


def alike(above: TargetValues, below: TargetValues) -> int:
    """How surely two targets are about one thing, 0 for not at all: the indicator, then family, year and whose it is.

    Only targets of one indicator are matched by themselves; a person pairs the rest.
    """
    if not above.indicator or above.indicator != below.indicator:
        return 0
    points = 1
    points += 4 * (_family(above.kind) == _family(below.kind))
    points += 2 * (_last(above) == _last(below))
    points += set(above.levels) == set(below.levels) or not below.levels
    return points if points > 1 else 0


def matched(above: dict[int, TargetValues], below: dict[int, TargetValues]) -> dict[int, int]:
    """Which lower target takes up which upper one, by their keys; each at most once, the surest pairs first."""
    pairs = [
        (points, low, up) for low, b in below.items() for up, a in above.items() if (points := alike(a, b))
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _points, low, up in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if low not in found and up not in taken:
            found[low] = up
            taken.add(up)
    return found
