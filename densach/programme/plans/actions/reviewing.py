"""Deciding on rows: accept, change, drop, restore, add. Each act names the revision that the person saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Max

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.programme.indicators.models import Indicator
from densach.programme.plans.access import require_review
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
from densach.programme.plans.queries.doors import kind_of
from densach.programme.plans.rules.lifecycle import ROW_TRANSITIONS, step
from densach.programme.plans.rules.refusals import PlanClosed, RowChanged, RowForbids
from densach.programme.plans.rules.values import (
    DutyValues,
    EventValues,
    Place,
    RowValues,
    TargetValues,
    TaskValues,
)

AnyRow = TypeVar("AnyRow", bound=Row)
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
) -> AnyRow:
    """New values, and with them the row is accepted: who writes a value has looked at it.

    Raises as `accept_row`, and the refusals of the values.
    """
    values.check()
    kept = _locked(actor, row, seen_revision)
    before = _told(kept)
    _write(kept, values)
    if place is not None:
        kept.quote, kept.start, kept.end = place.quote, place.start, place.end
    _move(at, actor, kept, "change")
    _tell(at, actor, kept, "plans.changed_row", before=before, after=_told(kept))
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
    _refuse_closed(plan)
    accepted = 0
    for model in (Target, Task, ReportDuty, EventDay):
        accepted += model._default_manager.filter(
            plan=plan, state=RowState.PROPOSED, confidence__gte=threshold
        ).update(
            state=RowState.ACCEPTED, revision=F("revision") + 1, decided_by_name=actor.name, decided_at=at
        )
    if accepted:
        _tell_plan(at, actor, plan, "plans.accepted_confident", count=accepted)
    return accepted


@transaction.atomic
def undo_accept_confident(*, at: datetime, actor: Actor, plan: Plan, accepted_at: datetime) -> int:
    """Back to proposed: the rows that one `accept_confident` took and nobody has touched since; how many."""
    require_review(actor, plan)
    _refuse_closed(plan)
    restored = 0
    for model in (Target, Task, ReportDuty, EventDay):
        restored += model._default_manager.filter(
            plan=plan, state=RowState.ACCEPTED, decided_at=accepted_at, decided_by_name=actor.name
        ).update(state=RowState.PROPOSED, revision=F("revision") + 1, decided_at=at)
    if restored:
        _tell_plan(at, actor, plan, "plans.undid_accept_confident", count=restored)
    return restored


@transaction.atomic
def tie_unit(
    *, at: datetime, actor: Actor, unit: TaskUnit, organisation: Organisation | None, name: str = ""
) -> TaskUnit:
    """Say which organisation a unit named by a task is (none unties it). `name` is its name for the journal."""
    plan = unit.task.plan
    require_review(actor, plan)
    _refuse_closed(plan)
    unit.organisation = organisation
    unit.save(update_fields=["organisation"])
    act = "plans.tied_unit" if organisation else "plans.untied_unit"
    _tell_plan(at, actor, plan, act, unit=unit.name, organisation_name=name)
    return unit


def _decide(at: datetime, actor: Actor, row: AnyRow, seen_revision: int, act: str) -> AnyRow:
    kept = _locked(actor, row, seen_revision)
    _move(at, actor, kept, act)
    _tell(at, actor, kept, _ACTS[act])
    return kept


_ACTS: Mapping[str, str] = {
    "accept": "plans.accepted_row",
    "drop": "plans.dropped_row",
    "restore": "plans.restored_row",
}


def _locked(actor: Actor, row: AnyRow, seen_revision: int) -> AnyRow:
    """The row as it is now, held until the transaction ends; RowChanged where that is not what the person saw."""
    rows = type(row)._default_manager.select_for_update(of=("self",)).select_related("plan__organisation")
    kept = rows.get(pk=row.pk)
    require_review(actor, kept.plan)
    _refuse_closed(kept.plan)
    if kept.revision != seen_revision:
        raise RowChanged(who=kept.decided_by_name, state=kept.get_state_display(), at=kept.decided_at)
    return kept


def _refuse_closed(plan: Plan) -> None:
    state = Plan.objects.values_list("state", flat=True).get(pk=plan.pk)
    if state == PlanState.CLOSED:
        raise PlanClosed(title=plan.title)


def _move(at: datetime, actor: Actor, row: Row, act: str) -> None:
    found = step(ROW_TRANSITIONS, row.state, act)
    if found is None:
        raise RowForbids(state=row.get_state_display())
    row.state = found.to
    row.revision += 1
    row.decided_by_name = actor.name
    row.decided_at = at
    row.save()


def _add(at: datetime, actor: Actor, row: AnyRow, values: RowValues, place: Place | None) -> AnyRow:
    values.check()
    plan = row.plan
    require_review(actor, plan)
    _refuse_closed(plan)
    last = type(row)._default_manager.filter(plan=plan).aggregate(last=Max("position"))["last"]
    row.position = 0 if last is None else last + 1
    row.state = RowState.ACCEPTED
    row.decided_by_name = actor.name
    row.decided_at = at
    if place is not None and place.start is not None:
        row.quote, row.start, row.end = place.quote, place.start, place.end
        row.clause_path = _clause_at(plan, place.start)
    _write(row, values)
    row.save()
    _tell(at, actor, row, "plans.added_row")
    return row


def _clause_at(plan: Plan, offset: int) -> str:
    """The innermost clause that holds the offset."""
    clause = plan.clauses.filter(start__lte=offset, end__gt=offset).order_by("-start", "end").first()
    return clause.path if clause else ""


def _write(row: Row, values: RowValues) -> None:
    """Values into the row's columns; the indicator by its code, tuples as lists, text in NFC."""
    for name, value in asdict(values).items():
        if name == "indicator":
            setattr(row, name, Indicator.objects.filter(code=value).first() if value else None)
        else:
            setattr(row, name, _plain(value))
    row.full_clean(validate_unique=False, validate_constraints=False)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [clean_text(item) for item in value]
    return clean_text(value) if isinstance(value, str) else value


def _told(row: Row) -> str:
    """The row's values in one line, for the journal: what changed must be readable years later."""
    names = {
        Target: (
            *("subject", "kind", "value_min", "value_max", "unit", "year_from", "year_to"),
            *("base_year", "base_value", "denominator", "trigger_on"),
        ),
        Task: ("title", "content", "time_text"),
        ReportDuty: ("cycle", "due_day", "due_month", "due_on"),
        EventDay: ("name", "day", "month"),
    }[type(row)]
    told = [f"{name}={value}" for name in names if (value := getattr(row, name)) not in (None, "")]
    if isinstance(row, Target) and row.indicator:
        told.append(f"indicator={row.indicator.code}")
    return "; ".join(told)[:900]


def _tell(at: datetime, actor: Actor, row: Row, act: str, **params: object) -> None:
    subject = f"plan-{kind_of(row)}:{row.pk}"
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=row.plan.organisation,
        subject=subject,
        quote=(row.quote or str(row))[:200],
        plan=row.plan.title,
        **params,
    )


def _tell_plan(at: datetime, actor: Actor, plan: Plan, act: str, **params: object) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=plan.organisation,
        subject=f"plan:{plan.code}",
        plan=plan.title,
        **params,
    )
