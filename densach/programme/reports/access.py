"""Who may do what with a report: its unit writes, whom it is owed to decides, the gathering unit's leader signs."""

from __future__ import annotations

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.plans.models import Plan
from densach.programme.reports.models import Obligation
from densach.programme.reports.rules import lifecycle
from densach.programme.reports.rules.lifecycle import Step

VIEW = "report.view"


def place_of(obligation: Obligation, verb: str) -> Organisation:
    """Where the verb must be held: deciding on a unit's report is the right of whom it is owed to."""
    if verb == lifecycle.DECIDE and not obligation.consolidates and obligation.recipient is not None:
        return obligation.recipient
    return obligation.organisation


def may_see(actor: Actor, obligation: Obligation) -> bool:
    """Its unit, and whom it is owed to."""
    if actor.may(VIEW, obligation.organisation):
        return True
    return obligation.recipient is not None and actor.may(VIEW, obligation.recipient)


def may_take(actor: Actor, obligation: Obligation, step: Step) -> bool:
    return actor.may(step.verb, place_of(obligation, step.verb))


def require_step(actor: Actor, obligation: Obligation, step: Step) -> None:
    """Raises NotAllowed."""
    require(actor, step.verb, place_of(obligation, step.verb))


def may_arrange(actor: Actor, plan: Plan) -> bool:
    """Making, adding and removing obligations of a plan."""
    return actor.may(lifecycle.DECIDE, plan.organisation)


def require_arrange(actor: Actor, plan: Plan) -> None:
    """Raises NotAllowed."""
    require(actor, lifecycle.DECIDE, plan.organisation)


def require_open(actor: Actor, obligation: Obligation) -> None:
    """Beginning a report: whoever writes it, or decides on it. Raises NotAllowed."""
    if not may_open(actor, obligation):
        raise NotAllowed(verb=lifecycle.WRITE)


def may_open(actor: Actor, obligation: Obligation) -> bool:
    verb = lifecycle.DECIDE if obligation.consolidates else lifecycle.WRITE
    return actor.may(verb, obligation.organisation)
