"""A door that wrong passwords shut is opened before its time."""

from __future__ import annotations

from datetime import datetime

from axes.utils import reset
from django.db import transaction
from django.db.models import F

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.people.models import User


@transaction.atomic
def count_wrong(*, at: datetime, email: str) -> None:
    """One more wrong password or code for the account, from wherever; nothing where there is no such account."""
    User.objects.filter(email__iexact=email.strip()).update(
        wrong_in_a_row=F("wrong_in_a_row") + 1, wrong_at=at
    )


@transaction.atomic
def forget_wrong(*, user: User) -> None:
    """The person came in, or somebody who looks after them opens the door."""
    User.objects.filter(pk=user.pk, wrong_in_a_row__gt=0).update(wrong_in_a_row=0, wrong_at=None)


@transaction.atomic
def unlock(*, at: datetime, actor: Actor, user: User) -> None:
    """Takes nothing over, so it asks only that the person be in one's care: `person_for` has seen to that."""
    reset(username=user.email.lower())
    forget_wrong(user=user)
    journal.write(at=at, actor=actor, act="people.unlocked", subject=f"user:{user.pk}", name=user.name)
