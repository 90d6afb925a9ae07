"""Lists of priority places: which place stood on which list when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from densach.kernel.numbers import whole_number
from densach.programme.indicators.models import PriorityKind, PriorityPlace
from densach.programme.indicators.rules import UnknownPlace

PAGE = 50


def listed_on(day: date) -> dict[int, set[str]]:
    """Area → the lists on which it stands that day."""
    rows = PriorityPlace.objects.filter(_on(day)).values_list("area_id", "kind")
    found: dict[int, set[str]] = {}
    for area, kind in rows:
        found.setdefault(area, set()).add(kind)
    return found


def _on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def priority_places(
    area_ids: Collection[int], kind: str = "", on: date | None = None
) -> QuerySet[PriorityPlace]:
    """What stands on the lists inside these areas, newest first; with a day only what holds then."""
    rows = PriorityPlace.objects.filter(area_id__in=list(area_ids))
    if kind in PriorityKind.values:
        rows = rows.filter(kind=kind)
    if on is not None:
        rows = rows.filter(_on(on))
    return rows.select_related("area").order_by("-pk")


def places_page(rows: QuerySet[PriorityPlace], before: str) -> tuple[list[PriorityPlace], int | None]:
    """A page by key and the key after which the next one begins."""
    if (last := whole_number(before)) is not None:
        rows = rows.filter(pk__lt=last)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def priority_place(pk: int, area_ids: Collection[int]) -> PriorityPlace:
    """One line of a list. Raises UnknownPlace for one outside these areas."""
    found = PriorityPlace.objects.filter(pk=pk, area_id__in=list(area_ids)).select_related("area").first()
    if found is None:
        raise UnknownPlace
    return found
