"""The administrative map read at a day: what an area was called, in which area it lay, what lay inside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from densach.organisations.map import Cell, the_grid
from densach.organisations.models import Area, AreaVersion, Level, OrganisationKind, OrganisationVersion
from densach.organisations.queries.lineage import as_now_area_ids, ground_of
from densach.organisations.rules import UnknownArea

AUTHORITIES = (
    OrganisationKind.PEOPLES_COMMITTEE,
    OrganisationKind.DEPARTMENT,
    OrganisationKind.OFFICE,
)
LEVEL_ORDER = {level: place for place, level in enumerate(Level.values)}


def alive_on(on: date) -> Q:
    """The condition "this version holds on the day"."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def area_by_code(code: str) -> Area:
    try:
        return Area.objects.get(code=code)
    except Area.DoesNotExist:
        raise UnknownArea(code=code) from None


def area_timeline(area_id: int) -> list[AreaVersion]:
    """All versions of one area, oldest first. UnknownArea when there is none."""
    found = list(AreaVersion.objects.filter(area_id=area_id).order_by("valid_from"))
    if not found:
        raise UnknownArea(code=str(area_id))
    return found


def area_names(ids: Iterable[int], on: date) -> dict[int, str]:
    found: dict[int, str] = {}
    rows = AreaVersion.objects.filter(area_id__in=set(ids)).order_by("area_id", "valid_from")
    for key, name, since in rows.values_list("area_id", "name", "valid_from"):
        if since <= on or key not in found:
            found[key] = name
    return found


def area_levels(ids: Iterable[int]) -> dict[int, str]:
    """The level of each area, which never changes. One query."""
    return dict(AreaVersion.objects.filter(area_id__in=set(ids)).values_list("area_id", "level"))


def area_name(area_id: int, on: date) -> str:
    return area_names([area_id], on).get(area_id, "")


def area_ids_within(area: Area | int, on: date) -> list[int]:
    """The area itself and all that lay inside it on the day; for one that had ended, what lies on its ground.

    One query for each level; nothing of the map lies below a commune.
    """
    root = area if isinstance(area, int) else area.pk
    found = _within([root], on)
    if len(found) == 1:
        found += [part for part, since in ground_of(root).items() if since <= on and part != root]
    return found


def _within(roots: Iterable[int], on: date) -> list[int]:
    found = dict.fromkeys(roots)
    frontier = list(found)
    while frontier:
        rows = AreaVersion.objects.filter(alive_on(on), parent_id__in=frontier)
        below = rows.values_list("area_id", "level")
        frontier = []
        for key, level in below:
            if key not in found:
                found[key] = None
                if level != Level.COMMUNE:
                    frontier.append(key)
    return list(found)


def areas_then(area: Area | int, on: date) -> list[int]:
    """What an area that had not begun by the day was then: those that went wholly into it, in alphabetical order; none
    for one that had begun. Three queries at most.
    """
    root = area if isinstance(area, int) else area.pk
    if AreaVersion.objects.filter(area_id=root, valid_from__lte=on).exists():
        return []
    rows = AreaVersion.objects.filter(alive_on(on), area_id__in=as_now_area_ids(root)[1:])
    return list(rows.order_by("sort_key", "area_id").values_list("area_id", flat=True))


def area_ids_read(area: Area | int, on: date) -> list[int]:
    """Like `area_ids_within`; for an area that had not begun by the day, all that lay in what went wholly into it."""
    found = area_ids_within(area, on)
    then = areas_then(area, on) if len(found) == 1 else []
    return found + _within(then, on)


def ancestors_of_area(area_id: int, on: date) -> list[int]:
    """The area itself first, the nation last: as the map was on the day. One query a step, four at most."""
    found = [area_id]
    while True:
        parent = (
            AreaVersion.objects.filter(alive_on(on), area_id=found[-1])
            .values_list("parent_id", flat=True)
            .first()
        )
        if parent is None or parent in found:
            return found
        found.append(parent)


def areas_of(area: Area, on: date) -> list[tuple[str, str, str]]:
    """Code, name and level of the area and all inside it, from the largest level down, in alphabetical order."""
    rows = AreaVersion.objects.filter(alive_on(on), area_id__in=area_ids_within(area, on))
    found = rows.order_by("sort_key").values_list("area__code", "name", "level")
    return sorted(found, key=lambda row: LEVEL_ORDER[row[2]])


def provinces(on: date) -> list[tuple[Area, str]]:
    rows = AreaVersion.objects.filter(alive_on(on), level=Level.PROVINCE).select_related("area")
    return [(row.area, row.name) for row in rows.order_by("sort_key")]


def communes_of(area: Area, on: date) -> list[tuple[int, str, str]]:
    """Id, code and name of the communes inside the area, or in what it was then, in alphabetical order."""
    rows = AreaVersion.objects.filter(alive_on(on), level=Level.COMMUNE, area_id__in=area_ids_read(area, on))
    return list(rows.order_by("sort_key").values_list("area_id", "area__code", "name"))


def grid_of(area: Area, on: date) -> dict[int, Cell]:
    """Column and row of each area of today in the tile map of `area`: the provinces of the nation, the communes of a
    province or on the ground of a former one. No two share a cell. What the grid does not know yet (a commune founded
    since) stands in a row of its own at the bottom. One or two queries.
    """
    rows = AreaVersion.objects.filter(alive_on(on), parent=area)
    told = dict(rows.order_by("sort_key").values_list("area_id", "area__code"))
    if not told:
        named = Area.objects.filter(pk__in=[key for key, since in ground_of(area).items() if since <= on])
        told = dict(named.order_by("code").values_list("pk", "code"))
    cells = the_grid()
    found = {key: cells[code] for key, code in told.items() if code in cells}
    if not found or 2 * len(found) < len(told):
        return {}  # another map than today's
    bottom = 1 + max(row for _column, row in found.values())
    left = min(column for column, _row in found.values())
    others = (key for key, code in told.items() if code not in cells)
    return found | {key: (left + place, bottom) for place, key in enumerate(others)}


def authorities_over(area: Area | int, on: date) -> list[int]:
    """Agencies of the nation and of the province in which the area lies: who may say what it is called."""
    chain = ancestors_of_area(area if isinstance(area, int) else area.pk, on)
    rows = OrganisationVersion.objects.filter(
        alive_on(on), area_id__in=chain, kind__in=AUTHORITIES, level__in=(Level.NATION, Level.PROVINCE)
    )
    return list(rows.values_list("organisation_id", flat=True))
