"""Opening works: the running counterpart of each accepted task, and the next round of what returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.people.access import require
from densach.programme.plans.models import Plan, RowState, Task, TaskRole
from densach.programme.tasks.actions.keeping import keep_stage, require_running
from densach.programme.tasks.models import Part, Stage, TimeKind, Update, Work
from densach.programme.tasks.queries.lines import times_of
from densach.programme.tasks.queries.waiting import behind, next_round
from densach.programme.tasks.rules.naming import is_paper
from densach.programme.tasks.rules.times import due_of, read_times


@dataclass(frozen=True)
class Opened:
    """How many works were opened, and how many began the round of another year."""

    new: int
    rounds: int


@transaction.atomic
def open_works(*, at: datetime, actor: Actor, plan: Plan) -> Opened:
    """Opens a work for every accepted task that has none, and the year's round of every work that returns. Safe to
    call again: what is open stays as it is. Raises PlanNotRunning, NotAllowed.
    """
    kept = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
    require(actor, "task.manage", kept.organisation)
    require_running(kept)
    on = today(at)
    tasks = Task.objects.filter(plan=kept, state=RowState.ACCEPTED, work__isnull=True)
    owner_name = organisations.named(kept.organisation, on).name
    new = [
        _open(at, actor, kept, task, owner_name)
        for task in tasks.prefetch_related("units").order_by("position")
    ]
    rounds = [_begin_round(at, actor, work, on) for work in behind(kept, on)]
    if new or rounds:
        journal.write(
            at=at,
            actor=actor,
            act="tasks.opened",
            organisation=kept.organisation,
            subject=f"plan:{kept.code}",
            plan=kept.title,
            count=len(new),
            rounds=len(rounds),
        )
    return Opened(len(new), len(rounds))


def _open(at: datetime, actor: Actor, plan: Plan, task: Task, owner_name: str) -> Work:
    times = read_times(
        kind=task.time_kind,
        text=task.time_text,
        first=task.time_from,
        last=task.time_to,
        every_years=task.every_years,
        trigger=task.trigger,
    )
    round_year = _first_round(plan, times.kind, today(at), times.starts_on)
    work = Work(
        plan=plan,
        task=task,
        owner=plan.organisation,
        position=task.position,
        title=task.title,
        content=task.content,
        group=task.group,
        kind="paper" if is_paper(task.title) else "deed",
        time_kind=times.kind,
        time_text=times.text,
        starts_on=times.starts_on,
        ends_on=times.ends_on,
        due_day=times.due_day,
        due_month=times.due_month,
        every_years=times.every_years,
        condition=times.condition,
        round_year=round_year,
        due_on=due_of(times, round_year=round_year, declared_on=None),
        opened_at=at,
        opened_by_name=actor.name,
    )
    work.save()
    _open_parts(work, task, owner_name)
    return work


def _open_parts(work: Work, task: Task, owner_name: str) -> None:
    """Executing units report; where none is named the leading ones do, and else whoever hands the work out."""
    units = list(task.units.all())
    roles = {unit.role for unit in units}
    reporting = next((role for role in (TaskRole.EXECUTING, TaskRole.LEAD) if role in roles), None)
    parts = [
        Part(
            work=work,
            role=unit.role,
            name=unit.name,
            organisation_id=unit.organisation_id,
            reports=unit.role == reporting,
        )
        for unit in units
    ]
    if reporting is None:
        own = Part(work=work, role=TaskRole.EXECUTING, name=owner_name, organisation=work.owner, reports=True)
        parts.append(own)
    Part.objects.bulk_create(parts)


def _first_round(plan: Plan, kind: str, on: date, starts_on: date | None) -> int | None:
    """The year that is running, kept within the years of the plan."""
    if kind not in (TimeKind.YEARLY, TimeKind.EVERY_N_YEARS):
        return None
    first = starts_on.year if starts_on else (plan.year_from or on.year)
    if kind == TimeKind.EVERY_N_YEARS:
        return first
    return max(first, min(on.year, plan.year_to or on.year))


def _begin_round(at: datetime, actor: Actor, work: Work, on: date) -> Work:
    """Parts start anew; what was said of the year before stays in their history."""
    year = next_round(work, on)
    for part in Part.objects.select_for_update().filter(work=work, reports=True):
        if part.stage == Stage.STOPPED:
            continue
        part.revision += 1
        Update.objects.create(
            part=part,
            number=part.revision,
            act="round",
            stage_before=part.stage,
            stage_after=Stage.NOT_BEGUN,
            period=str(year),
            counted_before=part.counted,
            at=at,
            by_id=actor.id,
            by_name=actor.name,
        )
        part.stage, part.counted = Stage.NOT_BEGUN, None
        part.said_at, part.said_by_name = at, actor.name
        part.save()
    work.round_year = year
    work.revision += 1
    work.changed_at, work.changed_by_name = at, actor.name
    work.due_on = due_of(times_of(work), round_year=year, declared_on=work.declared_on)
    work.save()
    return keep_stage(work)
