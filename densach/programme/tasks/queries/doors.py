"""Doors to works: what an actor may know of; to others a work does not exist."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from densach.kernel.actor import Actor
from densach.people.queries import organisations_where
from densach.programme.plans import queries as plans
from densach.programme.plans.models import Plan
from densach.programme.plans.rules.refusals import UnknownPlan
from densach.programme.tasks.models import Part, Work
from densach.programme.tasks.rules.refusals import UnknownWork


def works_for(actor: Actor, on: date) -> QuerySet[Work]:
    """Works of the plans that the actor may see, and those in which a unit has a part for which the actor speaks."""
    return Work.objects.filter(_visible(actor, on)).select_related("plan", "parent")


def _visible(actor: Actor, on: date) -> Q:
    own = organisations_where(actor, "task.progress", on).values("pk")
    has_part = Exists(Part.objects.filter(work=OuterRef("pk"), organisation_id__in=own))
    seen = list(plans.plans_for(actor).values_list("pk", flat=True))
    return Q(plan_id__in=seen) | Q(has_part)


def work_for(actor: Actor, pk: int, on: date) -> Work:
    """Raises UnknownWork for strangers and wrong numbers alike."""
    rows = works_for(actor, on).select_related(
        "plan__organisation", "owner", "parent", "pilot", "document", "declared_file", "paper_file", "task"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise UnknownWork
    return found


def part_for(actor: Actor, pk: int, on: date) -> Part:
    """A part of a work that the actor may see. Raises UnknownWork."""
    found = Part.objects.filter(pk=pk).first()
    if found is None:
        raise UnknownWork
    found.work = work_for(actor, found.work_id, on)
    return found


def plan_with_works(actor: Actor, code: str, on: date) -> Plan:
    """The plan, for whoever may see it, or has a part in one of its works. Raises UnknownPlan."""
    try:
        return plans.plan_for(actor, code)
    except UnknownPlan:
        if works_for(actor, on).filter(plan__code=code).exists():
            return plans.by_code(code)
        raise
