"""Who may do what with plans: rules by verb, in the organisation whose plan it is."""

from __future__ import annotations

from densach.kernel.actor import Actor
from densach.people.access import require
from densach.programme.plans.models import Plan


def may_review(actor: Actor, plan: Plan) -> bool:
    return actor.may("plan.review", plan.organisation)


def may_manage(actor: Actor, plan: Plan) -> bool:
    return actor.may("plan.manage", plan.organisation)


def require_review(actor: Actor, plan: Plan) -> None:
    """Raises NotAllowed."""
    require(actor, "plan.review", plan.organisation)


def require_manage(actor: Actor, plan: Plan) -> None:
    """Raises NotAllowed."""
    require(actor, "plan.manage", plan.organisation)
