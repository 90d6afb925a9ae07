"""Who keeps what holds for every unit: kinds, common terms and holidays, how often festivals are held."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.people.queries import organisations_where
from densach.services.activities.rules.kinds import family_of


def keeps_for_all(actor: Actor, verb: str, on: date) -> bool:
    """Whether the right reaches every institution that holds activities: one in a single province does not change what
    another one works by.
    """
    if not actor.may(verb, None):
        return False
    every = {one.id for one in organisations.alive(on) if family_of(one.kind)}
    return every <= set(organisations_where(actor, verb, on).values_list("pk", flat=True))
