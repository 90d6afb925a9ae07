"""The lives of the six registers as tables: {state: (act, next state, verb, where the verb must be held)}.

difficulty       open ⇄ forwarded → answered → settled; reopened from answered or settled
inspection       draft → running → closed
visit            planned → held → concluded; cancelled
recommendation   open → answered → closed; returned; dropped
practice         offered ⇄ returned, → recognised → ended
round            open ⇄ closed
nomination       proposed ⇄ returned, → agreed → awarded | refused; withdrawn; revoked
assessment       recorded → answered; withdrawn
review           draft ⇄ submitted → decided
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from densach.programme.oversight.models import (
    AssessmentState,
    CommendationRound,
    Difficulty,
    DifficultyState,
    Entry,
    ExternalAssessment,
    Inspection,
    InspectionState,
    Nomination,
    NominationState,
    Practice,
    PracticeState,
    Recommendation,
    RecommendationState,
    Review,
    ReviewState,
    RoundState,
    Visit,
    VisitState,
)
from densach.programme.oversight.rules.refusals import WrongState

RAISE: Final = "oversight.raise"
MANAGE: Final = "oversight.manage"
DECIDE: Final = "oversight.decide"
VIEW: Final = "oversight.view"
# Where the verb must be held: the unit that the entry is about, or whoever keeps the register.
UNIT: Final = "unit"
KEEPER: Final = "keeper"


class Step(NamedTuple):
    act: str
    to: str
    verb: str
    where: str


Table = Mapping[str, tuple[Step, ...]]

DIFFICULTY: Final[Table] = {
    DifficultyState.OPEN: (
        Step("answer", DifficultyState.ANSWERED, MANAGE, KEEPER),
        Step("forward", DifficultyState.FORWARDED, MANAGE, KEEPER),
        Step("change", DifficultyState.OPEN, RAISE, UNIT),
        Step("withdraw", DifficultyState.WITHDRAWN, RAISE, UNIT),
    ),
    DifficultyState.FORWARDED: (
        Step("answer", DifficultyState.ANSWERED, MANAGE, KEEPER),
        Step("take_back", DifficultyState.OPEN, MANAGE, KEEPER),
        Step("withdraw", DifficultyState.WITHDRAWN, RAISE, UNIT),
    ),
    DifficultyState.ANSWERED: (
        Step("settle", DifficultyState.SETTLED, RAISE, UNIT),
        Step("reopen", DifficultyState.OPEN, RAISE, UNIT),
    ),
    DifficultyState.SETTLED: (Step("reopen", DifficultyState.OPEN, RAISE, UNIT),),
    DifficultyState.WITHDRAWN: (Step("reopen", DifficultyState.OPEN, RAISE, UNIT),),
}
INSPECTION: Final[Table] = {
    InspectionState.DRAFT: (
        Step("change", InspectionState.DRAFT, MANAGE, KEEPER),
        Step("plan_visits", InspectionState.DRAFT, MANAGE, KEEPER),
        Step("issue", InspectionState.RUNNING, MANAGE, KEEPER),
    ),
    InspectionState.RUNNING: (
        Step("plan_visits", InspectionState.RUNNING, MANAGE, KEEPER),
        Step("close", InspectionState.CLOSED, MANAGE, KEEPER),
    ),
    InspectionState.CLOSED: (Step("reopen", InspectionState.RUNNING, MANAGE, KEEPER),),
}
VISIT: Final[Table] = {
    VisitState.PLANNED: (
        Step("hold", VisitState.HELD, MANAGE, KEEPER),
        Step("move", VisitState.PLANNED, MANAGE, KEEPER),
        Step("cancel", VisitState.CANCELLED, MANAGE, KEEPER),
    ),
    VisitState.HELD: (
        Step("find", VisitState.HELD, MANAGE, KEEPER),
        Step("recommend", VisitState.HELD, MANAGE, KEEPER),
        Step("change", VisitState.HELD, MANAGE, KEEPER),
        Step("conclude", VisitState.CONCLUDED, MANAGE, KEEPER),
    ),
    VisitState.CONCLUDED: (),
    VisitState.CANCELLED: (Step("restore", VisitState.PLANNED, MANAGE, KEEPER),),
}
RECOMMENDATION: Final[Table] = {
    RecommendationState.OPEN: (
        Step("answer", RecommendationState.ANSWERED, RAISE, UNIT),
        Step("prolong", RecommendationState.OPEN, MANAGE, KEEPER),
        Step("drop", RecommendationState.DROPPED, MANAGE, KEEPER),
    ),
    RecommendationState.ANSWERED: (
        Step("close", RecommendationState.CLOSED, MANAGE, KEEPER),
        Step("return", RecommendationState.OPEN, MANAGE, KEEPER),
    ),
    RecommendationState.CLOSED: (Step("reopen", RecommendationState.OPEN, MANAGE, KEEPER),),
    RecommendationState.DROPPED: (Step("reopen", RecommendationState.OPEN, MANAGE, KEEPER),),
}
PRACTICE: Final[Table] = {
    PracticeState.OFFERED: (
        Step("recognise", PracticeState.RECOGNISED, MANAGE, KEEPER),
        Step("return", PracticeState.RETURNED, MANAGE, KEEPER),
        Step("withdraw", PracticeState.WITHDRAWN, RAISE, UNIT),
    ),
    PracticeState.RETURNED: (
        Step("offer", PracticeState.OFFERED, RAISE, UNIT),
        Step("withdraw", PracticeState.WITHDRAWN, RAISE, UNIT),
    ),
    PracticeState.RECOGNISED: (
        Step("show", PracticeState.RECOGNISED, MANAGE, KEEPER),
        Step("end", PracticeState.ENDED, MANAGE, KEEPER),
    ),
    PracticeState.ENDED: (Step("restore", PracticeState.RECOGNISED, MANAGE, KEEPER),),
    PracticeState.WITHDRAWN: (Step("offer", PracticeState.OFFERED, RAISE, UNIT),),
}
ROUND: Final[Table] = {
    RoundState.OPEN: (
        Step("change", RoundState.OPEN, MANAGE, KEEPER),
        Step("close", RoundState.CLOSED, MANAGE, KEEPER),
    ),
    RoundState.CLOSED: (Step("reopen", RoundState.OPEN, MANAGE, KEEPER),),
}
NOMINATION: Final[Table] = {
    NominationState.PROPOSED: (
        Step("agree", NominationState.AGREED, MANAGE, KEEPER),
        Step("return", NominationState.RETURNED, MANAGE, KEEPER),
        Step("withdraw", NominationState.WITHDRAWN, RAISE, UNIT),
    ),
    NominationState.RETURNED: (
        Step("propose", NominationState.PROPOSED, RAISE, UNIT),
        Step("withdraw", NominationState.WITHDRAWN, RAISE, UNIT),
    ),
    NominationState.AGREED: (
        Step("award", NominationState.AWARDED, DECIDE, KEEPER),
        Step("refuse", NominationState.REFUSED, DECIDE, KEEPER),
        Step("return", NominationState.RETURNED, MANAGE, KEEPER),
    ),
    NominationState.AWARDED: (Step("revoke", NominationState.REVOKED, DECIDE, KEEPER),),
    NominationState.REFUSED: (Step("take_up", NominationState.AGREED, DECIDE, KEEPER),),
    NominationState.WITHDRAWN: (),
    NominationState.REVOKED: (),
}
ASSESSMENT: Final[Table] = {
    AssessmentState.RECORDED: (
        Step("compare", AssessmentState.RECORDED, MANAGE, KEEPER),
        Step("answer", AssessmentState.ANSWERED, MANAGE, KEEPER),
        Step("withdraw", AssessmentState.WITHDRAWN, MANAGE, KEEPER),
    ),
    AssessmentState.ANSWERED: (Step("reopen", AssessmentState.RECORDED, MANAGE, KEEPER),),
    AssessmentState.WITHDRAWN: (Step("reopen", AssessmentState.RECORDED, MANAGE, KEEPER),),
}
REVIEW: Final[Table] = {
    ReviewState.DRAFT: (
        Step("write", ReviewState.DRAFT, MANAGE, KEEPER),
        Step("refresh", ReviewState.DRAFT, MANAGE, KEEPER),
        Step("submit", ReviewState.SUBMITTED, MANAGE, KEEPER),
    ),
    ReviewState.SUBMITTED: (
        Step("return", ReviewState.DRAFT, DECIDE, KEEPER),
        Step("decide", ReviewState.DECIDED, DECIDE, KEEPER),
    ),
    ReviewState.DECIDED: (),
}
TABLES: Final[Mapping[type[Entry], Table]] = {
    Difficulty: DIFFICULTY,
    Inspection: INSPECTION,
    Visit: VISIT,
    Recommendation: RECOMMENDATION,
    Practice: PRACTICE,
    CommendationRound: ROUND,
    Nomination: NOMINATION,
    ExternalAssessment: ASSESSMENT,
    Review: REVIEW,
}
# What still waits for somebody; the rest is over.
UNANSWERED: Final = (DifficultyState.OPEN, DifficultyState.FORWARDED)
UNSETTLED: Final = (*UNANSWERED, DifficultyState.ANSWERED)


def steps(kind: type[Entry], state: str) -> tuple[Step, ...]:
    """What may be done to an entry of this kind in this state."""
    return TABLES[kind][state]


def step(kind: type[Entry], state: str, act: str, label: str) -> Step:
    """The step that the act is in this state (`label` says the state to people). Raises WrongState."""
    found = next((one for one in steps(kind, state) if one.act == act), None)
    if found is None:
        raise WrongState(state=label)
    return found
