"""Who keeps what holds for the whole house: rules of proof and checklists make the figures of every unit they ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.people import queries as people
from densach.programme.capabilities.models import Capability, Checklist

RULE = "capability.rule"
LIST = "capability.list"


def may_keep_rules(actor: Actor, capability: Capability, on: date) -> bool:
    """Whether the rules of proof of the capability are the actor's to keep: in every unit that is asked."""
    return _covers(actor, RULE, on, capability.kinds)


def may_keep_list(actor: Actor, checklist: Checklist, on: date) -> bool:
    """Whether the checklist is the actor's to amend: in every unit that is asked."""
    return _covers(actor, LIST, on, checklist.kinds, checklist.levels)


def kept_by(actor: Actor, capabilities: Iterable[Capability], on: date) -> list[Capability]:
    """Those whose rules are the actor's to keep; as many queries for many as for one."""
    if not actor.may(RULE, None):
        return []
    mine = _places(actor, RULE, on)
    units = organisations.alive(on)
    every = {unit.id for unit in units}
    return [
        one
        for one in capabilities
        if ({unit.id for unit in units if unit.kind in one.kinds} or every) <= mine
    ]


def _covers(actor: Actor, verb: str, on: date, kinds: Iterable[str], levels: Iterable[str] = ()) -> bool:
    """A right in one province does not reach a rule that makes another one's figures; where nobody is asked yet,
    it takes a right in every unit of the house.
    """
    if not actor.may(verb, None):
        return False
    asked = organisations.alive(on, kinds=tuple(kinds), levels=tuple(levels)) or organisations.alive(on)
    return {unit.id for unit in asked} <= _places(actor, verb, on)


def _places(actor: Actor, verb: str, on: date) -> set[int]:
    return set(people.organisations_where(actor, verb, on).values_list("pk", flat=True))
