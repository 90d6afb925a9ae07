"""What lies in an area, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from densach.kernel.numbers import whole_number
from densach.organisations.models import AreaVersion
from densach.organisations.queries.areas import alive_on


@dataclass(frozen=True)
class AreaLine:
    """An area as it was on the day; `key` is where the next page of a list begins after it."""

    id: int
    code: str
    name: str
    kind: str
    level: str
    official_code: str
    key: str


def lying_in(
    area_id: int, on: date, *, ids: Sequence[int] | None = None, after: str = "", limit: int | None = 50
) -> list[AreaLine]:
    """What lay directly in the area on the day, in alphabetical order; or these areas, where `ids` are given."""
    inside = Q(parent_id=area_id) if ids is None else Q(area_id__in=ids)
    rows = AreaVersion.objects.filter(alive_on(on), inside).order_by("sort_key", "area_id")
    if after:
        key, _, number = after.rpartition("~")
        rows = rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, area_id__gt=whole_number(number) or 0))
    told = rows.values_list("area_id", "area__code", "name", "kind", "level", "official_code", "sort_key")
    return [
        AreaLine(area, code, name, kind, level, number, f"{key}~{area}")
        for area, code, name, kind, level, number, key in (told if limit is None else told[:limit])
    ]


def counted_in(ids: Iterable[int], on: date) -> dict[int, dict[str, int]]:
    """How many areas of each kind lay directly in each of these on the day. One query."""
    rows = AreaVersion.objects.filter(alive_on(on), parent_id__in=set(ids)).order_by()
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for parent, kind, number in rows.values_list("parent_id", "kind").annotate(number=Count("pk")):
        if parent is not None:
            found[parent][kind] = number
    return dict(found)
