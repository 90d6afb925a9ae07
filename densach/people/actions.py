"""Accounts and roles."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import person_sort_key
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people import queries
from densach.people.models import Language, Membership, User
from densach.people.queries import user_by_email
from densach.people.rules import (
    ADMINISTRATOR,
    ROLES,
    AccountClosed,
    AccountOpen,
    EmailTaken,
    EndsBeforeItBegins,
    LastAdministrator,
    NotOnOneself,
    PersonBeyondOwn,
    RoleBeyondOwn,
    RoleEnded,
    RoleHeld,
    SamePassword,
    UnknownRole,
    WeakPassword,
)


@transaction.atomic
def open_account(
    *, at: datetime, actor: Actor, email: str, name: str, password: str | None, one_time: bool = False
) -> User:
    """A new account; without a password nobody can sign in with it yet, with a one-time one only to change it."""
    if not actor.may(queries.MANAGE, None):
        raise NotAllowed(verb=queries.MANAGE)
    if user_by_email(email):
        raise EmailTaken(email=email)
    name = clean_text(name)
    user = User(
        email=email.strip(), name=name, folded_name=fold(name), sort_key=person_sort_key(name), joined_at=at
    )
    if password is None:
        user.set_unusable_password()
    else:
        check_password(password, user)
        user.set_password(password)
        user.must_change = one_time
    user.full_clean()
    user.save()
    journal.write(at=at, actor=actor, act="people.account_opened", subject=f"user:{user.pk}", name=user.name)
    return user


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


def check_password(password: str, user: User) -> None:
    """Refuses in the validators' own sentence."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(why=" ".join(error.messages)) from error


@transaction.atomic
def give_role(
    *, at: datetime, actor: Actor, user: User, organisation: Organisation, role: str, since: date
) -> Membership:
    """From the day on the person has the role in the organisation and all that stands under it.

    Nobody gives what they may not do themselves there: RoleBeyondOwn. RoleHeld while it would be had twice.
    """
    if not actor.may(queries.MANAGE, organisation):
        raise NotAllowed(verb=queries.MANAGE)
    if role not in ROLES:
        raise UnknownRole(role=role)
    place = _place_name(organisation, at)
    if not queries.could_give(actor, role, organisation):
        raise RoleBeyondOwn(role=str(ROLES[role].name), place=place)
    if queries.overlapping_role(user, organisation, role, since):
        raise RoleHeld(name=user.name, role=str(ROLES[role].name), place=place)
    membership = Membership(user=user, organisation=organisation, role=role, valid_from=since)
    membership.full_clean()
    membership.save()
    _journal_role("people.role_given", at, actor, membership, place, since=since)
    return membership


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
    if not queries.could_give(actor, membership.role, organisation):
        raise RoleBeyondOwn(role=str(ROLES[membership.role].name), place=place)
    if membership.valid_to is not None and membership.valid_to < on:
        raise RoleEnded(ended=membership.valid_to)
    if last_day < membership.valid_from:
        raise EndsBeforeItBegins(since=membership.valid_from)
    _leave_an_administrator([membership], user, on)
    membership.valid_to = last_day
    membership.save(update_fields=["valid_to"])
    _journal_role("people.role_ended", at, actor, membership, place, last_day=last_day)


def _leave_an_administrator(memberships: list[Membership], user: User, on: date) -> None:
    for one in memberships:
        if one.role == ADMINISTRATOR and not queries.is_administered_without(user, one.organisation, on):
            place = organisations.named(one.organisation_id, on).name
            raise LastAdministrator(name=user.name, place=place)


def _look_after(actor: Actor, user: User, on: date) -> None:
    """Whoever could set somebody's password could sign in as them, so it asks for all that they may do."""
    if actor.id == user.pk:
        raise NotOnOneself()
    if not queries.governs(actor, user, on):
        raise PersonBeyondOwn(name=user.name)


def _journal_account(act: str, at: datetime, actor: Actor, user: User) -> None:
    held = queries.memberships_of(user, today(at))
    place = held[0].organisation if held else None
    journal.write(at=at, actor=actor, act=act, organisation=place, subject=f"user:{user.pk}", name=user.name)


@transaction.atomic
def close_account(*, at: datetime, actor: Actor, user: User) -> None:
    """Nobody can sign in with it; whoever is signed in with it is out at their next step. Roles stay as they are."""
    on = today(at)
    _look_after(actor, user, on)
    if not user.is_active:
        raise AccountClosed(name=user.name)
    _leave_an_administrator(queries.memberships_of(user, on), user, on)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _journal_account("people.account_closed", at, actor, user)


@transaction.atomic
def reopen_account(*, at: datetime, actor: Actor, user: User, password: str) -> None:
    """Opened again with a one-time password, so that no browser signed in before it was closed comes back in."""
    _look_after(actor, user, today(at))
    if user.is_active:
        raise AccountOpen(name=user.name)
    user.is_active = True
    _set_one_time(user, password)
    _journal_account("people.account_reopened", at, actor, user)


@transaction.atomic
def set_one_time_password(*, at: datetime, actor: Actor, user: User, password: str) -> None:
    """For whoever forgot theirs: it opens only the page where they choose their own. Ends every sign-in."""
    _look_after(actor, user, today(at))
    if not user.is_active:
        raise AccountClosed(name=user.name)
    _set_one_time(user, password)
    _journal_account("people.password_set", at, actor, user)


def _set_one_time(user: User, password: str) -> None:
    check_password(password, user)
    user.set_password(password)
    user.must_change = True
    user.save(update_fields=["password", "must_change", "is_active"])


@transaction.atomic
def change_language(*, at: datetime, actor: Actor, user: User, language: str) -> None:
    user.language = Language(language)
    user.save(update_fields=["language"])


@transaction.atomic
def change_password(*, at: datetime, actor: Actor, user: User, password: str) -> None:
    """The person's own new password; everyone signed in elsewhere under the account must sign in again."""
    check_password(password, user)
    if user.must_change and user.check_password(password):
        raise SamePassword()
    user.set_password(password)
    user.must_change = False
    user.save(update_fields=["password", "must_change"])
    journal.write(
        at=at, actor=actor, act="people.password_changed", subject=f"user:{user.pk}", name=user.name
    )
