"""Programmes and what serves them: whole plans, and single targets and tasks of plans that serve others besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from densach.kernel.actor import Actor
from densach.programme.plans.models import Plan, PlanState, Programme, RowState, Target, Task
from densach.programme.plans.queries.doors import plans_for
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.progress import judged
from densach.programme.plans.rules.refusals import UnknownProgramme


@dataclass(frozen=True)
class ServingPlan:
    """A plan with the targets that serve the programme: all of them, or those marked (`is_whole` says which)."""

    plan: Plan
    is_whole: bool
    targets: tuple[JudgedTarget, ...]
    tasks: int


def programme_of(code: str) -> Programme:
    """Raises UnknownProgramme."""
    found = Programme.objects.select_related("document").filter(code=code).first()
    if found is None:
        raise UnknownProgramme(code=code)
    return found


def serving_plans(actor: Actor, programme: Programme, on: date) -> list[ServingPlan]:
    """Running plans that the actor may see with what of them serves the programme, each judged on the day. Plans that
    units made from one of these are told by it: their figures are its figures already.
    """
    marked = Q(programmes=programme) | Q(targets__programmes=programme) | Q(tasks__programmes=programme)
    keys = Plan.objects.filter(marked).values("pk")
    running = plans_for(actor).filter(pk__in=keys, state=PlanState.RUNNING)
    plans = running.exclude(parent__in=list(running.values_list("pk", flat=True))).select_related("territory")
    whole = set(Plan.objects.filter(programmes=programme).values_list("pk", flat=True))
    own = set(Target.objects.filter(programmes=programme).values_list("pk", flat=True))
    found = []
    for plan in plans:
        rows = tuple(row for row in judged(plan, on) if plan.pk in whole or row.target.pk in own)
        tasks = tasks_serving(programme, plan, is_whole=plan.pk in whole)
        found.append(ServingPlan(plan, plan.pk in whole, rows, len(tasks)))
    return found


def tasks_serving(programme: Programme, plan: Plan, *, is_whole: bool) -> list[Task]:
    """Accepted tasks of the plan that serve the programme."""
    rows = (
        Task.objects.filter(plan=plan, state=RowState.ACCEPTED).prefetch_related("units").order_by("position")
    )
    return list(rows if is_whole else rows.filter(programmes=programme))


def plans_by_programme(actor: Actor) -> dict[int, int]:
    """How many plans that the actor may see serve each programme, wholly or by single rows."""
    keys = list(plans_for(actor).values_list("pk", flat=True))
    found: dict[int, set[int]] = {}
    whole = Plan.programmes.through.objects.filter(plan_id__in=keys).values_list("programme_id", "plan_id")
    rows = Target.programmes.through.objects.filter(target__plan_id__in=keys)
    tasks = Task.programmes.through.objects.filter(task__plan_id__in=keys)
    for told in (
        whole,
        rows.values_list("programme_id", "target__plan_id"),
        tasks.values_list("programme_id", "task__plan_id"),
    ):
        for programme, plan in told:
            found.setdefault(programme, set()).add(plan)
    return {key: len(plans) for key, plans in found.items()}


def rows_by_programme() -> dict[int, tuple[int, int]]:
    """How many targets and tasks are marked for each programme beside their plan's own."""
    rows = Programme.objects.annotate(
        n_targets=Count("targets", distinct=True), n_tasks=Count("tasks", distinct=True)
    )
    return {row.pk: (row.n_targets, row.n_tasks) for row in rows}


def marks_of(plan: Plan, kind: str) -> set[tuple[int, str]]:
    """Which rows of the plan are marked for which programmes."""
    if kind == "target":
        rows = Target.programmes.through.objects.filter(target__plan=plan)
        return set(rows.values_list("target_id", "programme__code"))
    told = Task.programmes.through.objects.filter(task__plan=plan)
    return set(told.values_list("task_id", "programme__code"))


def names_serving(targets: Iterable[Target]) -> dict[int, list[Programme]]:
    """The programmes that each target serves beside its plan's own, in two queries."""
    rows = Target.objects.filter(pk__in=[one.pk for one in targets]).prefetch_related("programmes")
    return {row.pk: list(row.programmes.all()) for row in rows}
