"""Secret links, and whom they speak for: whoever has left sees nothing any more."""

from __future__ import annotations

import hashlib
from datetime import datetime

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.people.models import User
from densach.people.queries import StaffActor, has_left
from densach.programme.calendar.access import VIEW
from densach.programme.calendar.models import FeedLink
from densach.programme.calendar.rules import UnknownFeed


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def links_of(user_id: int) -> list[FeedLink]:
    """The links of a person that still open."""
    rows = FeedLink.objects.filter(user_id=user_id, ended_at__isnull=True).select_related("organisation")
    return list(rows.order_by("-made_at"))


def feed_actor(token: str, at: datetime) -> tuple[FeedLink, Actor]:
    """The link and who it speaks for, with the rights of today. Raises UnknownFeed: unknown, ended, or gone."""
    rows = FeedLink.objects.select_related("organisation", "user")
    link = rows.filter(sha256=digest(token), ended_at__isnull=True).first()
    if link is None:
        raise UnknownFeed
    user: User = link.user
    if not user.is_active or has_left(user, today(at)):
        raise UnknownFeed
    actor = StaffActor(user=user, on=today(at))
    if not actor.may(VIEW, link.organisation):
        raise UnknownFeed
    return link, actor
