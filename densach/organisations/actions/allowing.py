"""Who may write the register where."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.organisations import queries
from densach.organisations.models import (
    Area,
    Organisation,
)


def allow(actor: Actor, organisation: Organisation | None) -> None:
    if not actor.may("organisation.manage", organisation):
        raise NotAllowed(verb="organisation.manage")


_AUTHORITIES = ("peoples_committee", "department", "office")


def allow_in(actor: Actor, area: Area, on: date, since: date) -> None:
    """A register is kept for one's own territory: somebody in it, or the authority around it, is in the actor's care.

    What is founded today may be dated back to before its authority was entered, so both days are asked.
    """
    if actor.id is None:
        return  # the house itself, which has no territory
    found = queries.alive(on, kinds=_AUTHORITIES, area_ids=queries.ancestors_of_area(area.pk, since))
    for day in (since, on):
        found += queries.alive(day, area_ids=queries.area_ids_within(area, day))
    if not any(actor.may("organisation.manage", one.id) for one in found):
        raise NotAllowed(verb="organisation.manage")
