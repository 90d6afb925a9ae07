"""A unit fills a whole checklist and sends it to the level above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from densach.files import actions as files
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named, require_day
from densach.programme.capabilities.models import Assessment, AssessmentLine, Checklist, ClaimState, Criterion
from densach.programme.capabilities.queries import criteria_of, filled_of, last_assessment
from densach.programme.capabilities.rules import (
    AnswerForTomorrow,
    ListNotForThisUnit,
    ListNotInForce,
    NothingAnswered,
    RegionNeeded,
    Told,
    in_force,
    is_for,
    meets_all,
    result_of,
)


@transaction.atomic
def assess(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    checklist: Checklist,
    since: date,
    told: Sequence[Told],
    region: str = "",
) -> Assessment:
    """The institution's answers to the whole list for the days from `since` on; what is left out is not answered.

    The same answers sent twice in a row (a button pressed twice) are one. Raises NotAllowed, ListNotForThisUnit,
    ListNotInForce, AnswerForTomorrow, DayOutOfReach, RegionNeeded, NothingAnswered, and what `files` refuses.
    """
    if not actor.may("capability.claim", organisation):
        raise NotAllowed(verb="capability.claim")
    unit = organisations.named(organisation, today(at))
    _check(unit, checklist, since, region, today(at))
    answered = [one for one in told if one.is_answer]
    if not answered:
        raise NothingAnswered
    criteria = {one.pk: one for one in criteria_of(checklist)}
    last = last_assessment(checklist.code, organisation)
    if last is not None and _is_the_same(last, checklist, since, region, answered):
        return last
    new = Assessment(
        organisation=organisation,
        checklist=checklist,
        region=region,
        since=since,
        meets=_meets(criteria, region, answered),
        claimed_at=at,
        claimed_by_id=actor.id,
        claimed_by_name=actor.name,
    )
    new.full_clean()
    new.save()
    for one in answered:
        _write_line(at, actor, new, criteria[one.criterion_id], one)
    journal.write(
        at=at,
        actor=actor,
        act="capabilities.assessed",
        organisation=organisation,
        subject=f"assessment:{new.pk}",
        name=unit.name,
        capability=checklist.name_vi,
    )
    return new


def _check(unit: Named, checklist: Checklist, since: date, region: str, on: date) -> None:
    if not is_for(checklist.kinds, checklist.levels, unit.kind, unit.level):
        raise ListNotForThisUnit(name=unit.name, checklist=checklist.name_vi)
    if since > on:
        raise AnswerForTomorrow(since=since)
    require_day(on, since)
    if not in_force(checklist, since) or not in_force(checklist, on):
        raise ListNotInForce(checklist=checklist.name_vi, since=since)
    if checklist.regions and region not in checklist.regions:
        raise RegionNeeded


def _meets(criteria: dict[int, Criterion], region: str, answered: Sequence[Told]) -> bool:
    given = {one.criterion_id: (one.answer, one.value) for one in answered}
    return meets_all(
        (criterion, result_of(criterion, region, *given.get(key, (None, None))))
        for key, criterion in criteria.items()
    )


def _is_the_same(
    last: Assessment, checklist: Checklist, since: date, region: str, answered: Sequence[Told]
) -> bool:
    if (last.state, last.checklist_id, last.since, last.region) != (
        ClaimState.CLAIMED,
        checklist.pk,
        since,
        region,
    ):
        return False
    lines = [one.line for one in filled_of([last])[0].lines if one.line is not None]
    then = {one.criterion_id: (one.answer, one.value, one.note, _sha(one)) for one in lines}
    now = {one.criterion_id: (one.answer, one.value, clean_text(one.note), _sent(one)) for one in answered}
    return then == now


def _sha(line: AssessmentLine) -> str:
    return line.evidence.sha256 if line.evidence else ""


def _sent(one: Told) -> str:
    if one.upload is not None:
        return one.upload.sha256
    return one.kept.sha256 if one.kept is not None else ""


def _write_line(at: datetime, actor: Actor, new: Assessment, criterion: Criterion, one: Told) -> None:
    kept = files.keep_sent(at=at, actor=actor, upload=one.upload, organisation=new.organisation)
    line = AssessmentLine(
        assessment=new,
        criterion=criterion,
        answer=one.answer,
        value=one.value,
        note=clean_text(one.note),
        evidence=kept or one.kept,
    )
    line.full_clean()
    line.save()
