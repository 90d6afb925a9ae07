"""Accounts: whose they are, and what each still has to do."""

from __future__ import annotations

from datetime import date

from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.people.models import Membership, User
from densach.people.queries.actor import StaffActor, holds


def user_by_email(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def staff_of(organisation: Organisation, on: date) -> list[tuple[str, str]]:
    """Name and role code of the people who work in the organisation on the day."""
    rows = Membership.objects.filter(
        holds(on), organisation=organisation, user__is_active=True
    ).select_related("user")
    return [(row.user.name, row.role) for row in rows.order_by("user__name")]


def own_account(actor: Actor) -> User:
    """The account behind the actor. LookupError for one that has none."""
    if not isinstance(actor, StaffActor):
        raise LookupError(actor.name)
    return User.objects.get(pk=actor.user.pk)


def any_account() -> bool:
    """Whether anybody has an account here."""
    return User.objects.exists()


def must_change_password(actor: Actor) -> bool:
    """Whether somebody else knows the password: only the page where it is changed is open then."""
    return isinstance(actor, StaffActor) and actor.user.must_change


def has_left(user: User, on: date) -> bool:
    """Whether the person's last day in the service is over."""
    return user.last_day is not None and user.last_day < on
