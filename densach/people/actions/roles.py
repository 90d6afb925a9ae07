"""Roles are given and ended, each with its day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import translation

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import require_day
from densach.people import queries
from densach.people.actions.accounts import open_account
from densach.people.actions.allowing import leave_an_administrator
from densach.people.models import Membership, User
from densach.people.rules import (
    ROLES,
    EndsBeforeItBegins,
    RoleBeyondOwn,
    RoleEnded,
    RoleHeld,
    UnknownRole,
)


@transaction.atomic
def welcome(
    *,
    at: datetime,
    actor: Actor,
    email: str,
    name: str,
    password: str,
    organisation: Organisation,
    role: str,
    since: date,
) -> User:
    """An account with a one-time password and its first role, both or neither."""
    user = open_account(at=at, actor=actor, email=email, name=name, password=password, one_time=True)
    give_role(at=at, actor=actor, user=user, organisation=organisation, role=role, since=since)
    return user


@transaction.atomic
def give_role(
    *, at: datetime, actor: Actor, user: User, organisation: Organisation, role: str, since: date
) -> Membership:
    """From the day on the person has the role in the organisation and all that stands under it.

    Nobody gives what they may not do themselves there: RoleBeyondOwn. RoleHeld while it would be had twice.
    """
    place = may_give(at=at, actor=actor, organisation=organisation, role=role)
    require_day(today(at), since)
    if queries.overlapping_role(user, organisation, role, since):
        raise RoleHeld(name=user.name, role=str(ROLES[role].name), place=place)
    membership = Membership(user=user, organisation=organisation, role=role, valid_from=since)
    membership.full_clean()
    membership.save()
    _journal_role("people.role_given", at, actor, membership, place, since=since)
    return membership


def may_give(*, at: datetime, actor: Actor, organisation: Organisation, role: str) -> str:
    """The name of the place. Raises NotAllowed, UnknownRole, RoleBeyondOwn."""
    if not actor.may(queries.MANAGE, organisation):
        raise NotAllowed(verb=queries.MANAGE)
    if role not in ROLES:
        raise UnknownRole(role=role)
    place = _place_name(organisation, at)
    if not queries.could_give(actor, role, organisation):
        raise RoleBeyondOwn(role=str(ROLES[role].name), place=place)
    return place


def _place_name(organisation: Organisation, at: datetime) -> str:
    return organisations.named(organisation, today(at)).name


def _journal_role(
    act: str, at: datetime, actor: Actor, membership: Membership, place: str, **days: date
) -> None:
    # Kept as this country's papers name it, like the place: the line stays true when the role is renamed.
    with translation.override("vi"):
        role = str(ROLES[membership.role].name) if membership.role in ROLES else membership.role
    user = membership.user
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=membership.organisation,
        subject=f"user:{user.pk}",
        name=user.name,
        role=role,
        place=place,
        **days,
    )


@transaction.atomic
def end_role(*, at: datetime, actor: Actor, membership: Membership, last_day: date) -> None:
    """The role still holds on its last day; the row stays, as history."""
    on, user, organisation = today(at), membership.user, membership.organisation
    place = _place_name(organisation, at)
    if not queries.could_end(actor, membership):
        raise RoleBeyondOwn(role=str(ROLES[membership.role].name), place=place)
    if membership.valid_to is not None and membership.valid_to < on:
        raise RoleEnded(ended=membership.valid_to)
    require_day(on, last_day)
    if last_day < membership.valid_from:
        raise EndsBeforeItBegins(since=membership.valid_from)
    leave_an_administrator([membership], user, on)
    membership.valid_to = last_day
    membership.save(update_fields=["valid_to"])
    _journal_role("people.role_ended", at, actor, membership, place, last_day=last_day)
