"""All that stands in an area on a day, with what a table of numbers and a tree need, in one read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.organisations.models import OrganisationVersion
from densach.organisations.queries.areas import LEVEL_ORDER, alive_on
from densach.organisations.rules import Named

_TOLD: Final = (
    "organisation_id", "organisation__code", "name", "kind", "level", "area_id", "parent_id", "ownership", "rank"
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An organisation of the day, who keeps it and its rank."""

    one: Named
    ownership: str
    rank: str


def census(area_ids: Iterable[int] | None, on: date, *, kinds: Iterable[str] = ()) -> list[Entry]:
    """Who stood in any of these areas (None: anywhere) on the day, by level, then alphabet. One query."""
    rows = OrganisationVersion.objects.filter(alive_on(on))
    if area_ids is not None:
        rows = rows.filter(area_id__in=list(area_ids))
    if kinds := tuple(kinds):
        rows = rows.filter(kind__in=kinds)
    told = rows.values_list("sort_key", *_TOLD)
    ordered = sorted(told, key=lambda row: (LEVEL_ORDER[row[5]], row[0]))
    return [Entry(Named(*row[1:8]), row[8], row[9]) for row in ordered]
