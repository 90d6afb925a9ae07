"""Doors to tokens and to what machines ask for: the right is asked of whom the token speaks for."""

from __future__ import annotations

from densach.exchange.rules import MANAGE
from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.access import require

REGISTER = "count.view"
PLANS = "plan.view"


def require_making(actor: Actor) -> None:
    """Raises NotAllowed unless the actor makes tokens for some unit."""
    require(actor, MANAGE, None)


def require_some(actor: Actor, verb: str) -> None:
    """Raises NotAllowed unless the verb is granted somewhere."""
    require(actor, verb, None)


def unit_for(actor: Actor, code: str, verb: str) -> Organisation:
    """The organisation, for who has the verb there. NotFound for strangers and wrong codes alike."""
    found = organisations.by_code(code)
    if not actor.may(verb, found):
        raise NotFound
    return found
