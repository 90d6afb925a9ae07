"""Life cycles of a plan and of its rows, as tables: {state: [(act, next state, verb)]}."""

from __future__ import annotations

from typing import Final, NamedTuple

from densach.programme.plans.models import PlanState, RowState


class Step(NamedTuple):
    act: str
    to: str
    verb: str


TRANSITIONS: Final[dict[str, tuple[Step, ...]]] = {
    PlanState.REVIEW: (Step("start", PlanState.RUNNING, "plan.manage"),),
    PlanState.RUNNING: (Step("close", PlanState.CLOSED, "plan.manage"),),
    PlanState.CLOSED: (Step("reopen", PlanState.RUNNING, "plan.manage"),),
}

# A row is decided on as long as its plan is not closed: a running plan still ties indicators and adds what was missed.
ROW_TRANSITIONS: Final[dict[str, tuple[Step, ...]]] = {
    RowState.PROPOSED: (
        Step("accept", RowState.ACCEPTED, "plan.review"),
        Step("change", RowState.ACCEPTED, "plan.review"),
        Step("drop", RowState.DROPPED, "plan.review"),
    ),
    RowState.ACCEPTED: (
        Step("change", RowState.ACCEPTED, "plan.review"),
        Step("drop", RowState.DROPPED, "plan.review"),
        Step("restore", RowState.PROPOSED, "plan.review"),
    ),
    RowState.DROPPED: (Step("restore", RowState.PROPOSED, "plan.review"),),
}


def step(table: dict[str, tuple[Step, ...]], state: str, act: str) -> Step | None:
    """The step that `act` takes from `state`, or none where the table has none."""
    return next((step for step in table[state] if step.act == act), None)


def acts(table: dict[str, tuple[Step, ...]], state: str) -> tuple[str, ...]:
    """What can be done in a state."""
    return tuple(step.act for step in table[state])
