"""What closed sessions, what activities count once, and readings amount to: the same again for a replay of the book."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from django.db.models import Exists, OuterRef

from densach.facts import replay, served
from densach.facts.replay import Expected
from densach.facts.served import Served
from densach.services.activities.countable import SERVED
from densach.services.activities.models import Closing, CountedOnce, ServiceOpening, Stated

_CHUNK: Final = 2000


def _sessions() -> Iterator[Expected]:
    """The last closing of each session holds what stands; an opened one holds nothing."""
    later = Closing.objects.filter(session=OuterRef("session"), number__gt=OuterRef("number"))
    rows = Closing.objects.filter(~Exists(later), reopened=False)
    told = rows.values_list("session_id", "session__organisation_id", "session__on", "lines")
    for pk, organisation, on, lines in told.iterator(chunk_size=_CHUNK):
        for measure, parts in lines.items():
            for slice_, number in parts.items():
                yield Expected(f"session:{pk}", organisation, measure, on, slice_, number)


def _once() -> Iterator[Expected]:
    rows = CountedOnce.objects.filter(cancelled_at__isnull=True)
    told = rows.values_list("pk", "organisation_id", "measure", "on", "slice", "quantity")
    for pk, organisation, measure, on, slice_, number in told.iterator(chunk_size=_CHUNK):
        yield Expected(f"once:{pk}", organisation, measure, on, slice_, number)


def _stated() -> Iterator[Expected]:
    rows = Stated.objects.values_list("pk", "organisation_id", "measure", "on", "quantity")
    for pk, organisation, measure, on, number in rows.iterator(chunk_size=_CHUNK):
        yield Expected(f"stated:{pk}", organisation, measure, on, "", number)


def counted_since(organisation_ids: Collection[int], measures: Collection[str]) -> list[Served]:
    """From when activities count: what the book asks before it takes a count by hand."""
    rows = ServiceOpening.objects.filter(
        organisation_id__in=list(organisation_ids), measure__in=list(measures)
    )
    return [Served(*row) for row in rows.values_list("organisation_id", "measure", "since", "until")]


def register() -> None:
    """Called once, when the program starts."""
    replay.counted_by("session", _sessions)
    replay.counted_by("once", _once)
    replay.counted_by("stated", _stated)
    served.serves("activities", SERVED, counted_since)
