"""What the head of a plan's page tells of its family: where it comes from, to whom it went, who takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from densach.kernel.actor import Actor
from densach.programme.plans.models import Addressee, Plan, PlanState, Programme
from densach.programme.plans.queries import sending
from densach.programme.plans.queries.succession import is_waiting


@dataclass(frozen=True)
class Head:
    """`to_read` and `to_issue` are sendings to the reader's own units; `own` is their plan from this one."""

    sent: int
    read: int
    asked: int
    children: int
    issued: int
    to_read: tuple[Addressee, ...]
    to_issue: Addressee | None
    own: Plan | None
    may_derive: bool
    programmes: tuple[Programme, ...]
    predecessors: tuple[Plan, ...]
    waits: bool


def head_of(actor: Actor, plan: Plan, on: date) -> Head:
    """Six queries, however large the family."""
    told = Addressee.objects.filter(plan=plan).aggregate(
        sent=Count("pk"),
        read=Count("pk", filter=Q(read_at__isnull=False)),
        asked=Count("pk", filter=Q(must_issue=True)),
    )
    children = list(Plan.objects.filter(parent=plan))
    mine = sending.mine(actor, plan)
    homes = {row.organisation_id for row in mine}
    own = next((one for one in children if one.organisation_id in homes), None)
    asked = [row for row in mine if row.must_issue and actor.may("plan.manage", row.organisation_id)]
    done = own is not None and own.state != PlanState.REVIEW
    return Head(
        sent=told["sent"],
        read=told["read"],
        asked=told["asked"],
        children=len(children),
        issued=sum(one.state != PlanState.REVIEW for one in children),
        to_read=tuple(row for row in mine if row.read_at is None),
        to_issue=asked[0] if asked and not done else None,
        own=own,
        may_derive=plan.state == PlanState.RUNNING and actor.may("plan.manage", None),
        programmes=tuple(plan.programmes.order_by("position")),
        predecessors=tuple(plan.predecessors.order_by("year_to")),
        waits=is_waiting(plan, on),
    )
