"""Weeding: the life cycle as a table, the rules that propose copies, and when a library should weed again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.services.stocktaking.models import WeedingState

_S = WeedingState
# Act → the states in which it may be done, and the state that follows ("" stays).
ACTS: Final[dict[str, tuple[frozenset[str], str]]] = {
    "list": (frozenset({_S.LISTING}), ""),
    "submit": (frozenset({_S.LISTING}), _S.SUBMITTED),
    "judge": (frozenset({_S.SUBMITTED}), ""),
    "decide": (frozenset({_S.SUBMITTED}), _S.DECIDED),
    "carry_out": (frozenset({_S.DECIDED}), _S.DONE),
    "drop": (frozenset({_S.LISTING, _S.SUBMITTED}), _S.DROPPED),
    "back": (frozenset({_S.SUBMITTED, _S.DECIDED}), ""),
}
BACK_TO: Final = {_S.SUBMITTED.value: _S.LISTING.value, _S.DECIDED.value: _S.SUBMITTED.value}
# Circular 02/2020/TT-BVHTTDL: every three years up to this many units, else every five.
SMALL_STOCK: Final = 300_000
YEARS_SMALL, YEARS_LARGE = 3, 5


@dataclass(frozen=True)
class Proposal:
    """Which copies a rule puts forward; None asks for nothing. Several conditions must all hold."""

    unused_years: int | None = None
    published_before: int | None = None
    more_than: int | None = None
    loans_at_most: int | None = None
    states: tuple[str, ...] = ()

    @property
    def asks_nothing(self) -> bool:
        asked = (self.unused_years, self.published_before, self.more_than, self.loans_at_most)
        return all(one is None for one in asked) and not self.states


def years_back(on: date, years: int) -> date:
    """The same day so many years before; 29 February answers to 28 February."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)


def every_years(units: int) -> int:
    """How often a library of so many units weeds."""
    return YEARS_SMALL if units <= SMALL_STOCK else YEARS_LARGE


def due_on(last: date | None, units: int) -> date | None:
    """By when the next weeding should be done; None where none has been done here yet."""
    if last is None:
        return None
    try:
        return last.replace(year=last.year + every_years(units))
    except ValueError:
        return last.replace(year=last.year + every_years(units), day=28)
