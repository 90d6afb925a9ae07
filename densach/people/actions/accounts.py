"""Accounts are opened, closed and opened again; their passwords."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.collation import person_sort_key
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.people import queries
from densach.people.actions.allowing import journal_account, leave_an_administrator, look_after
from densach.people.actions.sessions import end_every_sign_in
from densach.people.models import Language, User
from densach.people.queries import user_by_email
from densach.people.rules import (
    ALONE_LENGTH,
    AccountClosed,
    AccountOpen,
    EmailTaken,
    SamePassword,
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
    user = new_account(at=at, email=email, name=name, password=password, one_time=one_time)
    journal.write(at=at, actor=actor, act="people.account_opened", subject=f"user:{user.pk}", name=user.name)
    return user


def new_account(*, at: datetime, email: str, name: str, password: str | None, one_time: bool = False) -> User:
    """Inner part of every act that makes an account; whoever calls has asked who may, and journals."""
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
    return user


def check_password(password: str, user: User) -> None:
    """Refuses in the validators' own sentence. Whoever administers without a second factor needs a longer one."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(why=" ".join(error.messages)) from error
    if user.pk and len(password) < ALONE_LENGTH and queries.administers_by_password_alone(user):
        raise WeakPassword(why=gettext("Administrators without a second factor need 15 characters."))


@transaction.atomic
def close_account(*, at: datetime, actor: Actor, user: User) -> None:
    """Nobody can sign in with it; whoever is signed in with it is out at their next step. Roles stay as they are."""
    on = today(at)
    look_after(actor, user, on)
    if not user.is_active:
        raise AccountClosed(name=user.name)
    leave_an_administrator(queries.memberships_of(user, on), user, on)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_every_sign_in(at, user)
    journal_account("people.account_closed", at, actor, user)


@transaction.atomic
def reopen_account(*, at: datetime, actor: Actor, user: User, password: str) -> None:
    """Opened again with a one-time password, so that no browser signed in before it was closed comes back in."""
    look_after(actor, user, today(at))
    if user.is_active:
        raise AccountOpen(name=user.name)
    user.is_active = True
    user.last_day = None
    _set_one_time(user, password)
    journal_account("people.account_reopened", at, actor, user)


@transaction.atomic
def set_one_time_password(*, at: datetime, actor: Actor, user: User, password: str) -> None:
    """For whoever forgot theirs: it opens only the page where they choose their own. Ends every sign-in."""
    look_after(actor, user, today(at))
    if not user.is_active:
        raise AccountClosed(name=user.name)
    _set_one_time(user, password)
    end_every_sign_in(at, user)
    journal_account("people.password_set", at, actor, user)


def _set_one_time(user: User, password: str) -> None:
    check_password(password, user)
    user.set_password(password)
    user.must_change = True
    user.save(update_fields=["password", "must_change", "is_active", "last_day"])


@transaction.atomic
def change_language(*, at: datetime, actor: Actor, user: User, language: str) -> None:
    user.language = Language(language)
    user.save(update_fields=["language"])


@transaction.atomic
def change_password(*, at: datetime, actor: Actor, user: User, password: str, session_key: str = "") -> None:
    """The person's own new password; everyone signed in elsewhere under the account must sign in again."""
    check_password(password, user)
    if user.must_change and user.check_password(password):
        raise SamePassword()
    user.set_password(password)
    user.must_change = False
    user.save(update_fields=["password", "must_change"])
    end_every_sign_in(at, user, session_key)
    journal.write(
        at=at, actor=actor, act="people.password_changed", subject=f"user:{user.pk}", name=user.name
    )
