"""A unit writes its lines. Each act names the revision of the estimate that the person saw."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations import queries as organisations
from densach.programme.budget.access import require_writing
from densach.programme.budget.models import Estimate, Line
from densach.programme.budget.rules.amounts import amount_of
from densach.programme.budget.rules.incoming import LineValues
from densach.programme.budget.rules.lifecycle import WRITTEN_IN
from densach.programme.budget.rules.refusals import EstimateChanged, EstimateForbids, TaskOfAnotherPlan
from densach.programme.plans.models import Task


def locked(estimate: Estimate, seen_revision: int | None) -> Estimate:
    """The estimate as it is now, held for this transaction. Raises EstimateChanged."""
    kept = (
        Estimate.objects.select_for_update(of=("self",))
        .select_related("organisation", "round__organisation", "round__plan")
        .get(pk=estimate.pk)
    )
    if seen_revision is not None and kept.revision != seen_revision:
        raise EstimateChanged
    return kept


def to_write(actor: Actor, estimate: Estimate, seen_revision: int | None) -> Estimate:
    """Raises EstimateChanged, EstimateForbids, NotAllowed."""
    require_writing(actor, estimate)
    kept = locked(estimate, seen_revision)
    if kept.state not in WRITTEN_IN:
        raise EstimateForbids(state=str(kept.get_state_display()))
    return kept


def changed(estimate: Estimate) -> None:
    estimate.revision += 1
    estimate.save(update_fields=["revision"])


def fill(line: Line, values: LineValues) -> None:
    """The values into the line. Raises TaskOfAnotherPlan, NotQuantityTimesPrice, AmountTooLarge."""
    if values.task_id is not None:
        plan_id = line.estimate.round.plan_id
        if not Task.objects.filter(pk=values.task_id, plan_id=plan_id).exists():
            raise TaskOfAnotherPlan
    line.task_id = values.task_id
    line.content, line.unit = clean_text(values.content), clean_text(values.unit)
    line.source, line.kind = values.source, values.kind
    line.quantity, line.price = values.quantity, values.price
    line.asked = amount_of(values)


def next_position(estimate: Estimate) -> int:
    last: int | None = Line.objects.filter(estimate=estimate).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


@transaction.atomic
def add_line(
    *, at: datetime, actor: Actor, estimate: Estimate, seen_revision: int, values: LineValues
) -> Line:
    """Raises EstimateChanged, EstimateForbids, TaskOfAnotherPlan, NotQuantityTimesPrice, NotAllowed."""
    kept = to_write(actor, estimate, seen_revision)
    line = Line(estimate=kept, position=next_position(kept))
    fill(line, values)
    line.full_clean()
    line.save()
    changed(kept)
    tell(at, actor, "budget.line_added", kept, content=line.content, asked=line.asked)
    return line


@transaction.atomic
def change_line(*, at: datetime, actor: Actor, line: Line, seen_revision: int, values: LineValues) -> Line:
    """Raises as `add_line`."""
    kept = to_write(actor, line.estimate, seen_revision)
    stored = Line.objects.get(pk=line.pk)
    stored.estimate = kept
    before = stored.asked
    fill(stored, values)
    stored.full_clean()
    stored.save()
    changed(kept)
    tell(at, actor, "budget.line_changed", kept, content=stored.content, before=before, after=stored.asked)
    return stored


@transaction.atomic
def remove_line(*, at: datetime, actor: Actor, line: Line, seen_revision: int) -> None:
    """Out of a draft; the journal keeps what it said. Raises as `add_line`."""
    kept = to_write(actor, line.estimate, seen_revision)
    tell(at, actor, "budget.line_removed", kept, content=line.content, asked=line.asked)
    Line.objects.filter(pk=line.pk).delete()
    changed(kept)


def tell(at: datetime, actor: Actor, act: str, estimate: Estimate, **params: object) -> None:
    """One line of the journal about an estimate."""
    name = organisations.named(estimate.organisation_id, today(at)).name
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=estimate.organisation,
        subject=f"estimate:{estimate.pk}",
        unit=name,
        year=str(estimate.round.year),
        **params,
    )
