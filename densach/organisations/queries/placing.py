"""Where something new would stand of itself: under whom, and by which code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar

from densach.kernel.vietnamese import fold
from densach.organisations.models import (
    Area,
    AreaVersion,
    Level,
    Organisation,
    OrganisationKind,
    OrganisationVersion,
)
from densach.organisations.queries.areas import alive_on, ancestors_of_area, area_names, area_timeline
from densach.organisations.queries.register import alive, on_day

_K = OrganisationKind
# Points that a commune's library looks after and sends books to (Law on Libraries 46/2019, article 11).
_OF_A_LIBRARY = frozenset({_K.READING_ROOM.value, _K.POST_OFFICE_POINT.value, _K.COMMUNITY_LIBRARY.value})
_OF_A_DEPARTMENT = frozenset({_K.PUBLIC_LIBRARY.value, _K.MUSEUM.value, _K.MEMORIAL_HOUSE.value})
_CULTURE = "van hoa"


class Standing(Protocol):
    """What is asked of somebody under whom another might stand."""

    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def name(self) -> str: ...


Above = TypeVar("Above", bound=Standing)
# Only these have anything under them by the place alone.
ABOVE = (_K.PEOPLES_COMMITTEE, _K.DEPARTMENT, _K.PUBLIC_LIBRARY)


def naturally_above(
    kind: str, level: str, around: Sequence[int], there: Callable[[int], Sequence[Above]]
) -> Iterator[Above]:
    """Under whom something of the kind would stand, the nearest first. The one rule, for forms and for files.

    Reading points stand under their commune's library, a province's libraries and museums under the department of
    culture, everything else under the People's Committee of its place or of the next place around it. `around` are
    the areas from the place outwards; `there` tells who stands in one of them.
    """
    for area_id in around[1:] if kind == _K.PEOPLES_COMMITTEE else around:
        here = there(area_id)
        if kind in _OF_A_LIBRARY:
            yield from (it for it in here if it.kind == _K.PUBLIC_LIBRARY and it.level == Level.COMMUNE)
        elif level == Level.PROVINCE and kind in {*_OF_A_DEPARTMENT, _K.CULTURE_CENTRE}:
            yield from (it for it in here if it.kind == _K.DEPARTMENT and _CULTURE in fold(it.name))
        yield from (it for it in here if it.kind == _K.PEOPLES_COMMITTEE)


def natural_parent(kind: str, level: str, area: Area, on: date) -> Organisation | None:
    """Whom an organisation of the kind stands under in the place, where nobody says otherwise; None for none."""
    around = ancestors_of_area(area.pk, on)
    alive_there = alive(on, kinds=ABOVE, area_ids=around)
    found = naturally_above(
        kind, level, around, lambda area_id: [it for it in alive_there if it.area_id == area_id]
    )
    return next((Organisation(pk=it.id, code=it.code) for it in found), None)


def area_level(area_id: int, on: date) -> str:
    """At which level an area stands on the day."""
    return on_day(area_timeline(area_id), on).level


def areas_named(ids: Iterable[int], on: date) -> list[tuple[str, str]]:
    """Code and name of some areas, in alphabetical order; those of one name with what they lie in."""
    rows = list(
        AreaVersion.objects.filter(alive_on(on), area_id__in=set(ids))
        .order_by("sort_key", "area_id")
        .values_list("area__code", "name", "parent_id")
    )
    seen = Counter(name for _code, name, _parent in rows)
    around = area_names({parent for _code, name, parent in rows if parent and seen[name] > 1}, on)
    return [
        (code, name if seen[name] == 1 else f"{name}, {around.get(parent or 0, '')}")
        for code, name, parent in rows
    ]


def settled_areas(ids: Iterable[int]) -> set[int]:
    """Those of the areas in which the register has, or had, anybody."""
    rows = OrganisationVersion.objects.filter(area_id__in=set(ids)).order_by()
    return set(rows.values_list("area_id", flat=True).distinct())


def free_code(wanted: str) -> str:
    """The code itself, or the first of wanted-2, wanted-3 … that nobody has."""
    wanted = wanted[:75].strip("-") or "co-so"
    taken = set(Organisation.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
