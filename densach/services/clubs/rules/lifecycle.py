"""The life of a club as a table, and what it was on any day by the steps that are written down. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from densach.services.clubs.models import Club, ClubKind, ClubState

# State → act → next state; a closing taken back leads to what it was before.
LIFE: Final[dict[str, dict[str, str]]] = {
    ClubState.ACTIVE: {
        "renew": ClubState.ACTIVE,
        "pause": ClubState.PAUSED,
        "close": ClubState.CLOSED,
    },
    ClubState.PAUSED: {
        "resume": ClubState.ACTIVE,
        "renew": ClubState.PAUSED,
        "close": ClubState.CLOSED,
    },
    ClubState.CLOSED: {"reopen": ""},
}
# What a club may be asked to explain.
WITH_WHY: Final = frozenset({"close", "reopen"})
GOES_ON: Final = (ClubState.ACTIVE, ClubState.PAUSED)
# A renewal is due so many days before it lapses.
SOON: Final = timedelta(days=60)
# Teams that go out to the people.
TRAVELS: Final = (ClubKind.ART_TEAM, ClubKind.MOBILE_TEAM)
TEAM_KINDS: Final = (ClubKind.ART_TEAM, ClubKind.MOBILE_TEAM, ClubKind.SPORT_TEAM)


@dataclass(frozen=True)
class Step:
    """An act with its day, in the order in which it was written."""

    act: str
    on: date


def state_on(steps: Iterable[Step], day: date) -> str:
    """What the club was on the day, "" before it was founded. `steps` in the order in which they were written.

    A closing and what takes it back stand on the same day, so that it never was.
    """
    state = before = ""
    for step in sorted(steps, key=lambda one: one.on):
        if step.on > day:
            break
        if step.act == "found" or step.act == "resume":
            state = ClubState.ACTIVE
        elif step.act == "pause":
            state = ClubState.PAUSED
        elif step.act == "close":
            before, state = state, ClubState.CLOSED
        elif step.act == "reopen":
            state = before or ClubState.ACTIVE
    return state


def may(state: str, act: str) -> bool:
    """Whether the state allows the act."""
    return act in LIFE[state]


def over(club: Club, year: int, on: date) -> bool:
    """Whether the year is over for the club, so that its summary may be signed: a closed one meets no more."""
    return club.state not in GOES_ON or on >= date(year, 12, 31)
