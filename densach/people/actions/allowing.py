"""What every act on somebody's account asks first, and how it is journalled."""

from __future__ import annotations

from datetime import date, datetime

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.people import queries
from densach.people.models import Membership, User
from densach.people.rules import ADMINISTRATOR, LastAdministrator, NotOnOneself, PersonBeyondOwn


def leave_an_administrator(memberships: list[Membership], user: User, on: date) -> None:
    for one in memberships:
        if one.role == ADMINISTRATOR and not queries.is_administered_without(user, one.organisation, on):
            place = organisations.named(one.organisation_id, on).name
            raise LastAdministrator(name=user.name, place=place)


def look_after(actor: Actor, user: User, on: date) -> None:
    """Whoever could set somebody's password could sign in as them, so it asks for all that they may do."""
    if actor.id == user.pk:
        raise NotOnOneself()
    if not queries.governs(actor, user, on):
        raise PersonBeyondOwn(name=user.name)


def journal_account(act: str, at: datetime, actor: Actor, user: User) -> None:
    held = queries.memberships_of(user, today(at))
    place = held[0].organisation if held else None
    journal.write(at=at, actor=actor, act=act, organisation=place, subject=f"user:{user.pk}", name=user.name)
