"""Who belongs to a scope, and on which days: the administrative map and the register walked through time.

"As was": an institution counts for an area on the days on which it lay there. "As now": the area is taken with every
area that went wholly into it, and a unit with every unit that went on as it. Facts never move; only the reading does.

Before its first version a thing is taken to have stood where that version says, as the counting book does when it
lays down totals, so that figures of earlier years find their place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from densach.facts import queries as facts
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.organisations.models import AreaVersion, Level, OrganisationVersion
from densach.programme.indicators.rules import AsWhen, Scope

ALWAYS = Period(date.min, date.max)
_EVER = (ALWAYS,)
_LEVEL_ORDER = {level: place for place, level in enumerate(Level.values)}
Windows = dict[int, tuple[Period, ...]]


@dataclass(frozen=True)
class Member:
    """An institution of a scope. `windows`: the days whose facts count; `alive`: the days on which it is asked."""

    id: int
    name: str
    kind: str
    level: str
    area_id: int
    windows: tuple[Period, ...]
    alive: tuple[Period, ...]

    def alive_on(self, day: date) -> bool:
        return any(day in span for span in self.alive)

    def alive_in(self, period: Period) -> bool:
        return any(span.overlap(period) for span in self.alive)

    def counted_in(self, period: Period) -> tuple[Period, ...]:
        """The days of the period whose facts count."""
        return tuple(part for window in self.windows if (part := window.overlap(period)))


@dataclass(frozen=True)
class _Version:
    key: int
    parent: int | None
    is_leaf: bool
    reach: Period  # the version's days, without beginning where it is the first version


def area_windows(area_id: int, as_: AsWhen) -> Windows:
    """Every area inside the area, with the days on which it lay there. One query for each step down the map.

    A territory that has ended goes on in the communes on its ground, from the day of the reform on.
    """
    roots = organisations.as_now_area_ids(area_id) if as_ == "now" else [area_id]
    found = _walk(roots, _areas_under)
    _add_ground(found, area_id)
    return found


def _add_ground(found: Windows, area_id: int) -> None:
    for part, since in organisations.ground_of(area_id).items():
        found[part] = union([*found.get(part, ()), Period(since, date.max)])


def windows_of_areas(area_ids: Collection[int], as_: AsWhen) -> dict[int, Windows]:
    """The same of many areas, by area; the map is walked down once for all of them."""
    ties = organisations.ties_of_areas(area_ids)
    with_origins, with_heirs = {one.after for one in ties}, {one.before for one in ties}
    roots = {
        area: organisations.as_now_area_ids(area) if as_ == "now" and area in with_origins else [area]
        for area in area_ids
    }
    below = _map_under({key for keys in roots.values() for key in keys})
    found = {
        area: _walk(keys, lambda parents: [one for key in parents for one in below.get(key, ())])
        for area, keys in roots.items()
    }
    for area in with_heirs & roots.keys():
        _add_ground(found[area], area)
    return found


def _map_under(roots: set[int]) -> Mapping[int | None, list[_Version]]:
    """What lies directly under each area of the map below the roots; a query for each step down."""
    below: defaultdict[int | None, list[_Version]] = defaultdict(list)
    frontier = roots
    while frontier:
        versions = _areas_under(frontier)
        for one in versions:
            below[one.parent].append(one)
        frontier = {one.key for one in versions if not one.is_leaf} - below.keys()
    return below


def subtree_windows(root_id: int, as_: AsWhen) -> Windows:
    """The organisation and all that stood under it, with the days on which they did; "as now" with those that went
    into it and theirs.
    """
    roots = organisations.as_now_organisation_ids(root_id) if as_ == "now" else [root_id]
    return _walk(roots, _organisations_under)


def _walk(roots: Iterable[int], under: Callable[[Iterable[int]], list[_Version]]) -> Windows:
    """From the roots down, cutting each child's days to those of its parent, until nothing new is found."""
    found: Windows = dict.fromkeys(roots, (ALWAYS,))
    frontier = set(found)
    while frontier:
        below: set[int] = set()
        for version in under(frontier):
            spans = _overlaps(found[version.parent or 0], version.reach)
            known = found.get(version.key, ())
            joined = union([*known, *spans])
            if joined != known:
                found[version.key] = joined
                # Nothing of the map lies below a commune; this spares the last query.
                if not version.is_leaf:
                    below.add(version.key)
        frontier = below
    return found


class Row(NamedTuple):
    """A version of an organisation, as far as membership asks; `later`: it is not the organisation's first one."""

    key: int
    name: str
    kind: str
    level: str
    area: int
    since: date
    until: date | None
    sort_key: str
    later: bool


