"""A plan that has ended and the one that takes over: what may be taken up, what goes on, what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import ManyToOneRel, Model, QuerySet

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.programme.plans.models import Plan, PlanState, RowState, Target, Task
from densach.programme.plans.queries.doors import plans_for
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.progress import judged
from densach.programme.plans.queries.review import target_values
from densach.programme.plans.rules.comparing import matched
from densach.programme.plans.status import Status


@dataclass(frozen=True)
class TakingUp:
    """A target of the plan that ends, as it stands, and the successor's target that may take it up."""

    row: JudgedTarget
    proposed: int | None
    is_done: bool


def waiting_for_successor(plans: QuerySet[Plan], on: date) -> QuerySet[Plan]:
    """Plans that have ended on paper and were handed over to nobody; those in review never ran."""
    return plans.filter(year_to__lt=on.year, successor__isnull=True).exclude(state=PlanState.REVIEW)


def is_waiting(plan: Plan, on: date) -> bool:
    """Whether this plan is one of them."""
    return plan.year_to < on.year and plan.successor_id is None and plan.state != PlanState.REVIEW


def possible_successors(actor: Actor, plan: Plan, on: date) -> list[Plan]:
    """Later plans, of the same territory or of what it has become, that may take over."""
    now = organisations.whole_successor(plan.territory_id, on)
    over = {plan.territory_id, now, *organisations.ancestors_of_area(now, on)}
    rows = plans_for(actor).filter(territory_id__in=over, year_to__gt=plan.year_to).exclude(pk=plan.pk)
    return [
        one
        for one in rows.exclude(state=PlanState.CLOSED)[:50]
        if actor.may("plan.manage", one.organisation_id)
    ]


def to_take_up(plan: Plan, successor: Plan, on: date) -> list[TakingUp]:
    """Every target of the plan with its standing on the day and the successor's target of the same measure."""
    rows = judged(plan, on)
    own = list(successor.targets.exclude(state=RowState.DROPPED).select_related("indicator"))
    pairs = matched(
        {row.target.pk: target_values(row.target) for row in rows},
        {row.pk: target_values(row) for row in own},
    )
    by_old = {old: new for new, old in pairs.items()}
    return [TakingUp(row, by_old.get(row.target.pk), row.status == Status.ACHIEVED) for row in rows]


def open_tasks(plan: Plan) -> list[Task]:
    """Accepted tasks that the plan may hand over."""
    return list(
        Task.objects.filter(plan=plan, state=RowState.ACCEPTED).prefetch_related("units").order_by("position")
    )


def taken_up(plan: Plan) -> list[Target]:
    """Targets of the successor that took up some of this plan."""
    if plan.successor_id is None:
        return []
    rows = Target.objects.filter(plan_id=plan.successor_id, inherits__plan=plan).order_by("position")
    return list(rows.select_related("inherits__indicator", "indicator", "plan"))


def taken_over_tasks(plan: Plan) -> list[Task]:
    """Tasks of the successor that carry on some of this plan."""
    if plan.successor_id is None:
        return []
    return list(Task.objects.filter(plan_id=plan.successor_id, carries__plan=plan).order_by("position"))


def rows_in_use(rows: Iterable[Model]) -> int:
    """How many of the rows other rooms name already: lines of reports, works, estimates. This room stands below theirs
    and knows them only as what points at its rows.
    """
    return sum(1 for row in rows if any(_named_by(row)))


def _named_by(row: Model) -> Iterator[bool]:
    """What points at a row from other rooms; most of it has no name of its own here, so hidden ties are asked too."""
    for relation in row._meta.get_fields(include_hidden=True):
        if (
            isinstance(relation, ManyToOneRel)
            and relation.related_model._meta.app_label != row._meta.app_label
        ):
            field = relation.remote_field
            yield field.model._default_manager.filter(**{field.name: row.pk}).exists()
