"""From which day on activities count a measure in a unit: opened by its first closed session, never on days that are
counted by hand (decision 0028).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import connection

from densach.facts.queries.readings import last_by_hand
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.services.activities.models import ServiceOpening


def counting_on(
    *, at: datetime, actor: Actor, organisation_id: int, measures: Collection[str], on: date
) -> set[str]:
    """Those of the measures that activities count in the unit on the day, opening what is not open yet.

    An opening moves back to an earlier session that is closed later, as far as no day counted by hand lies there; what
    units counted by hand stays theirs.
    """
    openings = _openings(organisation_id, measures)
    asked = [one for one in measures if one not in openings or on < openings[one].since]
    if asked:
        _let_one_in(organisation_id)
        by_hand = last_by_hand(organisation_id, asked)
        for measure in asked:
            last = by_hand.get(measure)
            _open(at, actor, organisation_id, measure, on, last, openings.get(measure))
        openings = _openings(organisation_id, measures)
    return {one for one, opening in openings.items() if opening.since <= on}


def _openings(organisation_id: int, measures: Collection[str]) -> dict[str, ServiceOpening]:
    rows = ServiceOpening.objects.filter(
        organisation_id=organisation_id, measure__in=list(measures), until__isnull=True
    )
    return {row.measure: row for row in rows}


def _let_one_in(organisation_id: int) -> None:
    """On PostgreSQL a count by hand could come in between; SQLite's writers stand in a queue anyway."""
    if connection.features.has_select_for_update:
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def _open(
    at: datetime,
    actor: Actor,
    organisation_id: int,
    measure: str,
    on: date,
    by_hand: date | None,
    opening: ServiceOpening | None,
) -> None:
    since = on if by_hand is None else max(on, by_hand + timedelta(days=1))
    if opening is None:
        row = ServiceOpening(
            organisation_id=organisation_id, measure=measure, since=since, made_at=at, made_by_name=actor.name
        )
        # Two sessions may be closed at once; the database keeps one of the two rows, and both go on by it.
        ServiceOpening.objects.bulk_create([row], ignore_conflicts=True)
    elif since < opening.since:
        ServiceOpening.objects.filter(pk=opening.pk, since__gt=since).update(since=since)
