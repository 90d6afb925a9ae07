"""Life cycles of an estimate and of a project, as tables: {state: [(act, next state, verb)]}."""

from __future__ import annotations

from typing import Final, NamedTuple

from densach.programme.budget.models import EstimateState, Stage

WRITE, REVIEW, APPROVE = "budget.write", "budget.review", "budget.approve"


class Step(NamedTuple):
    act: str
    to: str
    verb: str


ESTIMATE: Final[dict[str, tuple[Step, ...]]] = {
    EstimateState.DRAFT: (Step("submit", EstimateState.SUBMITTED, WRITE),),
    EstimateState.RETURNED: (Step("submit", EstimateState.SUBMITTED, WRITE),),
    EstimateState.SUBMITTED: (
        Step("take_back", EstimateState.DRAFT, WRITE),
        Step("return", EstimateState.RETURNED, REVIEW),
        Step("review", EstimateState.REVIEWED, REVIEW),
    ),
    EstimateState.REVIEWED: (
        Step("reopen", EstimateState.SUBMITTED, REVIEW),
        Step("approve", EstimateState.APPROVED, APPROVE),
    ),
    EstimateState.APPROVED: (),
}
# Lines are written in these states only.
WRITTEN_IN: Final = (EstimateState.DRAFT, EstimateState.RETURNED)

_ORDER: Final = (
    Stage.PROPOSED,
    Stage.DECIDED,
    Stage.APPROVED,
    Stage.FUNDED,
    Stage.BUILDING,
    Stage.ACCEPTED,
)
# A project goes on by one stage, is stopped anywhere before its end, and a stopped one is taken up where it stood or
# earlier. A stage entered by mistake is taken back by the last act, not by a step.
PROJECT: Final[dict[str, tuple[str, ...]]] = {
    **{str(stage): (str(_ORDER[place + 1]), str(Stage.STOPPED)) for place, stage in enumerate(_ORDER[:-1])},
    str(Stage.ACCEPTED): (),
    str(Stage.STOPPED): tuple(str(stage) for stage in _ORDER[:-1]),
}


def step(state: str, act: str) -> Step | None:
    """The step that the act takes an estimate from the state, or none."""
    return next((one for one in ESTIMATE[state] if one.act == act), None)
