"""The kept totals reckoned anew from the facts: told where they differ, or set right.

Institutions are gone through place by place, so that of the whole nation's cells only those of a few areas lie in
memory at a time, and only what differs is written: the rest stands as it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection, transaction

from densach.facts import ledger
from densach.facts.measures import REGISTRY
from densach.facts.rules import feeds, year_cell
from densach.kernel.period import cell_of

_FACTS = (
    'SELECT measure, slice, "on", sum(sign * quantity) FROM facts_fact WHERE organisation_id = %s '
    'GROUP BY measure, "on", slice'
)
_KEPT = "SELECT measure, slice, period, quantity FROM facts_total WHERE unit_kind = %s AND unit_id = %s"
_INTO = "INSERT INTO facts_total (unit_kind, unit_id, measure, slice, period, quantity)"
_INSTEAD = (
    "ON CONFLICT (unit_kind, unit_id, measure, slice, period) DO UPDATE SET quantity = excluded.quantity"
)
_SET = f"{_INTO} VALUES (%s, %s, %s, %s, %s, %s) {_INSTEAD}"
# PostgreSQL takes whole columns at once many times faster than row by row.
_SET_COLUMNS = (
    f"{_INTO} SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[], %s::int[], %s::bigint[]) "  # noqa: S608
    f"{_INSTEAD}"
)
_TAKE_OUT = (
    "DELETE FROM facts_total "
    "WHERE unit_kind = %s AND unit_id = %s AND measure = %s AND slice = %s AND period = %s"
)
Key = tuple[str, str, int]  # measure, slice, period


class Rebuilt(NamedTuple):
    """How many cells the facts make, and how many of the kept ones said something else."""

    cells: int
    changed: int


class Difference(NamedTuple):
    """A kept total beside what the facts make; None where one of the two is missing."""

    cell: ledger.Cell
    kept: int | None
    wanted: int | None


@transaction.atomic
def rebuild_totals() -> Rebuilt:
    """Sets every kept total to what the facts make: all of them or none. Other writers wait meanwhile."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE facts_total IN EXCLUSIVE MODE")
    reckoning = _Reckoning()
    changed = 0
    for unit in reckoning.units():
        differing = list(unit)
        changed += len(differing)
        _set_right(differing)
    return Rebuilt(reckoning.cells, changed)


def _set_right(differing: list[Difference]) -> None:
    wrong = [(*one.cell, one.wanted) for one in differing if one.wanted is not None]
    gone = [one.cell for one in differing if one.wanted is None]
    with connection.cursor() as cursor:
        if wrong and connection.vendor == "sqlite":
            cursor.executemany(_SET, sorted(wrong))
        elif wrong:
            cursor.execute(_SET_COLUMNS, [list(column) for column in zip(*sorted(wrong), strict=True)])
        if gone:
            cursor.executemany(_TAKE_OUT, gone)


def differing_totals() -> Iterator[Difference]:
    """Where the kept totals differ from the facts; a kept nought and a missing one are the same."""
    for unit in _Reckoning().units():
        yield from unit


@dataclass
class _Reckoning:
    """One run over all institutions."""

    cells: int = 0
    _places: ledger.Places = field(default_factory=ledger.Places.of_all)
    # Asked anew for each run: rooms declare their measures after this module is read.
    _flows: frozenset[str] = field(
        default_factory=lambda: frozenset(code for code, measure in REGISTRY.items() if measure.is_flow)
    )
    _sums: defaultdict[int, Counter[Key]] = field(default_factory=lambda: defaultdict(Counter))
    _days: dict[object, tuple[date, int]] = field(default_factory=dict)
    _feeds: dict[str, list[str]] = field(default_factory=dict)

    def units(self) -> Iterator[Iterator[Difference]]:
        """The differences of one unit after another: institutions, and areas as soon as nobody else adds to them."""
        ways = {
            key: self._places.ways_up(key)
            for key in self._with("SELECT DISTINCT organisation_id FROM facts_fact")
        }
        left = Counter(area for way in ways.values() for area in _ever(way))
        known: set[tuple[str, int]] = set()
        for key, way in sorted(ways.items(), key=lambda one: (one[1][-1][1][::-1], one[0])):
            known.add(("o", key))
            yield self._compared("o", key, self._add(key, way))
            for area in _ever(way):
                left[area] -= 1
                if not left[area]:
                    known.add(("a", area))
                    yield self._compared("a", area, self._sums.pop(area, Counter()))
        for kind in ("a", "o"):
            kept = self._with(f"SELECT DISTINCT unit_id FROM facts_total WHERE unit_kind = '{kind}'")  # noqa: S608
            for key in kept:
                if (kind, key) not in known:
                    yield self._compared(kind, key, Counter())

    def _with(self, statement: str) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return [row[0] for row in cursor.fetchall()]

    def _add(self, key: int, way: list[tuple[date, list[int]]]) -> Counter[Key]:
        """The institution's own cells; they are added to those of the areas in which it lay on the days."""
        with connection.cursor() as cursor:
            cursor.execute(_FACTS, [key])
            rows = cursor.fetchall()
        since = [first for first, _areas in way]
        apart: list[Counter[Key]] = [Counter() for _part in way]
        for measure, slice_, told, amount in rows:
            if measure not in self._flows:
                continue
            day, cell = self._day(told)
            sums = apart[bisect_right(since, day) - 1]
            for part in self._fed(slice_):
                sums[measure, part, cell] += int(amount)
        own: Counter[Key] = Counter()
        for sums, (_first, areas) in zip(apart, way, strict=True):
            for unit in (own, *(self._sums[area] for area in areas)):
                for cell_key, total in sums.items():
                    unit[cell_key] += total
        return own

    def _day(self, told: object) -> tuple[date, int]:
        if told not in self._days:
            day = told if isinstance(told, date) else date.fromisoformat(str(told))
            self._days[told] = (day, cell_of(day))
        return self._days[told]

    def _fed(self, slice_: str) -> list[str]:
        if slice_ not in self._feeds:
            self._feeds[slice_] = feeds(slice_)
        return self._feeds[slice_]

    def _compared(self, kind: str, unit: int, sums: Counter[Key]) -> Iterator[Difference]:
        """Gives each cell of the unit that is not as the facts make it."""
        wanted: dict[Key, int] = {}
        for (measure, part, cell), amount in sums.items():
            year = measure, part, year_cell(cell // 10_000)
            wanted[measure, part, cell] = amount
            wanted[year] = wanted.get(year, 0) + amount
        self.cells += len(wanted)
        with connection.cursor() as cursor:
            cursor.execute(_KEPT, [kind, unit])
            rows = cursor.fetchall()
        for measure, part, period, quantity in rows:
            expected = wanted.pop((measure, part, period), None)
            if expected is None and quantity:
                yield Difference((kind, unit, measure, part, period), quantity, None)
            elif expected is not None and expected != quantity:
                yield Difference((kind, unit, measure, part, period), quantity, expected)
        for key, amount in wanted.items():
            if amount:
                yield Difference((kind, unit, *key), None, amount)


def _ever(way: list[tuple[date, list[int]]]) -> set[int]:
    """Every area in which it ever lay."""
    return {area for _since, areas in way for area in areas}
