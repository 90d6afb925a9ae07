"""What the head of a plan's page tells of its family: where it comes from, to whom it went, who takes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from densach.kernel.actor import Actor
from densach.programme.plans.models import Addressee, Document, Plan, PlanState, Programme
from densach.programme.plans.queries import sending
from densach.programme.plans.queries.documents import documents_for
from densach.programme.plans.queries.doors import plans_for
from densach.programme.plans.queries.family import papers_above, parents_by_paper
from densach.programme.plans.queries.succession import is_waiting


@dataclass(frozen=True)
class Head:
    """`to_read` and `to_issue` are sendings to the reader's own units; `own` is their plan from this one. `issued`
    counts only units of whom a plan is asked: what one makes unasked is among `children`. Of a plan that comes from no
    other one, `papers` are those that its paper carries out, `offered` the plan among them.
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
    papers: tuple[Document, ...] = ()
    offered: Plan | None = None


def head_of(actor: Actor, plan: Plan, on: date) -> Head:
    """As many queries however large the family."""
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
    alone = plan.parent_id is None
    offered = parents_by_paper(plan, on) if alone and actor.may("plan.manage", plan.organisation_id) else []
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
        papers=_seen(actor, papers_above(plan), on) if alone else (),
        offered=next((one for one in offered if plans_for(actor).filter(pk=one.pk).exists()), None),
    )


def _seen(actor: Actor, papers: Sequence[Document], on: date) -> tuple[Document, ...]:
    keys = [one.pk for one in papers]
    seen = set(documents_for(actor, on).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return tuple(one for one in papers if one.pk in seen)
