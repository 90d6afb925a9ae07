"""Sums of the book for a table, out of the kept totals: by areas where only places are asked, else by institutions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from densach.facts import queries as facts
from densach.facts.queries import CellSum, UnitKind
from densach.kernel.period import Period, cell_period
from densach.programme.indicators.queries.pivot.places import Place
from densach.programme.indicators.queries.territory import ALWAYS, Member

# (place or institution, measure, slice, slot) → sum
Sums = dict[tuple[int, str, str, int], int]


class Wanted(NamedTuple):
    """What is read of the book: `cells` maps keys of the book to slots, `whole` the same with years in one cell."""

    measures: tuple[str, ...]
    slices: tuple[str, ...]
    cells: Mapping[int, int]
    whole: Mapping[int, int]
    slots: Sequence[Period]


def of_places(wanted: Wanted, places: Collection[Place]) -> Sums:
    """Each place's sums, the days that count for it only. One query; a second for places that count in part."""
    found: Sums = defaultdict(int)
    whole = [place for place in places if place.within is None]
    _add(found, wanted, whole, wanted.whole)
    _add(found, wanted, [place for place in places if place.within is not None], wanted.cells)
    return found


def _add(found: Sums, wanted: Wanted, places: Sequence[Place], cells: Mapping[int, int]) -> None:
    if not places:
        return
    holders: defaultdict[int, list[Place]] = defaultdict(list)
    for place in places:
        for key in place.ids:
            holders[key].append(place)
    for row in _read("a", wanted, list(holders), cells):
        slot = cells[row.cell]
        for place in holders[row.unit]:
            if place.within is None or _inside(row.cell, place.within):
                found[place.id, row.measure, row.slice, slot] += row.quantity


def _read(kind: UnitKind, wanted: Wanted, ids: Collection[int], cells: Mapping[int, int]) -> list[CellSum]:
    return facts.kept_cells(kind, ids, wanted.measures, sorted(cells), wanted.slices)


def _inside(cell: int, within: Iterable[Period]) -> bool:
    """Whether the cell's days count; one that is cut by a border counts where it begins."""
    day = cell_period(cell).start
    return any(day in window for window in within)


def of_all(wanted: Wanted, places: Collection[Place]) -> Sums:
    """The sums of all places together, under the place 0: added up by the database where every day counts."""
    if any(place.within is not None for place in places):
        found: Sums = defaultdict(int)
        for (_place, measure, slice_, slot), amount in of_places(wanted, places).items():
            found[0, measure, slice_, slot] += amount
        return found
    ids = {key for place in places for key in place.ids}
    rows = facts.added_cells("a", ids, wanted.measures, sorted(wanted.whole), wanted.slices)
    found = defaultdict(int)
    for row in rows:
        found[0, row.measure, row.slice, wanted.whole[row.cell]] += row.quantity
    return found


def of_members(wanted: Wanted, members: Collection[Member]) -> Sums:
    """Each institution's sums on the days on which it belonged to the territory."""
    found: Sums = defaultdict(int)
    steady = [one.id for one in members if one.windows == (ALWAYS,)]
    if steady:
        for row in _read("o", wanted, steady, wanted.whole):
            found[row.unit, row.measure, row.slice, wanted.whole[row.cell]] += row.quantity
    moved = {one.id: one for one in members if one.windows != (ALWAYS,)}
    if not moved:
        return found
    for row in _read("o", wanted, list(moved), wanted.cells):
        if any(window.contains(cell_period(row.cell)) for window in moved[row.unit].windows):
            found[row.unit, row.measure, row.slice, wanted.cells[row.cell]] += row.quantity
    for edge, (slot, ids) in _edges(wanted, moved.values()).items():
        for measure in wanted.measures:
            for slice_ in wanted.slices:
                for key, amount in facts.totals_of_organisations(measure, ids, edge, slice_).items():
                    found[key, measure, slice_, slot] += amount
    return found


def _edges(wanted: Wanted, members: Iterable[Member]) -> dict[Period, tuple[int, list[int]]]:
    """Odd days at which a membership begins or ends inside a cell: those have no kept total."""
    found: dict[Period, tuple[int, list[int]]] = {}
    for member in members:
        for window in member.windows:
            for place, slot in enumerate(wanted.slots):
                if (part := window.overlap(slot)) is not None:
                    for edge in part.cells().edges:
                        found.setdefault(edge, (place, []))[1].append(member.id)
    return found
