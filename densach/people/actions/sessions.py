"""Sign-ins: where somebody is signed in begins, is seen again, and ends."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.people.actions.allowing import look_after
from densach.people.models import SignIn, User, Way
from densach.people.rules import browser_words

# Older lines help nobody and are personal data.
_KEPT = timedelta(days=90)


def _rough(address: str) -> str:
    """Without its last part: it tells an office from a home, not a person from another."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv4Address):
        return f"{'.'.join(address.split('.')[:3])}.…"
    return f"{':'.join(found.exploded.split(':')[:3])}:…"


@transaction.atomic
def begin_sign_in(
    *, at: datetime, user: User, session_key: str, agent: str, address: str, way: str
) -> SignIn:
    SignIn.objects.filter(user=user, began_at__lt=at - _KEPT).delete()
    return SignIn.objects.create(
        user=user,
        session_key=session_key,
        browser=browser_words(agent),
        rough_address=_rough(address),
        way=Way(way),
        began_at=at,
        seen_at=at,
    )


@transaction.atomic
def saw(*, at: datetime, session_key: str) -> None:
    """The browser asked for a page just now."""
    SignIn.objects.filter(session_key=session_key, ended_at__isnull=True).update(seen_at=at)


@transaction.atomic
def carry_sign_in(*, old: str, new: str) -> None:
    """The same browser under a new key, as after a changed password."""
    SignIn.objects.filter(session_key=old, ended_at__isnull=True).update(session_key=new)


@transaction.atomic
def sign_out(*, at: datetime, session_key: str) -> None:
    """By the person's own hand; the session itself is ended by Django."""
    SignIn.objects.filter(session_key=session_key, ended_at__isnull=True).update(ended_at=at)


def _end(at: datetime, sign_in: SignIn) -> None:
    import_module(settings.SESSION_ENGINE).SessionStore(sign_in.session_key).delete()
    sign_in.ended_at = at
    sign_in.save(update_fields=["ended_at"])


def end_every_sign_in(at: datetime, user: User, but: str = "") -> int:
    """Inner part of acts that end them all, but the one with this key; returns how many ended."""
    rows = list(user.sign_ins.filter(ended_at__isnull=True).exclude(session_key=but))
    for row in rows:
        _end(at, row)
    return len(rows)


@transaction.atomic
def end_sign_in(*, at: datetime, actor: Actor, sign_in: SignIn) -> None:
    """One browser is out at its next step: one's own, or that of somebody in one's care."""
    user = sign_in.user
    if actor.id != user.pk:
        look_after(actor, user, today(at))
    _end(at, sign_in)
    journal.write(
        at=at,
        actor=actor,
        act="people.sign_in_ended",
        subject=f"user:{user.pk}",
        name=user.name,
        browser=sign_in.browser,
    )


@transaction.atomic
def end_sign_ins(*, at: datetime, actor: Actor, user: User, but: str = "") -> int:
    """All of them, or all but the browser that asks."""
    if actor.id != user.pk:
        look_after(actor, user, today(at))
    ended = end_every_sign_in(at, user, but)
    if ended:
        journal.write(
            at=at,
            actor=actor,
            act="people.sign_ins_ended",
            subject=f"user:{user.pk}",
            name=user.name,
            count=ended,
        )
    return ended
