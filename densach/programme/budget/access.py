"""Doors to rounds, estimates and projects: whoever may not know of one finds nothing there."""

from __future__ import annotations

from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.budget.models import Estimate, EstimateRound, Project
from densach.programme.budget.rules.lifecycle import REVIEW, WRITE, Step
from densach.programme.budget.rules.refusals import UnknownEstimate, UnknownProject, UnknownRound

VIEW = "budget.view"


def place_of(estimate: Estimate, verb: str) -> Organisation:
    """Where the verb must be held: a unit writes its own; who collects reviews and approves."""
    return estimate.organisation if verb in {VIEW, WRITE} else estimate.round.organisation


def may_see(actor: Actor, estimate: Estimate) -> bool:
    """Its unit, and who collects."""
    return actor.may(VIEW, estimate.organisation) or actor.may(VIEW, estimate.round.organisation)


def require_sight(actor: Actor, estimate: Estimate) -> None:
    """Raises UnknownEstimate for a stranger."""
    if not may_see(actor, estimate):
        raise UnknownEstimate


def may_take(actor: Actor, estimate: Estimate, step: Step) -> bool:
    return actor.may(step.verb, place_of(estimate, step.verb))


def require_step(actor: Actor, estimate: Estimate, step: Step) -> None:
    """Raises NotAllowed."""
    require(actor, step.verb, place_of(estimate, step.verb))


def require_writing(actor: Actor, estimate: Estimate) -> None:
    """Raises NotAllowed."""
    require(actor, WRITE, estimate.organisation)


def may_arrange(actor: Actor, round_: EstimateRound) -> bool:
    """Whom the round asks, and by when."""
    return actor.may(REVIEW, round_.organisation)


def require_arrange(actor: Actor, round_: EstimateRound) -> None:
    """Raises NotAllowed."""
    require(actor, REVIEW, round_.organisation)


def require_round(actor: Actor, round_: EstimateRound, *, has_own: bool) -> None:
    """Who collects sees the round; a unit that is asked does too. Raises UnknownRound."""
    if not has_own and not actor.may(VIEW, round_.organisation):
        raise UnknownRound


def require_project(actor: Actor, project: Project, verb: str = VIEW) -> None:
    """Raises UnknownProject for whoever may not even see it, NotAllowed for the rest."""
    if not actor.may(VIEW, project.organisation):
        raise UnknownProject
    if verb != VIEW:
        require(actor, verb, project.organisation)
