"""The level above verifies an answer or a filled checklist, or returns it with a remark."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.programme.capabilities.models import Assessment, Claim
from densach.programme.capabilities.queries import is_assessed_again, is_superseded
from densach.programme.capabilities.rules import (
    AlreadyDecided,
    AnsweredAgain,
    OwnClaim,
    RemarkNeeded,
    next_state,
)


@transaction.atomic
def verify(*, at: datetime, actor: Actor, claim: Claim, remark: str = "") -> Claim:
    """The level above has seen the paper and agrees. Raises OwnClaim, NotAllowed, AlreadyDecided, AnsweredAgain."""
    held = _held_claim(at, actor, claim)
    _decide(at, actor, held, "verify", remark)
    _write_down(at, actor, held, "capabilities.verified")
    return held


@transaction.atomic
def return_claim(*, at: datetime, actor: Actor, claim: Claim, remark: str) -> Claim:
    """Sends the answer back with a word on what is missing; it is no answer from now on. Raises also RemarkNeeded."""
    _check_remark(remark)
    held = _held_claim(at, actor, claim)
    _decide(at, actor, held, "return", remark)
    _write_down(at, actor, held, "capabilities.returned", remark=held.remark)
    return held


@transaction.atomic
def verify_assessment(*, at: datetime, actor: Actor, assessment: Assessment, remark: str = "") -> Assessment:
    """The level above has looked at every line and agrees. Refuses as `verify` does."""
    held = _held_assessment(at, actor, assessment)
    _decide(at, actor, held, "verify", remark)
    _write_down(at, actor, held, "capabilities.list_verified")
    return held


@transaction.atomic
def return_assessment(*, at: datetime, actor: Actor, assessment: Assessment, remark: str) -> Assessment:
    """Sends the filled checklist back with a word on what is missing. Refuses as `return_claim` does."""
    _check_remark(remark)
    held = _held_assessment(at, actor, assessment)
    _decide(at, actor, held, "return", remark)
    _write_down(at, actor, held, "capabilities.list_returned", remark=held.remark)
    return held


def _check_remark(remark: str) -> None:
    if not clean_text(remark):
        raise RemarkNeeded


def _held_claim(at: datetime, actor: Actor, claim: Claim) -> Claim:
    # Read again under a lock: two people of the level above may press at once.
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    check_may_decide(actor, held, today(at))
    _check_open(held)
    if is_superseded(held):
        raise AnsweredAgain(name=organisations.named(held.organisation_id, today(at)).name)
    return held


def _held_assessment(at: datetime, actor: Actor, assessment: Assessment) -> Assessment:
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    check_may_decide(actor, held, today(at))
    _check_open(held)
    if is_assessed_again(held):
        raise AnsweredAgain(name=organisations.named(held.organisation_id, today(at)).name)
    return held


def _check_open(held: Claim | Assessment) -> None:
    # Both decisions stand in the same row of the table, so asking for one of them is enough.
    if next_state(held.state, "verify") is None:
        raise AlreadyDecided(state=held.get_state_display(), by=held.decided_by_name)


def _decide(at: datetime, actor: Actor, held: Claim | Assessment, act: str, remark: str) -> None:
    state = next_state(held.state, act)
    if state is None:
        raise AlreadyDecided(state=held.get_state_display(), by=held.decided_by_name)
    held.state = state
    held.decided_at = at
    held.decided_by_name = actor.name
    held.remark = clean_text(remark)
    held.full_clean()
    held.save()


def check_may_decide(actor: Actor, said: Claim | Assessment, on: date) -> None:
    """The verb must be granted at the level above the unit. Raises NotAllowed for strangers, OwnClaim for the unit."""
    above = organisations.named(said.organisation_id, on).parent_id
    if not actor.may("capability.verify", said.organisation_id):
        raise NotAllowed(verb="capability.verify")
    own = actor.id is not None and actor.id == said.claimed_by_id
    if own or above is None or not actor.may("capability.verify", above):
        raise OwnClaim


def _write_down(at: datetime, actor: Actor, said: Claim | Assessment, act: str, **params: object) -> None:
    is_claim = isinstance(said, Claim)
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=said.organisation,
        subject=f"{'claim' if is_claim else 'assessment'}:{said.pk}",
        name=organisations.named(said.organisation_id, today(at)).name,
        capability=said.capability.name_vi if isinstance(said, Claim) else said.checklist.name_vi,
        **params,
    )
