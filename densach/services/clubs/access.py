"""Doors of clubs and teams. A stranger finds nothing; whoever sees the unit's activities sees its clubs, and whoever
keeps them reads who belongs to them.
"""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.services.activities.rules.kinds import family_of
from densach.services.clubs.models import Club, Membership, Trip
from densach.services.clubs.queries import clubs as read
from densach.services.clubs.queries import trips
from densach.services.clubs.rules.refusals import NoSuchClub
from densach.services.clubs.rules.verbs import MANAGE, VIEW


def units_for(actor: Actor, on: date, verb: str = MANAGE) -> list[Named]:
    """The units of the day that keep clubs and in which the actor may do the verb, in the order of the register."""
    ids = set(organisations_where(actor, verb, on).values_list("pk", flat=True))
    return [one for one in organisations.alive(on) if one.id in ids and family_of(one.kind)]


def unit_for(actor: Actor, code: str) -> Organisation:
    """The unit by its code, for whoever keeps its clubs. Raises NoSuchClub."""
    unit = organisations.by_code(code)
    if not actor.may(MANAGE, unit):
        raise NoSuchClub
    return unit


def club_for(actor: Actor, pk: int, verb: str = VIEW) -> Club:
    """Raises NoSuchClub."""
    found = read.by_id(pk)
    if found is None or not actor.may(verb, found.organisation_id):
        raise NoSuchClub
    return found


def member_for(actor: Actor, pk: int, member_pk: int) -> Membership:
    """Raises NoSuchClub."""
    found = read.member_by_id(club_for(actor, pk, MANAGE), member_pk)
    if found is None:
        raise NoSuchClub
    return found


def trip_for(actor: Actor, pk: int, verb: str = VIEW) -> Trip:
    """Raises NoSuchClub."""
    found = trips.by_id(pk)
    if found is None or not actor.may(verb, found.club.organisation_id):
        raise NoSuchClub
    return found
