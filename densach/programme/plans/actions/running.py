"""A plan's life: review → running → closed, and back when it was closed too early."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.people.access import require
from densach.programme.plans.actions.deriving import take_parent
from densach.programme.plans.actions.rows import fill_base_years
from densach.programme.plans.models import Plan, RowState
from densach.programme.plans.rules.lifecycle import TRANSITIONS, step
from densach.programme.plans.rules.refusals import NothingAccepted, PlanMoved


@transaction.atomic
def start(*, at: datetime, actor: Actor, plan: Plan) -> Plan:
    """Review → running; the plan that its paper carries out is taken over as the one above it. Raises NothingAccepted
    without an accepted target, PlanMoved, NotAllowed.
    """
    kept = _move(actor, plan, "start")
    if not kept.targets.filter(state=RowState.ACCEPTED).exists():
        raise NothingAccepted(title=kept.title)
    fill_base_years(kept)
    take_parent(at, actor, kept)
    return _keep(at, actor, kept, "plans.started")


@transaction.atomic
def close(*, at: datetime, actor: Actor, plan: Plan) -> Plan:
    """Running → closed: nothing of it changes any more. Raises PlanMoved, NotAllowed."""
    return _keep(at, actor, _move(actor, plan, "close"), "plans.closed")


@transaction.atomic
def reopen(*, at: datetime, actor: Actor, plan: Plan) -> Plan:
    """Closed → running. Raises PlanMoved, NotAllowed."""
    return _keep(at, actor, _move(actor, plan, "reopen"), "plans.reopened")


def _move(actor: Actor, plan: Plan, act: str) -> Plan:
    kept = Plan.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=plan.pk)
    found = step(TRANSITIONS, kept.state, act)
    if found is None:
        raise PlanMoved(title=kept.title, state=kept.get_state_display())
    require(actor, found.verb, kept.organisation)
    kept.state = found.to
    return kept


def _keep(at: datetime, actor: Actor, plan: Plan, act: str) -> Plan:
    plan.save(update_fields=["state"])
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=plan.organisation,
        subject=f"plan:{plan.code}",
        plan=plan.title,
    )
    return plan
