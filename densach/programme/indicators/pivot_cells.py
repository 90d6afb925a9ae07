"""From a cell of the turned table to the page of evidence behind it: the same units over the same days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from densach.kernel.period import Period
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries import catalogue
from densach.programme.indicators.queries.pivot import REST, Gauge, Head, Key, Table
from densach.programme.indicators.rules import Question, Scope
from densach.programme.indicators.rules_pivot import AREAS, MEASURES, SLICES, STEPS, Slot, part_of_year

# The key of a total: the whole of its axis.
WHOLE: Final = ""
_BY_NATURE: Final = {"flow": Formula.TOTAL, "stock": Formula.AT_DATE}


@dataclass(frozen=True)
class Doors:
    """Which cells open: those of `rows` × `columns`. What stands in a slice, in none of the places, or where no page of
    evidence tells the measure alone does not.
    """

    table: Table
    territory_id: int
    on: date
    indicators: dict[str, Indicator]
    rows: frozenset[Key]
    columns: frozenset[Key]

    def name(self, row: Key, column: Key) -> str:
        """How the address calls the cell; empty where it does not open."""
        opens = row in self.rows and column in self.columns and self._slots(row, column)
        return f"{row}~{column}" if opens else ""

    def question(self, name: str) -> tuple[Indicator, Question] | None:
        """What the cell of this name tells, and of whom; None for one that does not open."""
        row, _sign, column = name.partition("~")
        keys = [
            next((key for key in known if str(key) == told), None)
            for known, told in ((self.rows, row), (self.columns, column))
        ]
        if keys[0] is None or keys[1] is None:
            return None
        slots = self._slots(keys[0], keys[1])
        gauge = self.table.gauge_at(keys[0], keys[1])
        if not slots:
            return None
        ends = [slot.named if gauge.indicator is not None else slot.period for slot in (slots[0], slots[-1])]
        question = Question(
            self._scope(gauge, keys[0], keys[1]),
            Period(ends[0].start, ends[1].end),
            self._seen_on(keys[0], keys[1]),
            self.table.asked.as_,
        )
        return self.indicators[gauge.code], question

    def _scope(self, gauge: Gauge, row: Key, column: Key) -> Scope:
        asked = self.table.asked
        able = gauge.kinds or (gauge.measure.kinds if gauge.measure is not None else ())
        scope = Scope(asked.kinds or able, asked.levels or gauge.levels, self.territory_id)
        for axis, key in ((asked.rows, row), (asked.columns, column)):
            if key == WHOLE:
                continue
            if axis in AREAS:
                scope = replace(scope, area_id=int(key))
            elif axis == "kind":
                scope = replace(scope, kinds=(str(key),))
            elif axis == "level":
                scope = replace(scope, levels=(str(key),))
            elif axis == "unit":
                scope = replace(scope, unit_ids=(int(key),))
        return scope

    def _seen_on(self, row: Key, column: Key) -> date:
        """Today; of a place that has ended its last day: its ground is read on after that, the table is not."""
        asked, days = self.table.asked, [self.on]
        for axis, key, heads in (
            (asked.rows, row, self.table.rows),
            (asked.columns, column, self.table.columns),
        ):
            if axis in AREAS:
                days += [head.until for head in heads if head.key == key and head.until]
        return min(days)

    def _slots(self, row: Key, column: Key) -> Sequence[Slot]:
        """The windows of the cell; none where they do not lie side by side (each March of three years)."""
        asked, found = self.table.asked, list(enumerate(self.table.slots))
        for axis, key in ((asked.rows, row), (asked.columns, column)):
            if axis in STEPS and key != WHOLE:
                found = [(place, slot) for place, slot in found if self._key(axis, place, slot) == key]
        is_whole = not found or found[-1][0] - found[0][0] == len(found) - 1
        return [slot for _place, slot in found] if is_whole else []

    def _key(self, axis: str, place: int, slot: Slot) -> Key:
        if not self.table.asked.is_seasonal:
            return place
        return slot.named.end.year if axis == "year" else f"{axis}-{part_of_year(slot, axis)}"


def doors_of(table: Table, territory_id: int, on: date, area_ids: Collection[int]) -> Doors:
    """`area_ids`: the places into which the actor may look. One query where a measure of the book is shown."""
    asked = table.asked
    known = {} if asked.sliced or asked.slice else _indicators(table.gauges)
    is_told = MEASURES in asked.axes or table.gauges[0].code in known
    rows, columns = (
        frozenset(_keys(heads, axis, known, area_ids) if is_told and known else ())
        for heads, axis in ((table.rows, asked.rows), (table.columns, asked.columns))
    )
    return Doors(table, territory_id, on, known, rows, columns)


def _keys(
    heads: Sequence[Head], axis: str, known: dict[str, Indicator], area_ids: Collection[int]
) -> list[Key]:
    if axis in SLICES:
        return []
    if axis == MEASURES:
        return [head.key for head in heads if head.key in known]
    if axis not in AREAS:
        return [WHOLE, *(head.key for head in heads)]
    found: list[Key] = [head.key for head in heads if head.key != REST and head.key in area_ids]
    # The sum over places that have ended and those after them is no figure of one territory.
    return found if any(head.until for head in heads) else [WHOLE, *found]


def _indicators(gauges: Sequence[Gauge]) -> dict[str, Indicator]:
    """For each gauge the indicator whose page of evidence tells it."""
    told = {one.code: one.indicator for one in gauges if one.indicator is not None}
    if len(told) == len(gauges):
        return told
    every = catalogue()
    for gauge in gauges:
        if gauge.measure is None or gauge.code in told:
            continue
        fitting = [
            one
            for one in every
            if one.measure == gauge.measure.code
            and one.formula == _BY_NATURE.get(gauge.nature)
            and (one.code == gauge.code or not one.levels)
        ]
        fitting.sort(key=lambda one: one.code != gauge.code)
        if fitting:
            told[gauge.code] = fitting[0]
    return told
