"""Somebody moves to another unit, or leaves the service."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import require_day
from densach.people import queries
from densach.people.actions.allowing import leave_an_administrator, look_after
from densach.people.actions.roles import end_role, give_role
from densach.people.actions.sessions import end_every_sign_in
from densach.people.models import Membership, User
from densach.people.rules import AccountClosed, LeavesInFuture, StaysHere

# Further ahead nobody knows; a date typed wrong by a year is caught.
_AHEAD = timedelta(days=366)


@transaction.atomic
def move(
    *,
    at: datetime,
    actor: Actor,
    user: User,
    leaving: Organisation,
    to: Organisation,
    role: str,
    since: date,
) -> Membership:
    """Every role in the unit left ends on the day before; one role in the new unit begins on the day."""
    on = today(at)
    if leaving.pk == to.pk:
        raise StaysHere(place=organisations.named(to, on).name)
    require_day(on, since)
    given = give_role(at=at, actor=actor, user=user, organisation=to, role=role, since=since)
    for membership in queries.lasting_in(user, leaving, since):
        last_day = max(since - timedelta(days=1), membership.valid_from)
        end_role(at=at, actor=actor, membership=membership, last_day=last_day)
    journal.write(
        at=at,
        actor=actor,
        act="people.moved",
        organisation=to,
        subject=f"user:{user.pk}",
        name=user.name,
        left=organisations.named(leaving, on).name,
        place=organisations.named(to, on).name,
        since=since,
    )
    return given


@transaction.atomic
def leave_service(*, at: datetime, actor: Actor, user: User, last_day: date) -> None:
    """Every role ends on the last day, and after it nobody signs in with the account. What was done stays."""
    on = today(at)
    look_after(actor, user, on)
    if not user.is_active:
        raise AccountClosed(name=user.name)
    if not on - timedelta(days=1) <= last_day <= on + _AHEAD:
        raise LeavesInFuture(limit=on + _AHEAD)
    roles = queries.lasting_roles(user, on)
    leave_an_administrator(roles, user, on)
    for membership in roles:
        if membership.valid_to is None or membership.valid_to > last_day:
            end_role(at=at, actor=actor, membership=membership, last_day=max(last_day, membership.valid_from))
    user.last_day = last_day
    user.save(update_fields=["last_day"])
    if last_day < on:
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_every_sign_in(at, user)
    journal.write(
        at=at,
        actor=actor,
        act="people.left_service",
        organisation=roles[0].organisation if roles else None,
        subject=f"user:{user.pk}",
        name=user.name,
        last_day=last_day,
    )
