"""What a scan says of an item, and which ways of settling it there are. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from densach.services.catalogue.models import ItemState
from densach.services.stocktaking.models import Outcome

# As noted, the item cannot stand on a shelf of this library.
ELSEWHERE: Final = frozenset(
    {
        ItemState.ON_LOAN.value, ItemState.IN_TRANSIT.value, ItemState.IN_REPAIR.value, ItemState.MISSING.value,
        ItemState.LOST.value, ItemState.WITHDRAWN.value,
    }
)  # fmt: skip
# Outcome → the codes by which its line is settled; words in `queries.words`.
WAYS: Final[dict[str, tuple[str, ...]]] = {
    Outcome.MISSING.value: ("found", "missing", "lost"),
    Outcome.MISPLACED.value: ("put_back", "stays"),
    Outcome.UNEXPECTED.value: ("here", "aside"),
    Outcome.UNKNOWN.value: ("aside",),
    Outcome.RIGHT.value: (),
}
# Settling that changed nothing but the line, or that the life cycle can take back.
REVERSIBLE: Final = frozenset({"put_back", "aside", "found", "missing", "lost"})


@dataclass(frozen=True)
class Ground:
    """What a stock-taking covers: a library, a location ("" all), call numbers as shelf keys ("" open)."""

    library_id: int
    location: str = ""
    call_from: str = ""
    call_to: str = ""

    def covers(self, call_sort: str) -> bool:
        """Whether the call number lies in the span; the end counts with all that begins like it."""
        if self.call_from and call_sort < self.call_from:
            return False
        return not self.call_to or call_sort <= self.call_to + "~"


@dataclass(frozen=True)
class Noted:
    """How the catalogue notes an item."""

    place_id: int
    location: str
    call_sort: str
    state: str


def same_place(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def outcome_of(ground: Ground, noted: Noted | None, where: str) -> str:
    """What a scan says. `where` is the location in which the scanner stands, "" if it was not told."""
    if noted is None:
        return Outcome.UNKNOWN.value
    if noted.state in ELSEWHERE:
        return Outcome.UNEXPECTED.value
    stands = where or ground.location
    if noted.place_id != ground.library_id or not ground.covers(noted.call_sort):
        return Outcome.MISPLACED.value
    if stands and noted.location and not same_place(stands, noted.location):
        return Outcome.MISPLACED.value
    return Outcome.RIGHT.value
