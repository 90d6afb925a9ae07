"""Answering, verifying and returning: the only writer of the room's tables."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, nfc
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.programme.capabilities.catalogue import SEEDS
from densach.programme.capabilities.models import Capability, Claim, ClaimState
from densach.programme.capabilities.queries import by_code, is_superseded, last_claim
from densach.programme.capabilities.rules import (
    AlreadyDecided,
    AnsweredAgain,
    AnswerForTomorrow,
    NotAskedOfThisKind,
    OwnClaim,
    RemarkNeeded,
    next_state,
    stage_of,
)


@transaction.atomic
def seed_catalogue(*, at: datetime) -> None:
    """Writes the capabilities of `catalogue.SEEDS`; again, it only brings names and kinds up to date."""
    rows = [
        Capability(
            code=seed.code,
            name_vi=nfc(seed.name_vi),
            name_en=seed.name_en,
            kinds=list(seed.kinds),
            staged=seed.staged,
            position=position,
        )
        for position, seed in enumerate(SEEDS, start=1)
    ]
    told = ["name_vi", "name_en", "kinds", "staged", "position"]
    Capability.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=told)


@transaction.atomic
def claim(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    capability_code: str,
    answer: bool,
    since: date,
    note: str = "",
    evidence: Upload | None = None,
    stage: int | None = None,
) -> Claim:
    """The institution's answer for the days from `since` on, beside every answer given before.

    The same answer sent twice in a row (a button pressed twice) is one claim. Raises NotAllowed,
    UnknownCapability, NotAskedOfThisKind, AnswerForTomorrow, StageContradicts.
    """
    if not actor.may("capability.claim", organisation):
        raise NotAllowed(verb="capability.claim")
    capability = by_code(capability_code)
    unit = organisations.named(organisation, today(at))
    if unit.kind not in capability.kinds:
        raise NotAskedOfThisKind(name=unit.name, capability=capability.name_vi)
    if since > today(at):
        raise AnswerForTomorrow(since=since)
    new = Claim(
        organisation=organisation,
        capability=capability,
        answer=answer,
        stage=stage_of(answer, stage),
        since=since,
        note=clean_text(note),
        claimed_at=at,
        claimed_by_id=actor.id,
        claimed_by_name=actor.name,
    )
    last = last_claim(capability, organisation)
    if (
        last is not None
        and last.state == ClaimState.CLAIMED
        and _says(last) == _says(new)
        and _paper(last) == (evidence.sha256 if evidence else "")
    ):
        return last
    new.evidence = files.keep_sent(at=at, actor=actor, upload=evidence, organisation=organisation)
    new.full_clean()
    new.save()
    journal.write(
        at=at,
        actor=actor,
        act="capabilities.claimed_yes" if answer else "capabilities.claimed_no",
        organisation=organisation,
        subject=f"claim:{new.pk}",
        name=unit.name,
        capability=capability.name_vi,
    )
    return new


def _paper(one: Claim) -> str:
    return one.evidence.sha256 if one.evidence else ""


def _says(one: Claim) -> tuple[object, ...]:
    return (one.answer, one.stage, one.since, one.note, one.claimed_by_id)


@transaction.atomic
def verify(*, at: datetime, actor: Actor, claim: Claim, remark: str = "") -> Claim:
    """The level above has seen the paper and agrees. Raises OwnClaim, NotAllowed, AlreadyDecided, AnsweredAgain."""
    decided = _decide(at, actor, claim, "verify", remark)
    _write_down(at, actor, decided, "capabilities.verified")
    return decided


@transaction.atomic
def return_claim(*, at: datetime, actor: Actor, claim: Claim, remark: str) -> Claim:
    """Sends the answer back with a word on what is missing; it is no answer from now on. Raises also RemarkNeeded."""
    if not clean_text(remark):
        raise RemarkNeeded
    decided = _decide(at, actor, claim, "return", remark)
    _write_down(at, actor, decided, "capabilities.returned", remark=decided.remark)
    return decided


def _decide(at: datetime, actor: Actor, claim: Claim, act: str, remark: str) -> Claim:
    # Read again under a lock: two people of the level above may press at once.
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    check_may_decide(actor, held, today(at))
    state = next_state(held.state, act)
    if state is None:
        raise AlreadyDecided(state=held.get_state_display(), by=held.decided_by_name)
    if is_superseded(held):
        raise AnsweredAgain(name=organisations.named(held.organisation_id, today(at)).name)
    held.state = state
    held.decided_at = at
    held.decided_by_name = actor.name
    held.remark = clean_text(remark)
    held.full_clean()
    held.save()
    return held


def check_may_decide(actor: Actor, claim: Claim, on: date) -> None:
    """The verb must be granted at the level above the unit. Raises NotAllowed for strangers, OwnClaim for the unit."""
    above = organisations.named(claim.organisation_id, on).parent_id
    if not actor.may("capability.verify", claim.organisation_id):
        raise NotAllowed(verb="capability.verify")
    own = actor.id is not None and actor.id == claim.claimed_by_id
    if own or above is None or not actor.may("capability.verify", above):
        raise OwnClaim


def _write_down(at: datetime, actor: Actor, claim: Claim, act: str, **params: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=claim.organisation,
        subject=f"claim:{claim.pk}",
        name=organisations.named(claim.organisation_id, today(at)).name,
        capability=claim.capability.name_vi,
        **params,
    )
