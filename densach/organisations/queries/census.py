"""All that stands in an area on a day, with what a map, a table of numbers and a tree need, in one read each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.organisations.models import Area, AreaVersion, Level, OrganisationLineage, OrganisationVersion
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


def area_codes(ids: Iterable[int]) -> dict[int, str]:
    """The code of each area. One query."""
    return dict(Area.objects.filter(pk__in=list(ids)).values_list("pk", "code"))


def areas_by_province(on: date) -> dict[int, tuple[list[int], list[int]]]:
    """Each province's communes of the day, by districts where there were any, and those districts. One query."""
    rows = AreaVersion.objects.filter(alive_on(on)).exclude(level=Level.NATION)
    above: dict[int, int | None] = {}
    levels: dict[int, str] = {}
    for area_id, parent_id, level in rows.values_list("area_id", "parent_id", "level"):
        above[area_id], levels[area_id] = parent_id, level
    found: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for area_id, level in levels.items():
        parent = above[area_id]
        # Provinces alone stand under what was left out, the nation.
        while parent is not None and above.get(parent) in above:
            parent = above[parent]
        if parent is not None and level != Level.PROVINCE:
            found[parent][0 if level == Level.COMMUNE else 1].append(area_id)
    return dict(found)


# The two archipelagos: special zones since the reform, districts before it.
_ARCHIPELAGOS: Final = (
    "da-nang.hoang-sa", "da-nang.den-2025.hoang-sa", "khanh-hoa.truong-sa", "khanh-hoa.den-2025.truong-sa"
)  # fmt: skip


def archipelagos(on: date) -> dict[int, tuple[str, str]]:
    """Code and name of Hoàng Sa and Trường Sa on the day, by the province of which each is part. One query."""
    rows = AreaVersion.objects.filter(alive_on(on), area__code__in=_ARCHIPELAGOS).order_by("area__code")
    told = rows.values_list("parent_id", "area__code", "name")
    found: dict[int, tuple[str, str]] = {}
    for parent, code, name in told:
        if parent:
            found[parent] = (code, name)
    return found


Names = dict[int, list[tuple[date, str]]]


def names_through_time(organisation_ids: Iterable[int], area_ids: Iterable[int]) -> tuple[Names, Names]:
    """Every name of these organisations and of these areas with its first day, oldest first. Two queries."""
    organisations = OrganisationVersion.objects.filter(organisation_id__in=set(organisation_ids))
    areas = AreaVersion.objects.filter(area_id__in=set(area_ids))
    found: tuple[Names, Names] = ({}, {})
    told = (
        organisations.order_by("valid_from").values_list("organisation_id", "valid_from", "name"),
        areas.order_by("valid_from").values_list("area_id", "valid_from", "name"),
    )
    for names, rows in zip(found, told, strict=True):
        for key, since, name in rows:
            names.setdefault(key, []).append((since, name))
    return found


def name_on(names: Names, key: int | None, on: date) -> str:
    """What it was called on the day: the last name that had begun, else the first; empty for nobody."""
    known = names.get(key or 0, [])
    begun = [name for since, name in known if since <= on]
    return (begun or [name for _since, name in known[:1]] or [""])[-1]


def successor_ids(ids: Iterable[int]) -> list[int]:
    """As whom these organisations went on, one step. One query."""
    rows = OrganisationLineage.objects.filter(predecessor_id__in=list(ids), successor__isnull=False)
    return list(rows.order_by("on", "pk").values_list("successor_id", flat=True))


def alive_ids(ids: Iterable[int], on: date) -> set[int]:
    """Which of these were there on the day. One query."""
    rows = OrganisationVersion.objects.filter(alive_on(on), organisation_id__in=list(ids))
    return set(rows.values_list("organisation_id", flat=True))
