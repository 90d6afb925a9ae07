"""Deciding on rows: accept, change, drop, restore, add. Each act names the revision that the person saw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet

from densach.files.actions import Upload
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.programme.plans.access import require_review
from densach.programme.plans.actions.rows import (
    AnyRow,
    before,
    check,
    fill_base_year,
    fill_base_years,
    keep_revision,
    kept_paper,
    locked,
    move,
    refuse_closed,
    tell,
    tell_plan,
    told,
    write,
)
from densach.programme.plans.models import (
    EventDay,
    Plan,
    PlanState,
    ReportDuty,
    Row,
    RowState,
    Target,
    Task,
    TaskUnit,
)
from densach.programme.plans.rules.values import (
    DutyValues,
    EventValues,
    Place,
    RowValues,
    TargetValues,
    TaskValues,
)

CONFIDENT = 0.7


@transaction.atomic
def accept_row(*, at: datetime, actor: Actor, row: AnyRow, seen_revision: int) -> AnyRow:
    """The row stands in the plan as it is. Raises RowChanged, RowForbids, PlanClosed, NotAllowed."""
    return _decide(at, actor, row, seen_revision, "accept")


@transaction.atomic
def drop_row(*, at: datetime, actor: Actor, row: AnyRow, seen_revision: int) -> AnyRow:
    """The row is no part of the plan; it stays in sight and can be restored. Raises as `accept_row`."""
    return _decide(at, actor, row, seen_revision, "drop")


@transaction.atomic
def restore_row(*, at: datetime, actor: Actor, row: AnyRow, seen_revision: int) -> AnyRow:
    """Back to proposed, with the values that it has. Raises as `accept_row`."""
    return _decide(at, actor, row, seen_revision, "restore")


@transaction.atomic
def change_row(
    *,
    at: datetime,
    actor: Actor,
    row: AnyRow,
    seen_revision: int,
    values: RowValues,
    place: Place | None = None,
    reason: str = "",
    paper: Upload | None = None,
) -> AnyRow:
    """New values, and with them the row is accepted: who writes a value has looked at it. Of a target the former
    values stay as a revision, with the reason and the paper where they are told.

    Raises as `accept_row`, and the refusals of the values.
    """
    check(at, row.plan, values)
    kept = locked(actor, row, seen_revision)
    was, words = before(kept), told(kept)
    write(kept, values)
    fill_base_year(kept)
    if place is not None:
        kept.quote, kept.start, kept.end = place.quote, place.start, place.end
    move(at, actor, kept, "change")
    keep_revision(at, actor, kept, was, reason=reason, paper=kept_paper(at, actor, kept.plan, paper))
    tell(at, actor, kept, "plans.changed_row", before=words, after=told(kept))
    return kept


@transaction.atomic
def add_target(
    *, at: datetime, actor: Actor, plan: Plan, values: TargetValues, place: Place | None = None
) -> Target:
    """A target that the reader did not see, at a place in the text or none; it is accepted at once."""
    return _add(at, actor, Target(plan=plan), values, place)


@transaction.atomic
def add_task(
    *, at: datetime, actor: Actor, plan: Plan, values: TaskValues, place: Place | None = None
) -> Task:
    """A task that the reader did not see."""
    return _add(at, actor, Task(plan=plan), values, place)


@transaction.atomic
def add_duty(
    *, at: datetime, actor: Actor, plan: Plan, values: DutyValues, place: Place | None = None
) -> ReportDuty:
    """A report duty that the reader did not see."""
    return _add(at, actor, ReportDuty(plan=plan), values, place)


@transaction.atomic
def add_event(
    *, at: datetime, actor: Actor, plan: Plan, values: EventValues, place: Place | None = None
) -> EventDay:
    """An event day that the reader did not see."""
    return _add(at, actor, EventDay(plan=plan), values, place)


@transaction.atomic
def accept_confident(*, at: datetime, actor: Actor, plan: Plan, threshold: float = CONFIDENT) -> int:
    """Accept every proposed row that the reader is sure of; how many were accepted. Its questions stay with the row:
    most ask for what no paper says (the base of a growth), which the running plan goes on asking.

    All of them get the same instant of decision, by which `undo_accept_confident` finds them again.
    """
    require_review(actor, plan)
    refuse_closed(plan)
    accepted = 0
    for model in (Target, Task, ReportDuty, EventDay):
        accepted += model._default_manager.filter(
            plan=plan, state=RowState.PROPOSED, confidence__gte=threshold
        ).update(
            state=RowState.ACCEPTED, revision=F("revision") + 1, decided_by_name=actor.name, decided_at=at
        )
    fill_base_years(plan)
    if accepted:
        tell_plan(at, actor, plan, "plans.accepted_confident", count=accepted)
    return accepted


@transaction.atomic
def undo_accept_confident(*, at: datetime, actor: Actor, plan: Plan, accepted_at: datetime) -> int:
    """Back to proposed: the rows that one `accept_confident` took and nobody has touched since; how many."""
    require_review(actor, plan)
    refuse_closed(plan)
    restored = 0
    for model in (Target, Task, ReportDuty, EventDay):
        rows = model._default_manager.filter(
            plan=plan, state=RowState.ACCEPTED, decided_at=accepted_at, decided_by_name=actor.name
        )
        restored += _unguarded(plan, rows).update(
            state=RowState.PROPOSED, revision=F("revision") + 1, decided_at=at
        )
    if restored:
        tell_plan(at, actor, plan, "plans.undid_accept_confident", count=restored)
    return restored


def _unguarded(plan: Plan, rows: QuerySet[Row]) -> QuerySet[Row]:
    """The rows without the binding targets of a running plan."""
    is_running = Plan.objects.filter(pk=plan.pk, state=PlanState.RUNNING).exists()
    return rows.filter(~Q(mandatory=True)) if is_running and rows.model is Target else rows


@transaction.atomic
def tie_unit(
    *, at: datetime, actor: Actor, unit: TaskUnit, organisation: Organisation | None, name: str = ""
) -> TaskUnit:
    """Say which organisation a unit named by a task is (none unties it). `name` is its name for the journal."""
    plan = unit.task.plan
    require_review(actor, plan)
    refuse_closed(plan)
    unit.organisation = organisation
    unit.save(update_fields=["organisation"])
    act = "plans.tied_unit" if organisation else "plans.untied_unit"
    tell_plan(at, actor, plan, act, unit=unit.name, organisation_name=name)
    return unit


def _decide(at: datetime, actor: Actor, row: AnyRow, seen_revision: int, act: str) -> AnyRow:
    kept = locked(actor, row, seen_revision)
    was = before(kept)
    if act == "accept":
        fill_base_year(kept)
    move(at, actor, kept, act)
    if act != "accept":
        keep_revision(at, actor, kept, was)
    tell(at, actor, kept, _ACTS[act])
    return kept


_ACTS: Mapping[str, str] = {
    "accept": "plans.accepted_row",
    "drop": "plans.dropped_row",
    "restore": "plans.restored_row",
}


def _add(at: datetime, actor: Actor, row: AnyRow, values: RowValues, place: Place | None) -> AnyRow:
    plan = row.plan
    check(at, plan, values)
    require_review(actor, plan)
    refuse_closed(plan)
    last = type(row)._default_manager.filter(plan=plan).aggregate(last=Max("position"))["last"]
    row.position = 0 if last is None else last + 1
    row.state = RowState.ACCEPTED
    row.decided_by_name = actor.name
    row.decided_at = at
    if place is not None and place.start is not None:
        row.quote, row.start, row.end = place.quote, place.start, place.end
        row.clause_path = _clause_at(plan, place.start)
    write(row, values)
    fill_base_year(row)
    row.save()
    tell(at, actor, row, "plans.added_row")
    return row


def _clause_at(plan: Plan, offset: int) -> str:
    """The innermost clause that holds the offset."""
    clause = plan.clauses.filter(start__lte=offset, end__gt=offset).order_by("-start", "end").first()
    return clause.path if clause else ""
