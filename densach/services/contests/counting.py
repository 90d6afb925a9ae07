"""What closed rounds amount to in the counting book: entries when they are made, and the same again for a replay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from django.db.models import Min

from densach.facts import replay, served
from densach.facts.actions import Entry
from densach.facts.replay import Expected
from densach.facts.served import Served
from densach.services.activities.measures import CONTESTS, ENTRIES
from densach.services.contests.models import RoundCount

MEASURES: Final = (CONTESTS, ENTRIES)


def of(row: RoundCount) -> Entry:
    return Entry(row.measure, row.organisation_id, row.on, row.quantity, f"roundcount:{row.pk}")


def _counts() -> Iterator[Expected]:
    rows = RoundCount.objects.filter(cancelled_at__isnull=True)
    told = rows.values_list("pk", "organisation_id", "measure", "on", "slice", "quantity")
    for pk, organisation, measure, on, slice_, quantity in told.iterator(chunk_size=2000):
        yield Expected(f"roundcount:{pk}", organisation, measure, on, slice_, quantity)


def _served(organisation_ids: Collection[int], measures: Collection[str]) -> Iterable[Served]:
    """From the first round that a unit closed; nobody counts these by hand."""
    rows = RoundCount.objects.filter(
        organisation_id__in=list(organisation_ids), measure__in=list(measures), cancelled_at__isnull=True
    )
    for organisation, measure, since in (
        rows.values_list("organisation_id", "measure").annotate(since=Min("on")).order_by()
    ):
        yield Served(organisation, measure, since, None)


def register() -> None:
    """Called once, when the program starts."""
    replay.counted_by("roundcount", _counts)
    served.serves("contests", MEASURES, _served)
