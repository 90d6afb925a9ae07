"""What activities and the rooms above them do by themselves, called by `densach run-day`; safe to run again.

A room registers its works when the program starts; the command knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from densach.services.activities.actions.enrolling import lapse_offers
from densach.services.activities.actions.letters import note_changes, send_letters

# A work takes the instant and gives what it came to, by name.
Work = Callable[[datetime], Mapping[str, int]]
_WORKS: Final[dict[str, Work]] = {}


def every_run(code: str, work: Work) -> None:
    """Registers a work; the same code again replaces it."""
    _WORKS[code] = work


def run_day(*, at: datetime, send: bool = True) -> dict[str, int]:
    """All works in the order of their codes, then the letters that wait."""
    numbers: dict[str, int] = {}
    for _code, work in sorted(_WORKS.items()):
        numbers |= work(at)
    return numbers | (send_letters(at=at) if send else {})


def _offers(at: datetime) -> dict[str, int]:
    return {"offers_lapsed": lapse_offers(at=at)}


def _changes(at: datetime) -> dict[str, int]:
    return {"changes_told": note_changes(at=at)}


every_run("activities.offers", _offers)
every_run("activities.changes", _changes)
