"""The life of a report as two tables: a unit's own report, and the one that gathers the units'.

unit          draft → submitted → accepted → consolidated
                        ↓ ↑ ↙
                      returned
gathering     draft → consolidated → signed
"""

from __future__ import annotations

from typing import Final, NamedTuple

from densach.programme.reports.models import ReportState as State
from densach.programme.reports.rules.refusals import ReportSealed, WrongState


class Step(NamedTuple):
    """An act that a state allows, the state it leads to, and the verb that the actor must hold."""

    act: str
    next: State
    verb: str


WRITE: Final = "report.write"
DECIDE: Final = "report.decide"
SIGN: Final = "report.sign"

UNIT_REPORT: Final[dict[State, tuple[Step, ...]]] = {
    State.DRAFT: (
        Step("save", State.DRAFT, WRITE),
        Step("refresh", State.DRAFT, WRITE),
        Step("submit", State.SUBMITTED, WRITE),
    ),
    State.SUBMITTED: (Step("return", State.RETURNED, DECIDE), Step("accept", State.ACCEPTED, DECIDE)),
    State.RETURNED: (
        Step("save", State.RETURNED, WRITE),
        Step("refresh", State.RETURNED, WRITE),
        Step("submit", State.SUBMITTED, WRITE),
    ),
    State.ACCEPTED: (Step("return", State.RETURNED, DECIDE), Step("include", State.CONSOLIDATED, DECIDE)),
    State.CONSOLIDATED: (Step("release", State.ACCEPTED, DECIDE),),
    State.SIGNED: (),
}

GATHERING_REPORT: Final[dict[State, tuple[Step, ...]]] = {
    State.DRAFT: (Step("save", State.DRAFT, DECIDE), Step("consolidate", State.CONSOLIDATED, DECIDE)),
    State.SUBMITTED: (),
    State.RETURNED: (),
    State.ACCEPTED: (),
    State.CONSOLIDATED: (
        Step("save", State.CONSOLIDATED, DECIDE),
        Step("consolidate", State.CONSOLIDATED, DECIDE),
        Step("reopen", State.DRAFT, DECIDE),
        Step("sign", State.SIGNED, SIGN),
    ),
    State.SIGNED: (),
}

# What a unit has handed in and the officer has found good: what a gathering report reads first.
ACCEPTED_STATES: Final = (State.ACCEPTED, State.CONSOLIDATED, State.SIGNED)
# Figures stand still in these states; in the others a refresh takes them anew.
FROZEN_STATES: Final = (State.SUBMITTED, *ACCEPTED_STATES)


def steps(state: str, *, gathering: bool) -> tuple[Step, ...]:
    """What may be done to a report in this state."""
    return (GATHERING_REPORT if gathering else UNIT_REPORT)[State(state)]


def step(act: str, state: str, *, gathering: bool, unit: str = "") -> Step:
    """The step that the act is in this state. Raises ReportSealed for a signed report, WrongState for others."""
    for found in steps(state, gathering=gathering):
        if found.act == act:
            return found
    if state == State.SIGNED:
        raise ReportSealed(unit=unit)
    raise WrongState(state=State(state).label)
