"""Who sets days, and for which place."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.queries import home_organisation

MANAGE = "calendar.manage"
VIEW = "plan.view"


def place_of(actor: Actor, on: date) -> Organisation | None:
    """The unit for whose area the actor sets days: the one where they work, if they may there."""
    home = home_organisation(actor, on)
    return home if home is not None and actor.may(MANAGE, home) else None


def require_place(actor: Actor, on: date) -> tuple[Organisation, int]:
    """That unit and its area. Raises NotAllowed."""
    place = place_of(actor, on)
    if place is None:
        raise NotAllowed(verb=MANAGE)
    return place, organisations.named(place, on).area_id
