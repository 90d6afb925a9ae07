"""A table of figures: rows by columns, with totals only where they say something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.facts.measures import VALUE_WORDS
from densach.kernel.period import Period
from densach.organisations.models import Level, OrganisationKind
from densach.programme.indicators.queries.pivot import answers, flows, noughts
from densach.programme.indicators.queries.pivot.gauges import Gauge
from densach.programme.indicators.queries.pivot.places import Ground, ground_of
from densach.programme.indicators.queries.pivot.shape import (
    REST,
    UNTOLD,
    Head,
    Key,
    Table,
    less_parts,
    ordered,
    without_parts,
)
from densach.programme.indicators.queries.reading import Reading
from densach.programme.indicators.queries.territory import Member
from densach.programme.indicators.rules import Scope
from densach.programme.indicators.rules_pivot import (
    AREAS,
    MEASURES,
    MOST_COLUMNS,
    SLICES,
    STEPS,
    UNITS,
    Asked,
    Figure,
    Slot,
    TooManyColumns,
    added,
    adds_up,
    cells_of,
    part_of_year,
    per_page,
    slots_of,
    years_of,
)

# Up to so many places everything is read at once, so that rows can be put in the order of their figures.
_FEW: Final = 600


@dataclass(frozen=True)
class Atom:
    """A figure before it is placed: an area or an institution, a slot, a slice and a gauge."""

    place: Key
    slot: int
    slice: str
    gauge: Gauge
    figure: Figure


def pivot(
    asked: Asked, gauges: Sequence[Gauge], territory_id: int, on: date, *, every_row: bool = False
) -> Table:
    """The table as of `on`. `every_row` gives all rows, for a file; else the page asked for. Raises TooManyColumns."""
    return _Pivot(asked, tuple(gauges), territory_id, on).table(every_row)


class _Pivot:
    """One reading for one table."""

    def __init__(self, asked: Asked, gauges: tuple[Gauge, ...], territory_id: int, on: date) -> None:
        self.asked, self.on, self.territory_id = asked, on, territory_id
        every = gauges if MEASURES in asked.axes else gauges[:1]
        self.gauges = tuple(one for one in every if self._is_told_apart(one)) or every[:1]
        self.skipped = tuple(one for one in gauges if one not in self.gauges)
        self.slots = tuple(slots_of(asked))
        span = Period(self.slots[0].period.start, self.slots[-1].period.end)
        axis = next((one for one in asked.axes if one in AREAS), "")
        self.by_unit = bool(asked.kinds or asked.levels or any(one in UNITS for one in asked.axes))
        with_way_up = bool(axis) and not all(self._reads_places(one) for one in self.gauges)
        self.ground: Ground = ground_of(territory_id, axis, asked.as_, span, on, with_way_up=with_way_up)
        self.reading = Reading(on, asked.as_)
        self.scope = Scope(asked.kinds, asked.levels, territory_id)
        self.members: dict[int, Member] = {}

    def _is_told_apart(self, gauge: Gauge) -> bool:
        """Whether the gauge has the slices that are asked for."""
        dimension = self.asked.sliced or self.asked.slice.partition("=")[0]
        return not dimension or (gauge.measure is not None and dimension in gauge.measure.slices)

    def table(self, every_row: bool) -> Table:
        asked = self.asked
        atoms = self._member_atoms()
        columns = self._heads(asked.columns)
        if len(columns) > MOST_COLUMNS:
            raise TooManyColumns(number=len(columns), most=MOST_COLUMNS)
        rows = self._heads(asked.rows)
        size = per_page(len(columns))
        begin = 0 if every_row else (min(asked.page, max(1, -(-len(rows) // size))) - 1) * size
        is_small = every_row or asked.rows not in AREAS or len(rows) <= _FEW
        end = len(rows) if every_row else begin + size
        shown = rows if is_small else rows[begin:end]
        atoms += self._place_atoms([head.key for head in (*shown, *columns)])
        table = Table(asked, self.gauges, self.slots, tuple(columns), tuple(shown), len(rows))
        table.skipped, table.since = self.skipped, self.ground.since
        self._fill(table, atoms)
        self._totals(table, atoms)
        if is_small:
            table.rows = tuple(ordered(table)[begin:end])
        if asked.rows in AREAS:
            self._rest(table, is_last=end >= len(rows), atoms=atoms)
        return table

    # what is read -----------------------------------------------------------------------------------------

    def _reads_places(self, gauge: Gauge) -> bool:
        return gauge.nature == "flow" and not (self.by_unit or gauge.kinds or gauge.levels)

    def _slices(self, gauge: Gauge) -> tuple[str, ...]:
        """The whole, or the slice asked for, or all values of the axis with the whole."""
        dimension = self.asked.sliced
        if dimension and gauge.measure is not None:
            return ("", *(f"{dimension}={value}" for value in gauge.measure.slices.get(dimension, ())))
        return (self.asked.slice,)

    def _wanted(self, gauges: Iterable[Gauge]) -> flows.Wanted:
        given = list(gauges)
        slices = dict.fromkeys(slice_ for one in given for slice_ in self._slices(one))
        return flows.Wanted(
            tuple(dict.fromkeys(one.measure.code for one in given if one.measure)),
            tuple(slices),
            cells_of(self.slots, whole_years=False),
            cells_of(self.slots, whole_years=True),
            [slot.period for slot in self.slots],
        )

    def _place_atoms(self, keys: Iterable[Key]) -> list[Atom]:
        """Sums of the book by area: of the places shown, and of the whole territory under the key REST."""
        gauges = [one for one in self.gauges if self._reads_places(one)]
        if not gauges:
            return []
        wanted, shown = self._wanted(gauges), set(keys)
        atoms = self._atoms(gauges, flows.of_all(wanted, self.ground.whole), total=True)
        places = [one for one in self.ground.places if one.id in shown]
        if not places:
            return atoms
        sums = flows.of_places(wanted, places)
        empty = noughts.in_places(wanted, places, sums, self.on)
        whole = {(0, measure, slice_, slot): 0 for _place, measure, slice_, slot in empty}
        return (
            atoms
            + self._atoms(gauges, whole, total=True)
            + self._atoms(gauges, sums)
            + self._atoms(gauges, empty)
        )

    def _atoms(self, gauges: Iterable[Gauge], sums: flows.Sums, *, total: bool = False) -> list[Atom]:
        by_measure: dict[str, list[Gauge]] = {}
        for one in gauges:
            by_measure.setdefault(one.measure.code if one.measure else "", []).append(one)
        return [
            Atom(REST if total else place, slot, slice_, gauge, Figure(amount))
            for (place, measure, slice_, slot), amount in sums.items()
            for gauge in by_measure[measure]
        ]

    def _member_atoms(self) -> list[Atom]:
        """What is read institution by institution."""
        atoms: list[Atom] = []
        for gauge in self.gauges:
            if self._reads_places(gauge):
                continue
            members = answers.members_of(gauge, self.scope, self.reading)
            members = tuple(one for one in members if self._ever_there(one))
            self.members.update({one.id: one for one in members})
            atoms += self._of_members(gauge, members)
        return atoms

    def _ever_there(self, member: Member) -> bool:
        span = Period(self.slots[0].period.start, self.slots[-1].period.end)
        return any(window.overlap(span) for window in member.windows)

    def _of_members(self, gauge: Gauge, members: tuple[Member, ...]) -> list[Atom]:
        if gauge.nature == "flow":
            wanted = self._wanted([gauge])
            atoms = self._atoms([gauge], flows.of_members(wanted, members))
            return atoms + self._atoms([gauge], noughts.in_members(wanted, members))
        if gauge.indicator is not None:
            told = answers.shares(gauge, self.scope, self.slots, self.reading)
            return [Atom(key, slot, "", gauge, figure) for (key, slot), figure in told.items()]
        return [
            Atom(key, slot, slice_, gauge, figure)
            for slice_ in self._slices(gauge)
            for (key, slot), figure in answers.readings(gauge, members, self.slots, self.on, slice_).items()
        ]

    # rows and columns -------------------------------------------------------------------------------------

    def _heads(self, axis: str) -> list[Head]:
        if axis in AREAS:
            return [
                Head(one.id, one.name, one.depth, one.code, until=one.until) for one in self.ground.places
            ]
        if axis in STEPS:
            return self._time_heads(axis)
        if axis in SLICES:
            values = next((one.measure.slices.get(axis, ()) for one in self.gauges if one.measure), ())
            return [*(Head(value, VALUE_WORDS[value]) for value in values), Head(UNTOLD)]
        if axis == MEASURES:
            return [Head(one.code, one.name) for one in self.gauges]
        return self._unit_heads(axis)

    def _time_heads(self, axis: str) -> list[Head]:
        if not self.asked.is_seasonal:
            return [Head(place, slot=slot) for place, slot in enumerate(self.slots)]
        if axis == "year":
            return [Head(slot.named.end.year, slot=slot) for slot in years_of(self.asked)]
        parts = {part_of_year(slot, axis) for slot in self.slots}
        return [Head(f"{axis}-{part}") for part in sorted(parts)]

    def _time_key(self, axis: str, slot: Slot) -> Key:
        if not self.asked.is_seasonal:
            return self.slots.index(slot)
        return slot.named.end.year if axis == "year" else f"{axis}-{part_of_year(slot, axis)}"

    def _unit_heads(self, axis: str) -> list[Head]:
        standing = self.members.values()
        if axis == "unit":
            return [Head(one.id, one.name) for one in standing]
        if axis == "kind":
            kinds = {one.kind for one in standing}
            return [Head(code, str(label)) for code, label in OrganisationKind.choices if code in kinds]
        levels = {one.level for one in standing}
        return [Head(code, str(label)) for code, label in Level.choices if code in levels]

    def _keyer(self, axis: str) -> Callable[[Atom], tuple[Key, ...]]:
        """From a figure to the rows (or columns) in which it stands."""
        if axis in STEPS:
            keys = [self._time_key(axis, slot) for slot in self.slots]
            return lambda atom: (keys[atom.slot],)
        if axis in SLICES:
            return lambda atom: (atom.slice.partition("=")[2] or UNTOLD,)
        if axis == MEASURES:
            return lambda atom: (atom.gauge.code,)
        members = self.members
        if axis in AREAS:
            return self._places_of
        if axis == "unit":
            return lambda atom: (atom.place,)
        if axis == "kind":
            return lambda atom: (members[int(atom.place)].kind,)
        return lambda atom: (members[int(atom.place)].level,)

    def _places_of(self, atom: Atom) -> tuple[Key, ...]:
        if atom.place == REST or self._reads_places(atom.gauge):
            return (atom.place,)
        return self.ground.holders(self.members[int(atom.place)].area_id) or (REST,)

    # what is shown ----------------------------------------------------------------------------------------

    def _fill(self, table: Table, atoms: Iterable[Atom]) -> None:
        """Every figure into its cell. A part "of which" stands in its own cell; what was not told apart is the rest
        of the whole.
        """
        row_of, column_of = self._keyer(self.asked.rows), self._keyer(self.asked.columns)
        has_places = any(one in AREAS for one in self.asked.axes)
        wanted = {head.key for head in (*table.rows, *table.columns)}
        sums: dict[tuple[Key, Key], list[Figure]] = {}
        for atom in atoms:
            if has_places and atom.place == REST and self._reads_places(atom.gauge):
                continue
            for row in row_of(atom):
                for column in column_of(atom):
                    if row in wanted and column in wanted:
                        sums.setdefault((row, column), []).append(atom.figure)
        table.cells = {key: figure for key, figures in sums.items() if (figure := added(figures))}
        if self.asked.sliced:
            without_parts(table)

    def _totals(self, table: Table, atoms: Sequence[Atom]) -> None:
        rows, columns = self.asked.rows, self.asked.columns
        table.has_row_totals = all(adds_up(one.nature, columns) for one in self.gauges)
        table.has_column_totals = all(adds_up(one.nature, rows) for one in self.gauges)
        if table.has_row_totals:
            for head in table.rows:
                told = added(table.cells.get((head.key, column.key)) for column in table.columns)
                if told is not None:
                    table.row_totals[head.key] = told
            if columns in AREAS:
                # A row's total is the territory's own: it holds what lies in none of the places too.
                table.row_totals.update(self._whole(atoms, rows))
        if table.has_column_totals:
            whole = self._whole(atoms, columns) if rows in AREAS or rows in UNITS else {}
            for head in table.columns:
                told = whole.get(head.key) or added(
                    table.cells.get((row.key, head.key)) for row in table.rows
                )
                if told is not None:
                    table.column_totals[head.key] = told

    def _whole(self, atoms: Iterable[Atom], axis: str) -> dict[Key, Figure]:
        """The figures of the whole territory along an axis: of areas as kept for the territory itself."""
        key_of = self._keyer(axis)
        found: dict[Key, list[Figure]] = {}
        for atom in atoms:
            if self._reads_places(atom.gauge) and atom.place != REST:
                continue
            for key in key_of(atom):
                found.setdefault(key, []).append(atom.figure)
        told = {key: figure for key, figures in found.items() if (figure := added(figures))}
        return less_parts(told) if axis in SLICES else told

    def _rest(self, table: Table, *, is_last: bool, atoms: Sequence[Atom]) -> None:
        """A row for what lies in none of the places: institutions of the province itself, of districts."""
        if not is_last or self.asked.rows == "tree":
            return
        told: dict[Key, Figure] = {}
        if all(self._reads_places(one) for one in self.gauges):
            inside = self._inside(atoms, table)
            for head in table.columns:
                whole, part = table.column_totals.get(head.key), inside.get(head.key)
                if whole is not None and whole.top != (part.top if part else 0):
                    told[head.key] = Figure(whole.top - (part.top if part else 0))
        else:
            column_of = self._keyer(self.asked.columns)
            sums: dict[Key, list[Figure]] = {}
            for atom in atoms:
                if self._places_of(atom) == (REST,):
                    for key in column_of(atom):
                        sums.setdefault(key, []).append(atom.figure)
            told = {key: figure for key, figures in sums.items() if (figure := added(figures))}
        if told and table.has_column_totals:
            table.rows = (*table.rows, Head(REST))
            table.cells.update({(REST, key): figure for key, figure in told.items()})
            if table.has_row_totals and (sum_ := added(told.values())):
                table.row_totals[REST] = sum_

    def _inside(self, atoms: Iterable[Atom], table: Table) -> dict[Key, Figure]:
        """The sums of all places of the axis together, shown or not."""
        if len(table.rows) >= table.number:
            columns = table.columns
            return {
                head.key: told
                for head in columns
                if (told := added(table.cells.get((row.key, head.key)) for row in table.rows))
            }
        gauges = list(self.gauges)
        sums = flows.of_all(self._wanted(gauges), self.ground.places)
        key_of = self._keyer(self.asked.columns)
        found: dict[Key, list[Figure]] = {}
        for atom in self._atoms(gauges, sums, total=True):
            for key in key_of(atom):
                found.setdefault(key, []).append(atom.figure)
        inside = {key: figure for key, figures in found.items() if (figure := added(figures))}
        return less_parts(inside) if self.asked.columns in SLICES else inside
