"""A door that wrong passwords shut is opened before its time."""

from __future__ import annotations

from datetime import datetime

from axes.utils import reset
from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.people.models import User


@transaction.atomic
def unlock(*, at: datetime, actor: Actor, user: User) -> None:
    """Takes nothing over, so it asks only that the person be in one's care: `person_for` has seen to that."""
    reset(username=user.email.lower())
    journal.write(at=at, actor=actor, act="people.unlocked", subject=f"user:{user.pk}", name=user.name)
