"""What a closed round counts: one contest, and its entries. Each row is the record behind one fact."""

from __future__ import annotations

from datetime import datetime

from densach.facts import actions as book
from densach.facts.origin import Origin
from densach.services.activities.measures import CONTESTS, ENTRIES
from densach.services.contests.counting import of
from densach.services.contests.models import EntryState, Round, RoundCount


def count(at: datetime, round_: Round) -> None:
    """Inside the caller's transaction; `held_on` is told and not to come."""
    if round_.held_on is None:
        return
    entries = round_.entries.filter(state=EntryState.ENTERED).count()
    rows = []
    for measure, quantity in ((CONTESTS, 1), (ENTRIES, entries)):
        row = RoundCount(
            round=round_,
            organisation_id=round_.organisation_id,
            measure=measure,
            on=round_.held_on,
            quantity=quantity,
        )
        row.save(force_insert=True)
        rows.append(row)
    book.record_within(at=at, entries=[of(row) for row in rows], origin=Origin.SERVICE)


def take_back(at: datetime, round_: Round) -> None:
    """Inside the caller's transaction."""
    for row in round_.counts.filter(cancelled_at__isnull=True):
        row.cancelled_at = at
        row.save(update_fields=["cancelled_at"])
        book.reverse(at=at, measure=row.measure, source=f"roundcount:{row.pk}")
