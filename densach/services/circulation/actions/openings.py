"""From which day on a desk counts a measure: opened by the first act, never before the last day counted by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from densach.facts.queries.readings import last_by_hand
from densach.kernel.actor import Actor
from densach.services.circulation.models import DeskOpening, VisitWay
from densach.services.circulation.queries.lending import VISITS


def openings_of(library_id: int) -> dict[str, DeskOpening]:
    """What the desk counts in the library, by measure; one query."""
    rows = DeskOpening.objects.filter(library_id=library_id, until__isnull=True)
    return {row.measure: row for row in rows}


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
    found = (openings_of(library_id) if known is None else known).get(measure)
    if found is not None:
        return found
    by_hand = last_by_hand(library_id, [measure]).get(measure)
    since = on if by_hand is None else max(on, by_hand + timedelta(days=1))
    return DeskOpening.objects.create(
        library_id=library_id,
        measure=measure,
        since=since,
        way=(way or VisitWay.TAP) if measure == VISITS else "",
        made_at=at,
        made_by_name=actor.name,
    )
