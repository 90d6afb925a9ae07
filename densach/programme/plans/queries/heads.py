"""What the head of a plan's page tells of its family: where it comes from, to whom it went, who takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from densach.kernel.actor import Actor
from densach.programme.plans.models import Addressee, Plan, PlanState, Programme
from densach.programme.plans.queries import sending
from densach.programme.plans.queries.succession import is_waiting


@dataclass(frozen=True)
class Head:
    """`to_read` and `to_issue` are sendings to the reader's own units; `own` is their plan from this one. `issued`
    counts only units of whom a plan is asked: what one makes unasked is among `children`.
    """

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
    told = list(
        Addressee.objects.filter(plan=plan).values_list("organisation_id", "read_at", "must_issue").order_by()
    )
    owing = {unit for unit, _read, must in told if must}
    children = list(Plan.objects.filter(parent=plan).order_by("pk"))
    theirs = sending.own_plans(children)
    mine = sending.mine(actor, plan)
    homes = {row.organisation_id for row in mine}
    own = next((one for one in children if one.organisation_id in homes), None)
    asked = [row for row in mine if row.must_issue and actor.may("plan.manage", row.organisation_id)]
    done = own is not None and own.state != PlanState.REVIEW
    return Head(
        sent=len(told),
        read=sum(read is not None for _unit, read, _must in told),
        asked=len(owing),
        children=len(children),
        issued=sum(unit in owing and one.state != PlanState.REVIEW for unit, one in theirs.items()),
        to_read=tuple(row for row in mine if row.read_at is None),
        to_issue=asked[0] if asked and not done else None,
        own=own,
        may_derive=plan.state == PlanState.RUNNING and actor.may("plan.manage", None),
        programmes=tuple(plan.programmes.order_by("position")),
        predecessors=tuple(plan.predecessors.order_by("year_to")),
        waits=is_waiting(plan, on),
    )
