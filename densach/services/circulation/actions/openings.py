"""From which day on a desk counts a measure: opened by the first act, never before the last day counted by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from django.db import connection

from densach.facts.queries.readings import last_by_hand
from densach.journal.plain import instance, select, table
from densach.kernel.actor import Actor
from densach.services.circulation.models import DeskOpening, VisitWay
from densach.services.circulation.queries.lending import VISITS


@cache
def _openings_statement() -> str:
    # Every loan asks this.
    return (
        f"SELECT {select(DeskOpening, 'd')} FROM {table(DeskOpening)} d WHERE d.library_id = %s "  # noqa: S608  # names of our tables
        "AND (d.until IS NULL OR d.until >= %s) ORDER BY d.since"
    )


def openings_of(library_id: int, on: date) -> dict[str, DeskOpening]:
    """What the desk counts in the library on the day, by measure, or what it will count from a later day; one query."""
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_openings_statement(), [library_id, day])
        rows = [instance(DeskOpening, row) for row in cursor.fetchall()]
    found: dict[str, DeskOpening] = {}
    for row in rows:
        if row.measure not in found or row.since <= on:
            found[row.measure] = row
    return found


def opened(
    *,
    at: datetime,
    actor: Actor,
    library_id: int,
    measure: str,
    on: date,
    known: dict[str, DeskOpening] | None = None,
    way: str = "",
) -> DeskOpening:
    """The opening of the measure, made now if this is the first act. Days before `since` are counted by hand."""
    found = (known or {}).get(measure) or openings_of(library_id, on).get(measure)
    if found is not None:
        return found
    by_hand = last_by_hand(library_id, [measure]).get(measure)
    row = DeskOpening(
        library_id=library_id,
        measure=measure,
        since=on if by_hand is None else max(on, by_hand + timedelta(days=1)),
        way=(way or VisitWay.TAP) if measure == VISITS else "",
        made_at=at,
        made_by_name=actor.name,
    )
    # Two desks may open it at once; the database keeps one of the two rows, and both go on by it.
    DeskOpening.objects.bulk_create([row], ignore_conflicts=True)
    return openings_of(library_id, on)[measure]
