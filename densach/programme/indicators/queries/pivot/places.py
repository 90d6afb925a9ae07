"""The axis of places: which areas stand on it, and whose cells of the book each of them speaks for.

"As was": an area speaks for itself on the days on which it lay in the territory. "As now": an area of today speaks for
every area that went wholly into it. The list is kept until somebody acts: thousands of places are asked for in vain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from django.core.cache import cache
from django.db.models import Q

from densach.journal import queries as journal
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import AreaVersion, Level
from densach.programme.indicators.queries.territory import area_windows
from densach.programme.indicators.rules import AsWhen

_BELOW: Final = {Level.NATION: Level.PROVINCE, Level.PROVINCE: Level.COMMUNE, Level.DISTRICT: Level.COMMUNE}


@dataclass(frozen=True)
class Place:
    """An area of the axis. `ids`: whose cells it speaks for; `within`: the days that count, None for all of them;
    `until`: its last day, where it has ended.
    """

    id: int
    code: str
    name: str
    level: str
    depth: int
    ids: tuple[int, ...]
    within: tuple[Period, ...] | None = None
    until: date | None = None


@dataclass(frozen=True)
class Ground:
    """A territory on the axis: the places in order, what the whole of it is read from, and the way up from any area.
    `since`: its first day, where the map tells it and days before it are asked.
    """

    id: int
    places: tuple[Place, ...]
    whole: tuple[Place, ...]
    up: dict[int, int]
    since: date | None = None

    def holders(self, area_id: int) -> tuple[int, ...]:
        """The places of the axis that an area lies in, the nearest first."""
        found: list[int] = []
        here: int | None = area_id
        seen: set[int] = set()
        while here is not None and here not in seen:
            seen.add(here)
            if (place := self._by_id.get(here)) is not None and place not in found:
                found.append(place)
            here = self.up.get(here)
        return tuple(found)

    @cached_property
    def _by_id(self) -> dict[int, int]:
        return {key: place.id for place in self.places for key in place.ids}


@dataclass(frozen=True)
class _Line:
    id: int
    code: str
    name: str
    level: str
    parent: int | None
    sort_key: str
    until: date | None


def ground_of(
    territory_id: int, axis: str, as_: AsWhen, span: Period, on: date, *, with_way_up: bool
) -> Ground:
    """The territory with the places of an axis ("" for none): a handful of queries, one while nobody acts."""
    day = min(span.end, on) if as_ == "was" else on
    key = f"indicators.ground.{territory_id}.{axis}.{as_}.{span.code}.{day}.{with_way_up}.{journal.state()}"
    found: Ground | None = cache.get(key)
    if found is None:
        found = _ground(territory_id, axis, as_, span, day, with_way_up)
        cache.set(key, found)
    return found


def _ground(territory_id: int, axis: str, as_: AsWhen, span: Period, day: date, with_way_up: bool) -> Ground:
    timeline = organisations.area_timeline(territory_id)
    own, born = timeline[-1], timeline[0].valid_from
    windows = None if own.level == Level.NATION else area_windows(territory_id, as_)
    whole, since = _whole(territory_id, as_, span, day), born if as_ == "was" and born > span.start else None
    if not axis:
        return Ground(territory_id, (), whole, {}, since)
    lines = _lines(span if as_ == "was" else Period.day(day))
    # Rows of provinces for a province: itself, and as was those that went into it; only the book knows these.
    is_own = axis == Level.PROVINCE == own.level
    earlier = _earlier(territory_id) if is_own and as_ == "was" and not with_way_up else set()
    inside = [
        one
        for one in lines
        if windows is None or one.id in earlier or _overlaps(windows.get(one.id, ()), span, as_)
    ]
    wanted = _levels(axis, own.level)
    shown = [one for one in inside if one.level in wanted and (is_own or one.id != territory_id)]
    places = [
        Place(one.id, one.code, one.name, one.level, 0, (one.id,), until=_ended(one, day)) for one in shown
    ]
    if as_ == "now":
        places = _with_origins(places)
    elif windows is not None:
        places = [
            one if one.id in earlier else replace(one, within=_cut(windows.get(one.id, ()), span))
            for one in places
        ]
    if earlier:
        whole = (replace(whole[0], ids=(territory_id, *sorted(earlier))), *whole[1:])
    up = _up() if with_way_up or axis == "tree" else {}
    if axis == "tree":
        places = _nested(Place(territory_id, "", own.name, own.level, 0, ()), whole, places, up)
    return Ground(territory_id, tuple(places), whole, up if with_way_up else {}, since)


def _earlier(territory_id: int) -> set[int]:
    """The provinces that went wholly into it."""
    ids = organisations.as_now_area_ids(territory_id)[1:]
    rows = AreaVersion.objects.filter(area_id__in=ids, level=Level.PROVINCE)
    return set(rows.values_list("area_id", flat=True))


def _ended(line: _Line, day: date) -> date | None:
    return line.until if line.until is not None and line.until < day else None


def _levels(axis: str, own: str) -> set[str]:
    if axis == "tree":
        return {Level.PROVINCE, Level.COMMUNE}
    if axis == "area":
        return {_BELOW.get(Level(own), Level.COMMUNE)}
    return {axis}


def _whole(territory_id: int, as_: AsWhen, span: Period, day: date) -> tuple[Place, ...]:
    """What the whole territory is read from: itself, as now with what went into it; one that has ended, with the
    communes on its ground from the day of the reform.
    """
    ids = organisations.as_now_area_ids(territory_id) if as_ == "now" else [territory_id]
    found = [Place(territory_id, "", "", "", 0, tuple(ids))]
    for part, since in organisations.ground_of(territory_id).items():
        if since <= min(span.end, day):
            found.append(Place(part, "", "", "", 0, (part,), (Period(since, date.max),)))
    return tuple(found)


def _lines(span: Period) -> list[_Line]:
    """Every province and commune that was alive in the span, by its last name in it, in alphabetical order."""
    rows = AreaVersion.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=span.start),
        valid_from__lte=span.end,
        level__in=[Level.PROVINCE, Level.COMMUNE],
    )
    told = rows.order_by("valid_from").values_list(
        "area_id", "area__code", "name", "level", "parent_id", "sort_key", "valid_to"
    )
    latest = {row[0]: _Line(*row) for row in told}
    return sorted(latest.values(), key=lambda one: (one.sort_key, one.id))


def _overlaps(windows: Iterable[Period], span: Period, as_: AsWhen) -> bool:
    return any(as_ == "now" or window.overlap(span) for window in windows)


def _cut(windows: tuple[Period, ...], span: Period) -> tuple[Period, ...] | None:
    """The days that count, None where they hold the whole span."""
    return None if any(window.contains(span) for window in windows) else windows


def _with_origins(places: list[Place]) -> list[Place]:
    """Each place with those that went wholly into it, step by step, but for what lay inside another one of them."""
    origins: defaultdict[int, set[int]] = defaultdict(set)
    frontier, asked = {one.id for one in places}, set[int]()
    while frontier:
        ties = organisations.ties_of_areas(frontier)
        for tie in ties:
            if tie.after in frontier and not tie.part and tie.before != tie.after:
                origins[tie.after].add(tie.before)
        asked |= frontier
        frontier = {before for befores in origins.values() for before in befores} - asked
    parents: defaultdict[int, set[int | None]] = defaultdict(set)
    earlier = {before for befores in origins.values() for before in befores}
    for key, parent in AreaVersion.objects.filter(area_id__in=earlier).values_list("area_id", "parent_id"):
        parents[key].add(parent)
    return [replace(one, ids=_went_into(one.id, origins, parents)) for one in places]


def _went_into(
    root: int, origins: dict[int, set[int]], parents: dict[int, set[int | None]]
) -> tuple[int, ...]:
    found, waiting = {root}, [root]
    while waiting:
        for before in origins.get(waiting.pop(), ()):
            if before not in found:
                found.add(before)
                waiting.append(before)
    earlier = sorted(found - {root})
    return (root, *(key for key in earlier if parents[key].isdisjoint(earlier)))


def _up() -> dict[int, int]:
    """From each area to what it lay in last."""
    rows = AreaVersion.objects.filter(parent_id__isnull=False).order_by("valid_from")
    return {key: parent for key, parent in rows.values_list("area_id", "parent_id") if parent}


def _nested(top: Place, whole: tuple[Place, ...], places: Iterable[Place], up: dict[int, int]) -> list[Place]:
    """The territory, its provinces, and under each its communes."""
    given = list(places)
    heads = {one.id for one in given if one.level == Level.PROVINCE}
    below: defaultdict[int, list[Place]] = defaultdict(list)
    for one in given:
        if one.level != Level.PROVINCE:
            head = up.get(one.id, top.id)
            while head not in heads and head != top.id and head in up:
                head = up[head]
            below[head].append(one)
    found = [replace(top, ids=whole[0].ids)]
    for one in given:
        if one.level == Level.PROVINCE:
            found.append(replace(one, depth=1))
            found += [replace(part, depth=2) for part in below.pop(one.id, ())]
    return found + [replace(part, depth=1) for parts in below.values() for part in parts]
