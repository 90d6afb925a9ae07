"""What a checklist asks is changed by a new version from a day on, with its paper; answers keep the list they had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.people.queries import home_organisation
from densach.programme.capabilities.models import Checklist, Criterion, CriterionKind
from densach.programme.capabilities.queries import criteria_of, is_answered, may_keep_list, versions_of
from densach.programme.capabilities.rules import (
    BasisNeeded,
    ListHasEnded,
    ListIsEmpty,
    ListTooEarly,
    require_coming,
)

VERB = "capability.list"
_MAY_BE_EMPTY = {"levels", "regions", "thresholds"}


@dataclass(frozen=True)
class NewCriterion:
    """One thing that the new version asks. `code` is the one it had, empty for something new."""

    code: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    thresholds: Mapping[str, str]
    required: bool


@transaction.atomic
def amend_list(
    *,
    at: datetime,
    actor: Actor,
    checklist: Checklist,
    since: date,
    legal_basis: str,
    criteria: Sequence[NewCriterion],
    paper: Upload | None = None,
) -> Checklist:
    """The list asks `criteria` from `since` on. On its own first day a list is corrected in its place, as long as
    nobody has answered by it. Otherwise it begins today or later: what was verified under the former one stays.
    Raises NotAllowed, BasisNeeded, ListIsEmpty, ListHasEnded, ListTooEarly, NotBeforeToday, TooFarAhead.
    """
    _check(at, actor, checklist, legal_basis, criteria)
    held = Checklist.objects.select_for_update().get(pk=checklist.pk)
    if held.valid_to is not None or versions_of(held.code)[0].pk != held.pk:
        raise ListHasEnded(ended=held.valid_to)
    in_place = since == held.valid_from and not is_answered(held)
    if since < held.valid_from or (since == held.valid_from and not in_place):
        raise ListTooEarly(since=since, present=held.valid_from)
    if not in_place:
        require_coming(since, today(at))
    codes = {one.code for one in criteria_of(held)}
    target = held if in_place else _next_version(at, held, since)
    target.legal_basis = clean_text(legal_basis)
    target.made_at = at
    target.made_by_name = actor.name
    home = home_organisation(actor, since)
    if paper is not None and home is not None:
        target.paper = files.keep_sent(at=at, actor=actor, upload=paper, organisation=home)
    # An empty list of levels, regions or figures is a good answer; Django takes it for a blank one.
    target.full_clean(exclude=_MAY_BE_EMPTY)
    target.save()
    target.criteria.all().delete()
    _write_criteria(target, criteria, codes)
    journal.write(
        at=at,
        actor=actor,
        act="capabilities.list_amended",
        organisation=home,
        subject=f"checklist:{target.pk}",
        checklist=target.name_vi,
        since=since,
    )
    return target


def _check(
    at: datetime, actor: Actor, checklist: Checklist, legal_basis: str, criteria: Sequence[NewCriterion]
) -> None:
    if not may_keep_list(actor, checklist, today(at)):
        raise NotAllowed(verb=VERB)
    if not clean_text(legal_basis):
        raise BasisNeeded
    if not criteria:
        raise ListIsEmpty


def _next_version(at: datetime, held: Checklist, since: date) -> Checklist:
    held.valid_to = since - timedelta(days=1)
    held.ended_at = at
    held.full_clean(exclude=_MAY_BE_EMPTY)
    held.save()
    return Checklist(
        code=held.code,
        name_vi=held.name_vi,
        name_en=held.name_en,
        kinds=held.kinds,
        levels=held.levels,
        rank=held.rank,
        regions=held.regions,
        capability=held.capability,
        valid_from=since,
        position=held.position,
    )


def _write_criteria(checklist: Checklist, criteria: Sequence[NewCriterion], known: set[str]) -> None:
    number = 0
    for position, one in enumerate(criteria, start=1):
        code = one.code
        while not code or (not one.code and code in known):
            number += 1
            code = f"them-{number}"
        row = Criterion(
            checklist=checklist,
            code=code,
            name_vi=clean_text(one.name_vi),
            name_en=clean_text(one.name_en) or clean_text(one.name_vi),
            kind=CriterionKind.AT_LEAST if one.thresholds else CriterionKind.YES_NO,
            unit_vi=clean_text(one.unit_vi),
            unit_en=clean_text(one.unit_en) or clean_text(one.unit_vi),
            thresholds=dict(one.thresholds),
            required=one.required,
            position=position,
        )
        row.full_clean(exclude=_MAY_BE_EMPTY)
        row.save()
