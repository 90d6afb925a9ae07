"""A plan that has ended hands over to its successor: targets are taken up, open tasks carried on or ended with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.programme.plans.access import require_manage
from densach.programme.plans.actions.rows import tell_plan
from densach.programme.plans.models import Plan, RowState, Target, Task, TaskUnit
from densach.programme.plans.queries.succession import rows_in_use, taken_over_tasks
from densach.programme.plans.rules.papers import closes_circle
from densach.programme.plans.rules.refusals import (
    AlreadyHandedOver,
    FamilyCircular,
    HandedOverInUse,
    PlanMoved,
    SuccessorForeign,
)
from densach.programme.plans.rules.unfit import SuccessorNotLater

_TASK = (
    "title",
    "content",
    "group",
    "time_kind",
    "time_text",
    "time_from",
    "time_to",
    "every_years",
    "trigger",
)


@transaction.atomic
def hand_over(
    *,
    at: datetime,
    actor: Actor,
    plan: Plan,
    successor: Plan,
    taken: Mapping[int, int],
    tasks: Collection[int] = (),
) -> Plan:
    """`taken` says which target of the successor (key) takes up which of the plan (value); the tasks named are carried
    on as tasks of the successor, the others end with the plan.

    Raises FamilyCircular, AlreadyHandedOver, SuccessorForeign, SuccessorNotLater, PlanMoved for a closed successor,
    NotAllowed.
    """
    require_manage(actor, plan)
    require_manage(actor, successor)
    kept = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
    _refuse(at, kept, successor)
    kept.successor = successor
    kept.save(update_fields=["successor"])
    own = set(kept.targets.filter(state=RowState.ACCEPTED).values_list("pk", flat=True))
    heirs = {row.pk: row for row in successor.targets.exclude(state=RowState.DROPPED)}
    pairs = {new: old for new, old in taken.items() if new in heirs and old in own}
    for new, old in pairs.items():
        Target.objects.filter(pk=new).update(inherits_id=old)
    carried = _carry(at, actor, kept, successor, tasks)
    tell_plan(
        at, actor, kept, "plans.handed_over", successor=successor.title, targets=len(pairs), tasks=carried
    )
    return kept


def _refuse(at: datetime, plan: Plan, successor: Plan) -> None:
    told = {"title": plan.title, "other": successor.title}
    if plan.successor_id is not None:
        other = Plan.objects.get(pk=plan.successor_id)
        raise AlreadyHandedOver(title=plan.title, successor=other.title)
    handed = Plan.objects.filter(successor__isnull=False)
    ties = [(old, int(new or 0)) for old, new in handed.values_list("pk", "successor_id")]
    if plan.pk == successor.pk or closes_circle(ties, plan.pk, successor.pk):
        raise FamilyCircular(**told)
    if successor.state == "closed":
        raise PlanMoved(title=successor.title, state=successor.get_state_display())
    if successor.year_to <= plan.year_to:
        raise SuccessorNotLater(**told, year_to=plan.year_to, other_to=successor.year_to)
    on = today(at)
    now = organisations.whole_successor(plan.territory_id, on)
    if successor.territory_id not in {now, plan.territory_id, *organisations.ancestors_of_area(now, on)}:
        raise SuccessorForeign(**told)


def _carry(at: datetime, actor: Actor, plan: Plan, successor: Plan, tasks: Collection[int]) -> int:
    """Copies of the tasks, with their units, at the end of the successor's; `trigger` and times as they were."""
    open_ = Task.objects.filter(plan=plan, state=RowState.ACCEPTED, pk__in=tasks).order_by("position")
    last = Task.objects.filter(plan=successor).aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    for position, one in enumerate(open_.prefetch_related("units", "programmes"), start=first):
        copied = Task(
            plan=successor,
            position=position,
            state=RowState.ACCEPTED,
            decided_by_name=actor.name,
            decided_at=at,
            carries=one,
            **{name: getattr(one, name) for name in _TASK},
        )
        copied.save()
        copied.programmes.set(one.programmes.all())
        TaskUnit.objects.bulk_create(
            TaskUnit(task=copied, role=unit.role, name=unit.name, organisation_id=unit.organisation_id)
            for unit in one.units.all()
        )
    return len(open_)


@transaction.atomic
def take_back_hand_over(*, at: datetime, actor: Actor, plan: Plan) -> Plan:
    """The plan has no successor after all: what was taken up and carried goes back, as long as nothing rests on it.

    Raises HandedOverInUse, PlanMoved where it was not handed over, NotAllowed.
    """
    require_manage(actor, plan)
    kept = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("organisation", "successor")
        .get(pk=plan.pk)
    )
    successor = kept.successor
    if successor is None:
        raise PlanMoved(title=kept.title, state=kept.get_state_display())
    heirs = list(successor.targets.filter(inherits__plan=kept))
    copies = taken_over_tasks(kept)
    used = rows_in_use([*heirs, *copies])
    if used:
        raise HandedOverInUse(title=kept.title, count=used)
    for task in copies:
        task.units.all().delete()
        task.programmes.clear()
        task.delete()
    successor.targets.filter(inherits__plan=kept).update(inherits=None)
    kept.successor = None
    kept.save(update_fields=["successor"])
    tell_plan(at, actor, kept, "plans.took_back_hand_over", successor=successor.title)
    return kept
