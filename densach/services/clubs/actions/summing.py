"""A club's year: its words are written and rewritten until it is signed with the figures of that moment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.services.clubs.actions.holding import locked, tell
from densach.services.clubs.models import Club, YearSummary
from densach.services.clubs.queries import figures
from densach.services.clubs.rules.lifecycle import over
from densach.services.clubs.rules.refusals import (
    ChangedSince,
    NothingWritten,
    Signed,
    YearNotBegun,
    YearNotOver,
)


@transaction.atomic
def write_summary(
    *,
    at: datetime,
    actor: Actor,
    club: Club,
    year: int,
    did: str,
    lacked: str,
    next_year: str,
    seen: int,
) -> YearSummary:
    """`seen`: the revision of what stood on the page, 0 for none.

    Raises NotAllowed, YearNotBegun, Signed, ChangedSince.
    """
    held = locked(actor, club)
    if not held.founded_on.year <= year <= today(at).year:
        raise YearNotBegun(year=str(year))
    found = held.summaries.filter(year=year).first()
    if found is not None and found.signed_at is not None:
        raise Signed(year=str(year))
    if (found.revision if found is not None else 0) != seen:
        raise ChangedSince
    if found is None:
        found = YearSummary(club=held, year=year, revision=0)
    found.did, found.lacked, found.next_year = (
        did.strip()[:4000],
        lacked.strip()[:4000],
        next_year.strip()[:4000],
    )
    found.figures = figures.of_year(held, year).as_json()
    found.revision += 1
    found.written_at, found.written_by_name = at, actor.name
    found.save()
    tell(at, actor, held, "summed", year=str(year))
    return found


@transaction.atomic
def sign_summary(*, at: datetime, actor: Actor, summary: YearSummary, seen: int) -> YearSummary:
    """Its figures are read once more and stay with it. Raises NotAllowed, Signed, ChangedSince,
    YearNotOver, NothingWritten.
    """
    club = locked(actor, summary.club)
    found = club.summaries.get(pk=summary.pk)
    if found.signed_at is not None:
        raise Signed(year=str(found.year))
    if found.revision != seen:
        raise ChangedSince
    if not over(club, found.year, today(at)):
        raise YearNotOver(year=str(found.year))
    if not found.did.strip():
        raise NothingWritten
    found.figures = figures.of_year(club, found.year).as_json()
    found.signed_at, found.signed_by_name = at, actor.name
    found.revision += 1
    found.save()
    found.club = club
    tell(at, actor, club, "signed", year=str(found.year))
    return found
