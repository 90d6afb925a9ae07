"""What waits at the desks of a person's libraries, each kind in words with the list that holds exactly it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import ngettext

from densach.kernel.actor import Actor
from densach.organisations.rules import Named
from densach.services.circulation.access import SERVE, libraries_for
from densach.services.circulation.queries import lists

# Whoever has more libraries in care than these works at none of their desks.
MOST: Final = 3
# Rights and the register change rarely; every page of the staff's roof asks.
_SECONDS: Final = 60


class Waiting(NamedTuple):
    icon: str
    number: int
    text: str
    url: str
    urgent: bool


def in_reach(actor: Actor, on: date, verb: str = SERVE) -> Sequence[Named]:
    """The libraries in which the actor may do the verb; nothing is asked for whoever may nowhere."""
    if not actor.may(verb, None):
        return ()
    key = f"workspace.libraries.{actor.id}.{verb}.{on}"
    found: list[Named] | None = cache.get(key)
    if found is None:
        found = libraries_for(actor, on, verb)
        cache.set(key, found, _SECONDS)
    return found


def are_small(libraries: Sequence[Named]) -> bool:
    """Whether all of them are communes' libraries and reading points, whose keepers need three screens."""
    return all(one.level == "commune" for one in libraries)


def of(actor: Actor, on: date) -> list[Waiting]:
    """Holds to fetch, items that have not arrived, letters to print, what nobody picked up. Four queries at most."""
    libraries = in_reach(actor, on)
    if not 0 < len(libraries) <= MOST:
        return []
    told = lists.waiting_at([one.id for one in libraries], on)
    lines = (
        (
            "bookmark",
            told.to_catch,
            ngettext(
                "held title to fetch from the shelf", "held titles to fetch from the shelf", told.to_catch
            ),
            f"{reverse('circulation:holds')}?phan=catch",
            False,
        ),
        (
            "bookmark",
            told.not_picked_up,
            ngettext(
                "kept item that nobody picked up", "kept items that nobody picked up", told.not_picked_up
            ),
            f"{reverse('circulation:holds')}?phan=shelf",
            True,
        ),
        (
            "truck",
            told.late_on_the_way,
            ngettext("item too long on the way", "items too long on the way", told.late_on_the_way),
            f"{reverse('circulation:transfers')}?phan=late",
            True,
        ),
        (
            "envelope",
            told.to_print,
            ngettext("letter to a reader to print", "letters to readers to print", told.to_print),
            f"{reverse('circulation:notices')}?phan=print",
            False,
        ),
    )
    return [Waiting(*line) for line in lines if line[1]]
