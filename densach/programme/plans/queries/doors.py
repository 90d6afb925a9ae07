"""Doors to plans and their rows: what an actor may know of; to others a plan does not exist."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from densach.kernel.actor import Actor
from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.models import OrganisationKind
from densach.people.queries import StaffActor
from densach.programme.plans.models import (
    Addressee,
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
from densach.programme.plans.rules.refusals import UnknownPlan, UnknownRow, UnknownRowKind

ROW_KINDS: dict[str, type[Row]] = {"target": Target, "task": Task, "duty": ReportDuty, "event": EventDay}
# Those who issue plans; an institution carries them out.
ISSUING_KINDS = frozenset(
    {OrganisationKind.PEOPLES_COMMITTEE, OrganisationKind.DEPARTMENT, OrganisationKind.OFFICE}
)

# A plan without a day, written here and not issued on paper yet, comes last on every database.
_NEWEST = (F("issued_on").desc(nulls_last=True), "-pk")
# What the head of each page of a plan tells.
_TOLD = ("organisation", "source", "territory", "document", "parent", "successor")


def plans_for(actor: Actor) -> QuerySet[Plan]:
    """Plans that the actor may see, newest first: all of the places where they have `plan.view`, and running or
    closed ones whose territory holds the place where they work, or that were sent to it.
    """
    every = Plan.objects.select_related("organisation", "source").order_by(*_NEWEST)
    owners = Plan.objects.values_list("organisation_id", flat=True).distinct()
    own = every.filter(organisation_id__in=[key for key in owners if actor.may("plan.view", key)])
    areas = areas_of(actor)
    if not areas:
        return own
    issued = every.exclude(state=PlanState.REVIEW)
    return own | issued.filter(territory_id__in=areas) | issued.filter(pk__in=_sent_to(actor))


def plan_for(actor: Actor, code: str) -> Plan:
    """Raises UnknownPlan for strangers and wrong codes alike."""
    plan = Plan.objects.select_related(*_TOLD).filter(code=code).first()
    if plan is None or not _visible(actor, plan):
        raise UnknownPlan(code=code)
    return plan


def by_code(code: str) -> Plan:
    """The plan with this code, for whoever has checked access already (the command line). Raises UnknownPlan."""
    plan = Plan.objects.select_related("organisation", "source", "territory").filter(code=code).first()
    if plan is None:
        raise UnknownPlan(code=code)
    return plan


def public_plans(*, heads_only: bool = False) -> QuerySet[Plan]:
    """Running plans, for the citizens' roof; `heads_only` leaves out those that units made from a running one."""
    rows = Plan.objects.filter(state=PlanState.RUNNING).select_related("organisation").order_by(*_NEWEST)
    return rows.exclude(parent__state=PlanState.RUNNING) if heads_only else rows


def row_of(plan: Plan, kind: str, pk: int) -> Row:
    """One row of the plan. Raises UnknownRowKind, UnknownRow."""
    row = rows_of(plan, kind).filter(pk=pk).first()
    if row is None:
        raise UnknownRow(plan=plan.code)
    return row


def target_of(plan: Plan, pk: int) -> Target:
    """One target of the plan with its indicator. Raises UnknownRow."""
    row = Target.objects.select_related("indicator__capability").filter(plan=plan, pk=pk).first()
    if row is None:
        raise UnknownRow(plan=plan.code)
    return row


def rows_of(plan: Plan, kind: str) -> QuerySet[Row]:
    """Rows of one kind in the order of the paper, added ones last."""
    if kind not in ROW_KINDS:
        raise UnknownRowKind(kind=kind)
    rows: QuerySet[Any] = ROW_KINDS[kind]._default_manager.filter(plan=plan).order_by("position")
    if kind == "target":
        return rows.select_related("indicator")
    if kind == "task":
        return rows.prefetch_related("units")
    return rows


def tasks_of(plan: Plan, group: str = "") -> list[Task]:
    """Accepted tasks with their units, of one group or all."""
    rows = (
        Task.objects.filter(plan=plan, state=RowState.ACCEPTED).prefetch_related("units").order_by("position")
    )
    return list(rows.filter(group=group) if group else rows)


def task_groups(plan: Plan) -> list[str]:
    """The groups that accepted tasks of the plan belong to."""
    rows = Task.objects.filter(plan=plan, state=RowState.ACCEPTED).exclude(group="").order_by("group")
    return list(rows.values_list("group", flat=True).distinct())


def unit_of(plan: Plan, pk: int) -> TaskUnit:
    """A unit named by a task of the plan. Raises UnknownRow."""
    unit = TaskUnit.objects.select_related("task__plan__organisation").filter(task__plan=plan, pk=pk).first()
    if unit is None:
        raise UnknownRow(plan=plan.code)
    return unit


def kind_of(row: Row) -> str:
    """The word by which a row's kind stands in addresses and marks."""
    return next(kind for kind, model in ROW_KINDS.items() if isinstance(row, model))


def areas_of(actor: Actor) -> list[int]:
    """The area in which the actor works, and all around it."""
    if not isinstance(actor, StaffActor) or not actor.memberships or not actor.may("plan.view", None):
        return []
    home = actor.memberships[0].organisation_id
    return organisations.ancestors_of_area(organisations.area_of(home, actor.on), actor.on)


def _visible(actor: Actor, plan: Plan) -> bool:
    if actor.may("plan.view", plan.organisation):
        return True
    if plan.state == PlanState.REVIEW:
        return False
    return plan.territory_id in areas_of(actor) or _sent_to(actor).filter(plan=plan).exists()


def _sent_to(actor: Actor) -> QuerySet[Addressee, int]:
    """Keys of the plans that were sent to units in which the actor holds a role."""
    homes = {one.organisation_id for one in actor.memberships} if isinstance(actor, StaffActor) else set()
    return Addressee.objects.filter(organisation_id__in=homes).values_list("plan_id", flat=True)


def titled(plans: QuerySet[Plan], text: str) -> QuerySet[Plan]:
    """Plans whose title or number holds the words, case and accents forgiven. A province has a few hundred plans:
    their titles are folded in memory.
    """
    wanted = fold(text).split()
    told = plans.values_list("pk", "title", "number", "symbol")
    keys = [pk for pk, *words in told if all(word in fold(" ".join(words)) for word in wanted)]
    return plans.filter(pk__in=keys)


def page_of(plans: QuerySet[Plan], before: str, size: int) -> tuple[list[Plan], int | None]:
    """A page by key, newest first, and the key after which the next page begins; none at the end."""
    rows = plans.order_by("-pk")
    if (last := whole_number(before)) is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None
