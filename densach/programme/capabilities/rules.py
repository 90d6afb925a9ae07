"""Values and refusals of the answers, and the life of a claim as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from densach.kernel.errors import Closed, Conflict, Invalid, NotAllowed, NotFound
from densach.programme.capabilities.models import Claim, ClaimState, Stage

# state → (act, next state, verb that the actor needs at the level above)
TRANSITIONS: Final[dict[ClaimState, tuple[tuple[str, ClaimState, str], ...]]] = {
    ClaimState.CLAIMED: (
        ("verify", ClaimState.VERIFIED, "capability.verify"),
        ("return", ClaimState.RETURNED, "capability.verify"),
    ),
    ClaimState.VERIFIED: (),
    ClaimState.RETURNED: (),
}


class UnknownCapability(NotFound):
    """The catalogue has no such capability. Parameter: `code`."""

    message_id = "capabilities.unknown"


class NotAskedOfThisKind(Invalid):
    """The capability is not asked of this kind of institution. Parameters: `name`, `capability`."""

    message_id = "capabilities.not_asked"


class AnswerForTomorrow(Invalid):
    """An answer says what is, so it cannot begin after today. Parameter: `since`."""

    message_id = "capabilities.tomorrow"


class StageContradicts(Invalid):
    """Yes with an unfinished stage, or no with a finished one."""

    message_id = "capabilities.stage_contradicts"


class OwnClaim(NotAllowed):
    """A unit's answer is verified by the level above, never by the unit or the person who gave it."""

    message_id = "capabilities.own_claim"


class AlreadyDecided(Closed):
    """The claim was verified or returned before. Parameters: `state`, `by`."""

    message_id = "capabilities.already_decided"


class AnsweredAgain(Conflict):
    """The unit gave a newer answer meanwhile; that one is to be looked at. Parameter: `name`."""

    message_id = "capabilities.answered_again"


class RemarkNeeded(Invalid):
    """A returned answer needs a word on what is missing."""

    message_id = "capabilities.remark_needed"


@dataclass(frozen=True)
class Answer:
    """What an institution's answer was on a day. `answer` is None only where nothing was ever answered."""

    answer: bool | None
    state: str
    claim_id: int
    stage: int = 0
    since: date | None = None

    @property
    def verified(self) -> bool:
        return self.state == ClaimState.VERIFIED


def next_state(state: str, act: str) -> ClaimState | None:
    """Where the act leads from the state, or None where the table forbids it."""
    return next((to for name, to, _verb in TRANSITIONS[ClaimState(state)] if name == act), None)


def stage_of(answer: bool, stage: int | None) -> int:
    """The stage that goes with an answer; yes is always the last one. Raises StageContradicts."""
    if stage is None:
        return Stage.DONE if answer else Stage.NOT_BEGUN
    if stage not in Stage.values or answer != (stage == Stage.DONE):
        raise StageContradicts
    return stage


def state_at(claim: Claim, known_at: datetime | None) -> str:
    """The state of the claim as it was known at an instant: a later decision is not seen."""
    if known_at is not None and claim.decided_at is not None and claim.decided_at > known_at:
        return ClaimState.CLAIMED
    return claim.state
