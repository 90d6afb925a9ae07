"""The only writer of occasions, their dates and the links of feeds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text, fold
from densach.organisations.models import Organisation
from densach.people.access import require
from densach.programme.calendar.access import VIEW, require_place
from densach.programme.calendar.models import FeedLink, Occasion, OccasionDates
from densach.programme.calendar.queries.feeds import digest
from densach.programme.calendar.rules import (
    LONGEST,
    DatesNotInYear,
    DatesOutOfOrder,
    NameTaken,
    ReasonNeeded,
    TooLong,
    UnknownFeed,
    check_day,
)
from densach.programme.calendar.seeds import seeds


@dataclass(frozen=True)
class OccasionValues:
    name_vi: str
    rule: str
    day: int | None = None
    month: int | None = None
    leap: bool = False
    days: int = 1
    name_en: str = ""
    source: str = ""


@transaction.atomic
def seed_occasions(*, at: datetime) -> int:
    """The nation's days; safe to run again. How many are new."""
    made = 0
    for seed in seeds():
        told = {
            "rule": seed.rule,
            "day": int(seed.day) if seed.day else None,
            "month": int(seed.month) if seed.month else None,
            "days": int(seed.days),
            "name_vi": seed.name_vi,
            "name_en": seed.name_en,
            "source": seed.source,
        }
        _one, is_new = Occasion.objects.get_or_create(
            code=seed.code, defaults={**told, "added_at": at, "added_by_name": "Đèn Sách"}
        )
        made += is_new
    return made


@transaction.atomic
def add_occasion(*, at: datetime, actor: Actor, values: OccasionValues) -> Occasion:
    """A day of the actor's own place. Raises NoSuchDay, NameTaken, NotAllowed."""
    place, area_id = require_place(actor, today(at))
    if values.rule != "set" and values.day and values.month:
        check_day(values.rule, values.day, values.month)
    name = clean_text(values.name_vi)
    if any(fold(one) == fold(name) for one in _names(area_id)):
        raise NameTaken(name=name)
    occasion = Occasion(
        code=_free_code(name),
        area_id=area_id,
        rule=values.rule,
        name_vi=name,
        name_en=clean_text(values.name_en) or name,
        day=values.day if values.rule != "set" else None,
        month=values.month if values.rule != "set" else None,
        leap=values.leap and values.rule == "lunar",
        days=values.days,
        source=clean_text(values.source),
        added_at=at,
        added_by_name=actor.name,
    )
    occasion.full_clean()
    occasion.save()
    _tell(at, actor, "calendar.occasion_added", place, occasion)
    return occasion


def _names(area_id: int) -> list[str]:
    return list(Occasion.objects.filter(area_id=area_id).values_list("name_vi", flat=True))


def _free_code(name: str) -> str:
    stem = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())[:60].strip("-") or "dip"
    code, number = stem, 1
    while Occasion.objects.filter(code=code).exists():
        number += 1
        code = f"{stem}-{number}"
    return code


@transaction.atomic
def set_dates(
    *, at: datetime, actor: Actor, occasion: Occasion, first: date, last: date, note: str = ""
) -> OccasionDates:
    """The dates of an occasion in the year of `first`, in the actor's place; the last word holds.

    Raises DatesOutOfOrder, TooLong, NotAllowed.
    """
    place, area_id = require_place(actor, today(at))
    if first > last:
        raise DatesOutOfOrder(first=first, last=last)
    if (last - first).days >= LONGEST:
        raise TooLong(limit=LONGEST)
    if not 2000 <= first.year <= 2100:
        raise DatesNotInYear(first=first, year=str(first.year))
    made = OccasionDates(
        occasion=occasion,
        area_id=area_id,
        year=first.year,
        first_day=first,
        last_day=last,
        note=clean_text(note),
        set_at=at,
        set_by_name=actor.name,
    )
    made.full_clean()
    made.save()
    _tell(at, actor, "calendar.dates_set", place, occasion, first=first, last=last)
    return made


@transaction.atomic
def cancel_year(*, at: datetime, actor: Actor, occasion: Occasion, year: int, reason: str) -> OccasionDates:
    """The occasion is not held in a year, in the actor's place. Raises ReasonNeeded, NotAllowed."""
    place, area_id = require_place(actor, today(at))
    if not clean_text(reason):
        raise ReasonNeeded
    made = OccasionDates.objects.create(
        occasion=occasion,
        area_id=area_id,
        year=year,
        cancelled=True,
        note=clean_text(reason),
        set_at=at,
        set_by_name=actor.name,
    )
    _tell(at, actor, "calendar.cancelled", place, occasion, year=str(year), reason=made.note)
    return made


@transaction.atomic
def take_back_word(*, at: datetime, actor: Actor, occasion: Occasion, year: int) -> int:
    """The last word of the actor's place on a year goes; what was said before holds again. How many went."""
    place, area_id = require_place(actor, today(at))
    last = OccasionDates.objects.filter(occasion=occasion, area_id=area_id, year=year).order_by("-pk").first()
    if last is None:
        return 0
    last.delete()
    _tell(at, actor, "calendar.word_taken_back", place, occasion, year=str(year))
    return 1


@transaction.atomic
def make_link(*, at: datetime, actor: Actor, organisation: Organisation) -> str:
    """A secret for the feed of a unit, told once; only its digest is kept. It takes the place of the person's last one.

    Raises NotAllowed.
    """
    require(actor, VIEW, organisation)
    if actor.id is None:
        raise NotAllowed(verb=VIEW)
    FeedLink.objects.filter(organisation=organisation, user_id=actor.id, ended_at__isnull=True).update(
        ended_at=at
    )
    token = secrets.token_urlsafe(24)
    FeedLink.objects.create(
        sha256=digest(token),
        organisation=organisation,
        user_id=actor.id,
        made_at=at,
        made_by_name=actor.name,
    )
    journal.write(at=at, actor=actor, act="calendar.link_made", organisation=organisation)
    return token


@transaction.atomic
def end_link(*, at: datetime, actor: Actor, pk: int) -> None:
    """The link opens nothing any more. Only whose it is ends it. Raises UnknownFeed."""
    link = FeedLink.objects.select_for_update(of=("self",)).select_related("organisation")
    found = link.filter(pk=pk, user_id=actor.id or 0, ended_at__isnull=True).first()
    if found is None:
        raise UnknownFeed
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    journal.write(at=at, actor=actor, act="calendar.link_ended", organisation=found.organisation)


def _tell(
    at: datetime, actor: Actor, act: str, place: Organisation, occasion: Occasion, **params: object
) -> None:
    journal.write(
        at=at,
        actor=actor,
        act=act,
        organisation=place,
        subject=f"occasion:{occasion.code}",
        name=occasion.name_vi,
        **params,
    )
