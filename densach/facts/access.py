"""Doors of the counting book."""

from __future__ import annotations

from datetime import date

from densach.facts import ledger
from densach.facts.measures import of_kind
from densach.facts.models import Count, Oddity
from densach.facts.queries import count_by_id, oddity_by_id
from densach.facts.rules import EndedBefore
from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import home_organisation, organisations_where


def units_for(actor: Actor, on: date) -> list[Named]:
    """The units whose counts the actor may see, by level and alphabet."""
    ids = set(organisations_where(actor, "count.view", on).values_list("pk", flat=True))
    return [one for one in organisations.alive(on) if one.id in ids]


def unit_for(actor: Actor, code: str, on: date) -> Organisation:
    """The unit by its code; without one, the first of the actor's own that counts anything. NotFound for a stranger,
    EndedBefore for whoever has the care of what a unit that is gone went on as.
    """
    if code:
        organisation = organisations.by_code(code)
        if not actor.may("count.view", organisation):
            _say_if_ended(actor, organisation, on)
            raise NotFound()
        return organisation
    own = home_organisation(actor, on)
    if own is None:
        raise NotFound()
    units = organisations.alive(on, root=own)
    counting = [one for one in units if of_kind(one.kind) and actor.may("count.enter", one.id)]
    mine = next((one for one in counting if one.id == own.pk), counting[0] if counting else None)
    return own if mine is None or mine.id == own.pk else organisations.by_code(mine.code)


def _say_if_ended(actor: Actor, organisation: Organisation, on: date) -> None:
    last = ledger.Places().named(organisation.pk, on)
    if last.valid_to is None or last.valid_to >= on:
        return
    if any(actor.may("count.view", key) for key in organisations.successor_ids([organisation.pk])):
        raise EndedBefore(organisation=last.name, ended=last.valid_to, until=on)


def oddity_for(actor: Actor, pk: int) -> Oddity:
    """The question, or NotFound for whoever may not know of it."""
    oddity = oddity_by_id(pk)
    if oddity is None or not actor.may("count.view", oddity.organisation_id):
        raise NotFound()
    return oddity


def count_for(actor: Actor, pk: int) -> Count:
    """The count, or NotFound for whoever may not know of it."""
    count = count_by_id(pk)
    if count is None or not actor.may("count.view", count.organisation_id):
        raise NotFound()
    return count
