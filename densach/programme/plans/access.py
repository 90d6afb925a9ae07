"""Who may do what with plans: rules by verb, in the organisation whose plan it is."""

from __future__ import annotations

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Level
from densach.people.access import require
from densach.people.queries import StaffActor
from densach.programme.plans.models import Document, Plan


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


def may_keep_paper(actor: Actor, document: Document) -> bool:
    """A plan's paper is kept by who keeps the plan, a paper of a body of the register by who manages plans there. What
    the centre issued is shared by all: it is kept by who manages plans of a whole province.
    """
    plan = getattr(document, "plan", None)
    if plan is not None:
        return actor.may("plan.manage", plan.organisation_id)
    if document.organisation_id is not None:
        return actor.may("plan.manage", document.organisation_id)
    return may_keep_shared(actor)


def may_keep_shared(actor: Actor) -> bool:
    """Whether the actor may change the papers of the centre and the programmes, which all plans share."""
    if not actor.may("plan.manage", None):
        return False
    if not isinstance(actor, StaffActor):
        return True
    homes = {one.organisation_id for one in actor.memberships} & actor.places("plan.manage")
    return any(one.level != Level.COMMUNE for one in organisations.all_named(homes, actor.on).values())


def works_in(actor: Actor, organisation_id: int) -> bool:
    """Whether the unit is one in which the actor holds a role: only such a person reads a paper for it."""
    if not isinstance(actor, StaffActor):
        return actor.may("plan.view", organisation_id)
    return any(one.organisation_id == organisation_id for one in actor.memberships)
