"""Staff posts of an institution: how many, and what whoever holds one must have learnt."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text
from densach.organisations.actions.profile import allow_profile, note, require_alive
from densach.organisations.models import Organisation, Post
from densach.organisations.rules import PostEnded, PostTaken, PostWithoutPlaces, UnknownPost, require_day


@transaction.atomic
def write_post(
    *,
    at: datetime,
    actor: Actor,
    organisation: Organisation,
    title: str,
    number: int,
    since: date,
    requirement: str = "",
) -> Post:
    """From the day on there is this post so many times. A post of the same title goes on as the new one."""
    allow_profile(actor, organisation)
    name = require_alive(organisation, at)
    require_day(today(at), since)
    post = lay_post(organisation, title=title, number=number, since=since, requirement=requirement)
    note(at, actor, "post_written", organisation, name=name, title=post.title, number=number)
    return post


def lay_post(
    organisation: Organisation, *, title: str, number: int, since: date, requirement: str = ""
) -> Post:
    """The table alone; the act that calls it asks who may, and tells the journal."""
    title = " ".join(clean_text(title).split())
    if number < 1:
        raise PostWithoutPlaces(title=title)
    _end_present(organisation, title, since)
    post = Post(
        organisation=organisation,
        title=title,
        number=number,
        requirement=clean_text(requirement),
        valid_from=since,
    )
    post.full_clean()
    post.save()
    return post


def _end_present(organisation: Organisation, title: str, since: date) -> None:
    same = organisation.posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=since), title=title)
    if same.filter(valid_from__gte=since).exists():
        raise PostTaken(title=title)
    for post in same:
        post.valid_to = since - timedelta(days=1)
        post.save(update_fields=["valid_to"])


@transaction.atomic
def end_post(*, at: datetime, actor: Actor, organisation: Organisation, post_id: int, last_day: date) -> Post:
    """The post is there to the day and no longer."""
    allow_profile(actor, organisation)
    name = require_alive(organisation, at)
    require_day(today(at), last_day)
    post = organisation.posts.filter(pk=post_id).first()
    if post is None:
        raise UnknownPost()
    if post.valid_to is not None or last_day < post.valid_from:
        raise PostEnded(title=post.title, since=post.valid_from)
    post.valid_to = last_day
    post.full_clean(validate_constraints=False)
    post.save(update_fields=["valid_to"])
    note(at, actor, "post_ended", organisation, name=name, title=post.title, last_day=last_day.isoformat())
    return post
