"""Accounts and roles."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.people.models import Language, Membership, User
from densach.people.queries import user_by_email
from densach.people.rules import ROLES, EmailTaken, UnknownRole, WeakPassword


@transaction.atomic
def open_account(*, at: datetime, actor: Actor, email: str, name: str, password: str | None) -> User:
    """A new account; without a password nobody can sign in with it yet."""
    if not actor.may("people.manage", None):
        raise NotAllowed(verb="people.manage")
    if user_by_email(email):
        raise EmailTaken(email=email)
    user = User(email=email.strip(), name=clean_text(name), joined_at=at)
    if password is None:
        user.set_unusable_password()
    else:
        check_password(password, user)
        user.set_password(password)
    user.full_clean()
    user.save()
    journal.write(at=at, actor=actor, act="people.account_opened", subject=f"user:{user.pk}", name=user.name)
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
    """From the day on the person has the role in the organisation and all that stands under it."""
    if not actor.may("people.manage", organisation):
        raise NotAllowed(verb="people.manage")
    if role not in ROLES:
        raise UnknownRole(role=role)
    membership = Membership(user=user, organisation=organisation, role=role, valid_from=since)
    membership.full_clean()
    membership.save()
    journal.write(
        at=at,
        actor=actor,
        act="people.role_given",
        organisation=organisation,
        subject=f"user:{user.pk}",
        name=user.name,
        role=role,
    )
    return membership


@transaction.atomic
def change_language(*, at: datetime, actor: Actor, user: User, language: str) -> None:
    user.language = Language(language)
    user.save(update_fields=["language"])


@transaction.atomic
def change_password(*, at: datetime, actor: Actor, user: User, password: str) -> None:
    """The person's own new password; everyone signed in elsewhere under the account must sign in again."""
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    journal.write(
        at=at, actor=actor, act="people.password_changed", subject=f"user:{user.pk}", name=user.name
    )
