"""A reader's card read at the desk is a visit, where the library counts visits by cards: once a day, by one rule."""

from __future__ import annotations

from datetime import date, datetime

from densach.facts.actions import Entry
from densach.kernel.actor import Actor
from densach.services.circulation import counting
from densach.services.circulation.models import DeskOpening, Patron, Visit, VisitWay
from densach.services.circulation.queries.days import closing_of
from densach.services.circulation.queries.lending import VISITS
from densach.services.circulation.rules.slices import ON_SITE, slice_of


def card_visit(
    *,
    at: datetime,
    actor: Actor,
    library_id: int,
    patron: Patron,
    on: date,
    known: dict[str, DeskOpening],
) -> list[Entry]:
    """The entry of the reader's visit of the day, if visits are counted by cards here, this is the first and the day
    is not closed.
    """
    opening = known.get(VISITS)
    if opening is None or opening.way != VisitWay.CARD:
        return []
    rows = Visit.objects.filter(library_id=library_id, on=on, patron=patron, way=VisitWay.CARD)
    if rows.filter(cancelled_at__isnull=True).exists() or closing_of(library_id, on) is not None:
        return []
    visit = Visit.objects.create(
        library_id=library_id,
        on=on,
        at=at,
        way=VisitWay.CARD,
        slice=slice_of(patron.person, on, channel=ON_SITE),
        patron=patron,
        counted=on >= opening.since,
        by_name=actor.name,
    )
    return [counting.of_visit(visit)] if visit.counted else []
