"""The administrative map that comes with the house: the files of `data/`, made by `tools/make_areas.py`.

Django is not needed here: the map can be asked before there is an installation.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from densach.organisations.rules import NoMapBefore

# The file writes what was there before the reform from 2008 on, so that facts of former years find their place, but
# its sources are dated: they vouch for the map from this day on.
VOUCHED_FROM: Final = date(2025, 6, 30)
REFORM: Final = date(2025, 7, 1)
# Which paper says so, by the level of what ended. Each province's communes have a resolution of that day of their own.
BASES: Final = {
    "province": "Nghị quyết 202/2025/QH15",
    "district": "Nghị quyết 203/2025/QH15",
    "commune": "Nghị quyết của Ủy ban Thường vụ Quốc hội ngày 16/6/2025",
}
Cell = tuple[int, int]


@dataclass(frozen=True)
class MapRow:
    """One version of one area, alive from `valid_from` to `valid_to`, both days included."""

    code: str
    parent: str
    kind: str
    level: str
    official_code: str
    name: str
    valid_from: date
    valid_to: date | None

    def alive_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or self.valid_to >= on)


@dataclass(frozen=True)
class MapSuccession:
    """`predecessor` went into `successor`: wholly (`share` 1) or in part (0); no successor where it just ended."""

    predecessor: str
    successor: str
    on: date
    kind: str
    share: int


@dataclass(frozen=True)
class TheMap:
    """All versions, those that lie around others first, and what became of what."""

    versions: Sequence[MapRow]
    successions: Sequence[MapSuccession]


@dataclass(frozen=True)
class ProvinceThen:
    """A province on a day. `communes`: how many were alive in it; `predecessors`: names of those merged into it."""

    code: str
    name: str
    communes: int
    predecessors: tuple[str, ...]


@dataclass(frozen=True)
class MapThen:
    """The map on a day: how many areas of each level, and its provinces in the order of the file."""

    on: date
    counts: Mapping[str, int]
    provinces: Sequence[ProvinceThen]


def _lines(name: str) -> Iterator[dict[str, str]]:
    text = (files("densach.organisations") / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def the_map() -> TheMap:
    """34 provinces and 3,321 communes from 2025-07-01; 63 provinces, 696 districts and 10,035 communes before."""
    versions = [
        MapRow(
            code=row["code"],
            parent=row["parent"],
            kind=row["kind"],
            level=row["level"],
            official_code=row["official_code"],
            name=row["name"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in _lines("areas.csv")
    ]
    successions = [
        MapSuccession(
            row["predecessor"],
            row["successor"],
            date.fromisoformat(row["on"]),
            row["kind"],
            int(row["share"]),
        )
        for row in _lines("successions.csv")
    ]
    return TheMap(versions, successions)


@cache
def the_grid() -> Mapping[str, Cell]:
    """Column and row, from the upper left corner, of each area of today in the tile map of the area around it."""
    return {row["code"]: (int(row["column"]), int(row["row"])) for row in _lines("grid.csv")}


def map_on(told: TheMap, on: date) -> MapThen:
    """What was alive on the day. NoMapBefore for a day that no dated source vouches for."""
    if on < VOUCHED_FROM:
        raise NoMapBefore(on=on, first=VOUCHED_FROM)
    alive = [row for row in told.versions if row.alive_on(on)]
    parents = {row.code: row.parent for row in alive}
    inside = Counter(_province(row.code, parents) for row in alive if row.level == "commune")
    provinces = [row for row in alive if row.level == "province"]
    names = {row.code: row.name for row in told.versions if row.level == "province"}
    merged: dict[str, list[str]] = {}
    for one in told.successions:
        if one.share and one.on <= on and one.predecessor in names and one.successor in names:
            merged.setdefault(one.successor, []).append(names[one.predecessor])
    levels = Counter(row.level for row in alive)
    return MapThen(
        on,
        {level: levels[level] for level in ("province", "district", "commune")},
        [
            ProvinceThen(row.code, row.name, inside[row.code], tuple(merged.get(row.code, ())))
            for row in provinces
        ],
    )


def _province(code: str, parents: Mapping[str, str]) -> str:
    """The last area before the nation, which has no parent."""
    while parents.get(parents.get(code, ""), ""):
        code = parents[code]
    return code