def rows_of(scope: Scope, areas: Windows | None, units: Windows | None) -> list[Row]:
    """All versions of organisations that the scope asks for, oldest first; one query."""
    rows = OrganisationVersion.objects.annotate(later=Exists(_earlier_version()))
    if scope.kinds:
        rows = rows.filter(kind__in=scope.kinds)
    if scope.levels:
        rows = rows.filter(level__in=scope.levels)
    if areas is not None:
        rows = rows.filter(area_id__in=facts.listed(areas))
    if units is not None:
        rows = rows.filter(organisation_id__in=facts.listed(units))
    told = rows.values_list(
        "organisation_id", "name", "kind", "level", "area_id", "valid_from", "valid_to", "sort_key", "later"
    )
    return [Row(*row) for row in told.order_by("organisation_id", "valid_from")]


def rows_by_area(areas: Mapping[int, Windows]) -> dict[int, list[Row]]:
    """Everyone who ever stood in each of the areas, as `rows_of` tells them, in one query for all."""
    around: defaultdict[int, list[int]] = defaultdict(list)
    for area, inside in areas.items():
        for key in inside:
            around[key].append(area)
    found: dict[int, list[Row]] = {area: [] for area in areas}
    for row in rows_of(Scope(), dict.fromkeys(around, _EVER), None) if areas else ():
        for area in around[row.area]:
            found[area].append(row)
    return found


def members(
    rows: Iterable[Row], scope: Scope, areas: Windows | None, units: Windows | None
) -> tuple[Member, ...]:
    """The institutions of the scope over all time, by level and alphabet; `rows` may hold more than the scope asks."""
    by_unit: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if (not scope.kinds or row.kind in scope.kinds) and (not scope.levels or row.level in scope.levels):
            by_unit[row.key].append(row)
    found = sorted(
        by_unit.values(), key=lambda rows: (_LEVEL_ORDER[rows[-1].level], rows[-1].sort_key, rows[-1].key)
    )
    known = (_member(rows, areas, None if units is None else units[rows[0].key]) for rows in found)
    return tuple(member for member in known if member.windows)


def _member(rows: Sequence[Row], areas: Windows | None, within: tuple[Period, ...] | None) -> Member:
    windows: list[Period] = []
    alive: list[Period] = []
    for place, row in enumerate(rows):
        allowed = _EVER if areas is None else areas[row.area]
        if within is not None:
            allowed = tuple(part for span in allowed for part in _overlaps(within, span))
        until = row.until or date.max
        # One that stood elsewhere before, or was something else, begins here on its day.
        begins = date.min if place == 0 and not row.later else row.since
        windows += _overlaps(allowed, _days(begins, until))
        alive += _overlaps(allowed, _days(row.since, until))
    last = rows[-1]
    return Member(last.key, last.name, last.kind, last.level, last.area, union(windows), union(alive))


@lru_cache(maxsize=1024)
def _days(since: date, until: date) -> Period:
    """Most stand on the same days; equal ones are found faster where they are the same one."""
    return Period(since, until)


def _areas_under(parents: Iterable[int]) -> list[_Version]:
    earlier = AreaVersion.objects.filter(area_id=OuterRef("area_id"), valid_from__lt=OuterRef("valid_from"))
    rows = AreaVersion.objects.filter(parent_id__in=facts.listed(parents)).annotate(later=Exists(earlier))
    told = rows.values_list("area_id", "parent_id", "level", "valid_from", "valid_to", "later")
    return [
        _Version(key, parent, level == Level.COMMUNE, _reach(since, until, later))
        for key, parent, level, since, until, later in told
    ]


def _earlier_version() -> QuerySet[OrganisationVersion]:
    return OrganisationVersion.objects.filter(
        organisation_id=OuterRef("organisation_id"), valid_from__lt=OuterRef("valid_from")
    )


def _organisations_under(parents: Iterable[int]) -> list[_Version]:
    rows = OrganisationVersion.objects.filter(parent_id__in=facts.listed(parents)).annotate(
        later=Exists(_earlier_version())
    )
    told = rows.values_list("organisation_id", "parent_id", "valid_from", "valid_to", "later")
    return [
        _Version(key, parent, False, _reach(since, until, later)) for key, parent, since, until, later in told
    ]


def _reach(since: date, until: date | None, later: bool) -> Period:
    if until is None and not later:
        return ALWAYS
    return Period(since if later else date.min, until or date.max)


def _overlaps(windows: Iterable[Period], span: Period) -> list[Period]:
    return [part for window in windows if (part := span if window is ALWAYS else window.overlap(span))]


def union(windows: Collection[Period]) -> tuple[Period, ...]:
    """The same days in the fewest spans, in order; spans that touch are joined."""
    if len(windows) == 1:
        return tuple(windows)
    ordered = sorted(windows)
    joined: list[Period] = []
    for window in ordered:
        if joined and window.start.toordinal() <= joined[-1].end.toordinal() + 1:
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, window.end))
        else:
            joined.append(window)
    return tuple(joined)
