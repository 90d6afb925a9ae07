"""The life of a round as a table: {state: (act, next state)}, and in which states its parts may be worked on.

planned → open → judging → ranked → closed; back one step at a time; called off, and taken up again.
A festival without marks goes from open to closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from densach.services.contests.models import RoundState
from densach.services.contests.rules.refusals import NotNow

S = RoundState


class Step(NamedTuple):
    """`explained`: the act must say why."""

    act: str
    to: str
    explained: bool = False


STEPS: Final[Mapping[str, tuple[Step, ...]]] = {
    S.PLANNED: (Step("open", S.OPEN), Step("cancel", S.CANCELLED, explained=True)),
    S.OPEN: (
        Step("judge", S.JUDGING),
        Step("close", S.CLOSED),
        Step("cancel", S.CANCELLED, explained=True),
    ),
    S.JUDGING: (
        Step("rank", S.RANKED),
        Step("back", S.OPEN, explained=True),
        Step("cancel", S.CANCELLED, explained=True),
    ),
    S.RANKED: (Step("close", S.CLOSED), Step("unrank", S.JUDGING, explained=True)),
    # To OPEN where it was closed without marks: see `actions.stepping`.
    S.CLOSED: (Step("reopen", S.RANKED, explained=True),),
    S.CANCELLED: (Step("restore", S.PLANNED),),
}
# What is worked on in which states; the steps above aside.
WORK: Final[Mapping[str, tuple[str, ...]]] = {
    "change": (S.PLANNED, S.OPEN, S.JUDGING, S.RANKED),
    "criteria": (S.PLANNED, S.OPEN, S.JUDGING),
    "prizes": (S.PLANNED, S.OPEN, S.JUDGING, S.RANKED),
    "below": (S.PLANNED, S.OPEN),
    "jury": (S.PLANNED, S.OPEN, S.JUDGING),
    "enter": (S.OPEN,),
    "entry": (S.OPEN, S.JUDGING),
    "draw": (S.OPEN, S.JUDGING),
    "score": (S.JUDGING,),
    "award": (S.RANKED, S.CLOSED),
    "promote": (S.RANKED, S.CLOSED),
    # Entries from below come while it prepares or takes entries.
    "receive": (S.PLANNED, S.OPEN),
}


def steps(state: str) -> tuple[Step, ...]:
    return STEPS[state]


def step(state: str, act: str, label: str) -> Step:
    """Raises NotNow; `label` is the state in words."""
    found = next((one for one in STEPS[state] if one.act == act), None)
    if found is None:
        raise NotNow(state=label)
    return found


def may(state: str, work: str) -> bool:
    return state in WORK[work]
