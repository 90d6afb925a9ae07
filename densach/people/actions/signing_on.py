"""A province's sign-on says who somebody is: the account that it means, bound once and for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.dates import today
from densach.people import queries
from densach.people.actions.accounts import new_account
from densach.people.models import Identity, User
from densach.people.rules import OnlyWayIn, SignOnOther, SignOnUnknown
from densach.people.sign_on import Known


@transaction.atomic
def sign_on(*, at: datetime, known: Known, opens_accounts: bool) -> User:
    """The account of a subject; at the first sign-on found by the verified e-mail, and bound.

    An e-mail that was handed on to somebody else opens nothing: SignOnOther. Unknown ones: SignOnUnknown, unless
    the settings let the sign-on open accounts (without any role).
    """
    bound = queries.identity(known.issuer, known.subject)
    user = bound.user if bound is not None else _bind(at, known, opens_accounts)
    if not user.is_active or queries.has_left(user, today(at)):
        raise SignOnUnknown(email=known.email)
    if user.must_change:
        # Somebody else knows that password; the sign-on has just proven who this is.
        user.set_unusable_password()
        user.must_change = False
        user.save(update_fields=["password", "must_change"])
    return user


def _bind(at: datetime, known: Known, opens_accounts: bool) -> User:
    user = queries.user_by_email(known.email)
    if user is None and not opens_accounts:
        raise SignOnUnknown(email=known.email)
    if user is None:
        user = new_account(at=at, email=known.email, name=known.name, password=None)
    elif user.identities.filter(issuer=known.issuer).exists():
        raise SignOnOther(email=known.email)
    Identity.objects.create(user=user, issuer=known.issuer, subject=known.subject, linked_at=at)
    journal.write(
        at=at,
        actor=SYSTEM,
        act="people.sign_on_bound",
        subject=f"user:{user.pk}",
        name=user.name,
        issuer=known.issuer,
    )
    return user


@transaction.atomic
def unbind(*, at: datetime, actor: Actor, user: User) -> None:
    """One's own binding is taken back; the next sign-on binds again, by the e-mail. It needs another way in."""
    if not user.has_usable_password():
        raise OnlyWayIn()
    if user.identities.all().delete()[0]:
        journal.write(
            at=at, actor=actor, act="people.sign_on_unbound", subject=f"user:{user.pk}", name=user.name
        )
