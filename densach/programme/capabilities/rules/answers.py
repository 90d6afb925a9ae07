"""Answers: their values and refusals, which of several statements holds, and the life of a statement as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from densach.kernel.errors import Closed, Conflict, Invalid, NotAllowed, NotFound
from densach.programme.capabilities.models import Assessment, Claim, ClaimState, Stage
from densach.programme.capabilities.rules.proofs import Proof

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


class How(models.TextChoices):
    """By what an institution is known to have something."""

    CLAIM = "claim", _("its own answer")
    CHECKLIST = "checklist", _("a verified checklist")
    FACTS = "facts", _("what it counted")


@dataclass(frozen=True)
class Answer:
    """What an institution's answer was on a day. `answer` is None only where nothing was ever answered.

    `claim_id` is its own last answer that was not returned, whatever proves it now; `proof` the counted months.
    """

    answer: bool | None
    state: str
    claim_id: int | None
    stage: int = 0
    since: date | None = None
    how: str = How.CLAIM
    assessment_id: int | None = None
    proof: Proof | None = None

    @property
    def verified(self) -> bool:
        """Verified one level up, or proven by facts."""
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


class Statement(Protocol):
    """An institution's own answer, as far as it is asked which statement holds."""

    @property
    def pk(self) -> int: ...

    @property
    def answer(self) -> bool: ...

    @property
    def stage(self) -> int: ...

    @property
    def state(self) -> str: ...

    @property
    def since(self) -> date: ...

    @property
    def decided_at(self) -> datetime | None: ...


def state_at(said: Statement | Claim | Assessment, known_at: datetime | None) -> str:
    """The state of a claim or an assessment as it was known at an instant: a later decision is not seen."""
    if known_at is not None and said.decided_at is not None and said.decided_at > known_at:
        return ClaimState.CLAIMED
    return said.state


def answer_of(
    last: Statement | Assessment | None, state: str, own: Statement | None, proof: Proof | None
) -> Answer | None:
    """Which statement holds: the last one where it is verified, else what facts prove, else the last one, else none.

    `last` is the institution's last statement in force (its own answer that was not returned, or a verified checklist
    that meets everything), `own` its last own answer. Facts only prove: they never make a no.
    """
    own_id = own.pk if own is not None else None
    if last is not None and state == ClaimState.VERIFIED:
        return _said(last, state, own_id)
    if proof is not None:
        since = proof.months[0].start
        return Answer(True, ClaimState.VERIFIED, own_id, Stage.DONE, since, How.FACTS, proof=proof)
    return None if last is None else _said(last, state, own_id)


def _said(last: Statement | Assessment, state: str, own_id: int | None) -> Answer:
    if isinstance(last, Assessment):
        return Answer(True, state, own_id, Stage.DONE, last.since, How.CHECKLIST, last.pk)
    return Answer(last.answer, state, last.pk, last.stage, last.since)
