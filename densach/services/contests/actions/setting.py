"""What a round judges by and gives: criteria with weights, prizes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.vietnamese import fold
from densach.services.contests.actions.holding import taken, tell, touch
from densach.services.contests.models import Award, Criterion, Prize, Round, Score
from densach.services.contests.rules.given import (
    CriterionData,
    PrizeData,
    check_criteria,
    need_name,
    once,
)
from densach.services.contests.rules.refusals import CriteriaInUse, PrizeGiven


@transaction.atomic
def write_criteria(
    *, at: datetime, actor: Actor, round_: Round, seen: int, criteria: Sequence[CriterionData]
) -> list[Criterion]:
    """The criteria from now on, in this order. Raises NotAllowed, NotNow, ChangedSince, CriteriaInUse, TwiceNamed,
    TitleNeeded, MarksOutOfReach.
    """
    held = taken(actor, round_, "criteria", seen)
    if number := Score.objects.filter(entry__round=held).count():
        raise CriteriaInUse(number=number)
    checked = check_criteria(criteria)
    standing = {fold(one.name): one for one in held.criteria.all()}
    kept = []
    for place, data in enumerate(checked):
        row = standing.pop(fold(data.name), None) or Criterion(round=held)
        row.name, row.most, row.weight, row.position = data.name, data.most, data.weight, place
        kept.append(row)
    # Those left out go first: a new name may be one of theirs.
    Criterion.objects.filter(pk__in=[one.pk for one in standing.values()]).delete()
    for row in kept:
        row.save()
    held.tie_by = [key for key in held.tie_by if key in {one.pk for one in kept}]
    touch(held, "tie_by")
    tell(at, actor, held, "criteria", number=len(kept))
    return kept


@transaction.atomic
def write_prizes(
    *, at: datetime, actor: Actor, round_: Round, seen: int, prizes: Sequence[PrizeData]
) -> list[Prize]:
    """The prizes from now on, in the order in which they are given. Raises NotAllowed, NotNow, ChangedSince,
    TwiceNamed, TitleNeeded, PrizeGiven.
    """
    held = taken(actor, round_, "prizes", seen)
    named = [PrizeData(need_name(one.name)[:120], max(one.number, 1), max(one.amount, 0)) for one in prizes]
    once(one.name for one in named)
    standing = {fold(one.name): one for one in held.prizes.all()}
    given: dict[int, int] = {}
    for key in Award.objects.filter(prize__round=held, taken_back_at__isnull=True).values_list(
        "prize", flat=True
    ):
        given[key] = given.get(key, 0) + 1
    kept = []
    for place, data in enumerate(named):
        row = standing.pop(fold(data.name), None) or Prize(round=held)
        row.name, row.number, row.amount, row.position = data.name, data.number, data.amount, place
        if given.get(row.pk or 0, 0) > row.number:
            raise PrizeGiven(name=row.name, number=given[row.pk])
        kept.append(row)
    for row in standing.values():
        if row.awards.exists():
            raise PrizeGiven(name=row.name, number=given.get(row.pk, 0))
        row.delete()
    for row in kept:
        row.save()
    touch(held)
    tell(at, actor, held, "prizes", number=len(kept))
    return kept
