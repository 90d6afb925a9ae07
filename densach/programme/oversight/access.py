"""Who may do what with an entry: units with their own, keepers with what they keep; nothing is here for strangers."""

from __future__ import annotations

from typing import cast

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.programme.oversight.models import (
    CommendationRound,
    Difficulty,
    Entry,
    ExternalAssessment,
    Inspection,
    Nomination,
    Practice,
    Recommendation,
    Review,
    Visit,
)
from densach.programme.oversight.rules import lifecycle
from densach.programme.oversight.rules.lifecycle import KEEPER, Step
from densach.programme.oversight.rules.refusals import UnknownEntry


def places(thing: Entry, where: str) -> tuple[int, ...]:
    """The organisations in one of which a verb must be held for an act on the entry."""
    if where != KEEPER:
        return (cast("Difficulty", thing).organisation_id,)
    match thing:
        case Difficulty():
            return tuple(key for key in (thing.addressee_id, thing.forwarded_by_id) if key)
        case Visit():
            return (thing.inspection.organisation_id,)
        case Recommendation():
            return (thing.visit.inspection.organisation_id,)
        case Nomination():
            return (thing.round.organisation_id,)
        case Practice():
            return (thing.keeper_id,)
        case Inspection() | CommendationRound() | ExternalAssessment() | Review():
            return (thing.organisation_id,)
    raise UnknownEntry


def may_take(actor: Actor, thing: Entry, step: Step) -> bool:
    return any(actor.may(step.verb, place) for place in places(thing, step.where))


def require_step(actor: Actor, thing: Entry, step: Step) -> None:
    """Raises NotAllowed."""
    if not may_take(actor, thing, step):
        raise NotAllowed(verb=step.verb)


def steps_of(actor: Actor, thing: Entry) -> list[Step]:
    """What the actor may do with the entry now."""
    state = cast("Difficulty", thing).state
    return [step for step in lifecycle.steps(type(thing), state) if may_take(actor, thing, step)]
