"""The map as machines read it: versions of areas on a day, by code."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from densach.organisations import queries as organisations
from densach.organisations.models import AreaVersion, Organisation


def areas_on(on: date, *, level: str = "", within: Collection[int] | None = None) -> QuerySet[AreaVersion]:
    """Versions of the day with area and parent, in the order of the code."""
    rows = AreaVersion.objects.filter(organisations.alive_on(on)).select_related("area", "parent")
    if level:
        rows = rows.filter(level=level)
    if within is not None:
        rows = rows.filter(area_id__in=within)
    return rows.order_by("area__code")


def area_versions(area_id: int) -> list[AreaVersion]:
    """All versions of one area, oldest first."""
    rows = AreaVersion.objects.filter(area_id=area_id).select_related("parent")
    return list(rows.order_by("valid_from"))


def codes_of(ids: Collection[int | None]) -> dict[int, str]:
    """The codes of these organisations. One query."""
    wanted = {key for key in ids if key}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "code"))
