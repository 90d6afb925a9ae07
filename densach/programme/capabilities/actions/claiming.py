"""A unit answers a question."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import require_day
from densach.programme.capabilities.models import Claim, ClaimState
from densach.programme.capabilities.queries import by_code, last_claim
from densach.programme.capabilities.rules import AnswerForTomorrow, NotAskedOfThisKind, stage_of


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
    UnknownCapability, NotAskedOfThisKind, AnswerForTomorrow, DayOutOfReach, StageContradicts.
    """
    if not actor.may("capability.claim", organisation):
        raise NotAllowed(verb="capability.claim")
    capability = by_code(capability_code)
    unit = organisations.named(organisation, today(at))
    if unit.kind not in capability.kinds:
        raise NotAskedOfThisKind(name=unit.name, capability=capability.name_vi)
    _check_day(since, today(at))
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


def _check_day(since: date, on: date) -> None:
    if since > on:
        raise AnswerForTomorrow(since=since)
    require_day(on, since)


def _paper(one: Claim) -> str:
    return one.evidence.sha256 if one.evidence else ""


def _says(one: Claim) -> tuple[object, ...]:
    return (one.answer, one.stage, one.since, one.note, one.claimed_by_id)
