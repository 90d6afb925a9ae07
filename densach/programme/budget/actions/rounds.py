"""Opening a round of estimates: whom it asks, and by when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.budget.access import require_arrange
from densach.programme.budget.models import Estimate, EstimateRound
from densach.programme.budget.rules.lifecycle import REVIEW
from densach.programme.budget.rules.refusals import (
    AlreadyAsked,
    DueInThePast,
    EstimateBegun,
    NobodyAsked,
    OutsideTerritory,
    RoundStandsAlready,
    YearOutsidePlan,
)
from densach.programme.plans.models import Plan


@transaction.atomic
def open_round(
    *,
    at: datetime,
    actor: Actor,
    plan: Plan,
    year: int,
    due: date,
    organisation_ids: Collection[int],
    note: str = "",
) -> EstimateRound:
    """Ask these units what the plan's tasks will cost them in the year.

    Raises YearOutsidePlan, DueInThePast, NobodyAsked, RoundStandsAlready, NotAllowed.
    """
    require(actor, REVIEW, plan.organisation)
    if not plan.year_from <= year <= plan.year_to:
        raise YearOutsidePlan(year=year, first=plan.year_from, last=plan.year_to)
    if due < today(at):
        raise DueInThePast(due=due)
    if not organisation_ids:
        raise NobodyAsked
    if EstimateRound.objects.filter(plan=plan, year=year).exists():
        raise RoundStandsAlready(plan=plan.title, year=year)
    round_ = EstimateRound.objects.create(
        plan=plan,
        organisation=plan.organisation,
        year=year,
        due=due,
        note=clean_text(note),
        opened_at=at,
        opened_by_name=actor.name,
    )
    Estimate.objects.bulk_create(
        Estimate(round=round_, organisation_id=key) for key in sorted(set(organisation_ids))
    )
    journal.write(
        at=at,
        actor=actor,
        act="budget.round_opened",
        organisation=plan.organisation,
        subject=f"estimateround:{round_.pk}",
        count=len(set(organisation_ids)),
        plan=plan.title,
        year=str(year),
        due=due,
    )
    return round_


@transaction.atomic
def set_due(*, at: datetime, actor: Actor, round_: EstimateRound, due: date) -> EstimateRound:
    """Another day for all who have not sent theirs. Raises DueInThePast, NotAllowed."""
    require_arrange(actor, round_)
    if due < today(at):
        raise DueInThePast(due=due)
    kept = EstimateRound.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    kept.due = due
    kept.save(update_fields=["due"])
    journal.write(
        at=at,
        actor=actor,
        act="budget.round_changed",
        organisation=round_.organisation,
        subject=f"estimateround:{kept.pk}",
        plan=round_.plan.title,
        year=str(kept.year),
        due=due,
    )
    return kept


@transaction.atomic
def add_unit(*, at: datetime, actor: Actor, round_: EstimateRound, organisation: Organisation) -> Estimate:
    """One more unit is asked. Raises AlreadyAsked, OutsideTerritory, NotAllowed."""
    require_arrange(actor, round_)
    on = today(at)
    unit = organisations.named(organisation, on)
    if unit.area_id not in organisations.area_ids_within(round_.plan.territory_id, on):
        raise OutsideTerritory(unit=unit.name)
    try:
        with transaction.atomic():
            estimate = Estimate.objects.create(round=round_, organisation=organisation)
    except IntegrityError as error:
        raise AlreadyAsked(unit=unit.name) from error
    _tell(at, actor, "budget.unit_asked", estimate, unit.name)
    return estimate


@transaction.atomic
def remove_unit(*, at: datetime, actor: Actor, estimate: Estimate) -> None:
    """The unit is asked no more, as long as it has written nothing. Raises EstimateBegun, NotAllowed."""
    require_arrange(actor, estimate.round)
    kept = Estimate.objects.select_for_update(of=("self",)).get(pk=estimate.pk)
    name = organisations.named(kept.organisation_id, today(at)).name
    if kept.lines.exists() or kept.submitted_at is not None:
        raise EstimateBegun(unit=name)
    _tell(at, actor, "budget.unit_left_out", estimate, name)
    kept.delete()


def _tell(at: datetime, actor: Actor, act: str, estimate: Estimate, name: str) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=estimate.organisation,
        subject=f"estimate:{estimate.pk}",
        unit=name,
        year=str(estimate.round.year),
    )
