"""What copies amount to in the counting book: one fact for each copy added, one more where it brought a title.

A copy of an old stock that is only being entered counts for nothing: `counted_on` is empty. One that has another home
since stays counted where it was added: `counted_in`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from django.db.models import Min
from django.urls import reverse

from densach.facts import opening, replay, served
from densach.facts.replay import Expected
from densach.services.catalogue.models import Item
from densach.services.catalogue.queries.copies import COPIES, COUNTED_AT, TITLES

_CHUNK: Final = 2000


def expected() -> Iterator[Expected]:
    """The facts that the copies make."""
    rows = Item.objects.annotate(counted_at=COUNTED_AT).filter(counted_on__isnull=False).order_by("pk")
    told = rows.values_list("pk", "counted_at", "counted_on", "first_of_title")
    for pk, home, on, is_first in told.iterator(chunk_size=_CHUNK):
        if on is None:
            continue
        yield Expected(f"item:{pk}", home, COPIES, on, "", 1)
        if is_first:
            yield Expected(f"item:{pk}", home, TITLES, on, "", 1)


def since_when(organisation_ids: Collection[int], measures: Collection[str]) -> Iterator[served.Served]:
    """The catalogue counts what a library adds from the day of the first copy that it counted."""
    rows = Item.objects.annotate(counted_at=COUNTED_AT).filter(
        counted_at__in=organisation_ids, counted_on__isnull=False
    )
    for home, first in rows.order_by().values_list("counted_at").annotate(first=Min("counted_on")):
        for measure in measures:
            yield served.Served(home, measure, first, None)


def register() -> None:
    """Called once when the program starts."""
    replay.counted_by("item", expected)
    opening.opened_by("item", lambda pk: reverse("catalogue:counted", args=[pk]))
    served.serves("catalogue", (COPIES, TITLES), since_when)
