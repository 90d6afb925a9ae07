"""The predecessors' targets side by side by what is measured, and what they make together.

Only what is measured alike is added: the same indicator of the same institutions, stated in the same way for the same
year. Whatever differs is shown alone, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from densach.organisations.models import Area
from densach.programme.plans.judging.composite import Piece, conflict, family, growth_of, together
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.queries.judged import JudgedTarget
from densach.programme.plans.queries.kept import judged_today_of
from densach.programme.plans.queries.merged.outside import left_out
from densach.programme.plans.queries.merged.places import Column, columns
from densach.programme.plans.queries.progress import limits
from densach.programme.plans.status import Case, Growth, Step, Verdict, Yearly, prepare


@dataclass(frozen=True)
class Cell:
    """A predecessor's target: as it stood on the last day of its territory, and as it stands in it today."""

    column: Column
    plan: Plan
    then: JudgedTarget
    now: JudgedTarget

    @property
    def target(self) -> Target:
        return self.now.target

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet what becomes of it."""
        return self.now.standing is not None and self.now.standing.decision is None


@dataclass(frozen=True)
class Whole:
    """What the cells make together on a day. `units` are the institutions asked; `growth` is the yearly growth asked,
    the least and the most; `notes` say where a base is not that of a whole year.
    """

    verdict: Verdict
    pieces: tuple[Piece, ...]
    rows: tuple[JudgedTarget, ...]
    units: int
    growth: tuple[Fraction, Fraction] | None = None
    notes: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Line:
    """One thing that was asked. Cells stand in the order of the columns; `apart` says why something is not added."""

    cells: tuple[Cell | None, ...]
    then: Whole | None = None
    now: Whole | None = None
    apart: tuple[Step, ...] = field(default=())
    conflict: bool = False

    @property
    def told(self) -> list[Cell]:
        return [cell for cell in self.cells if cell is not None]

    @property
    def first(self) -> Cell:
        return self.told[0]

    @property
    def target(self) -> Target:
        return self.first.target

    @property
    def key(self) -> int:
        """The number by which the line is found again: that of its first target."""
        return self.target.pk


@dataclass(frozen=True)
class Table:
    area: Area
    on: date
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        """Every target, line by line."""
        return (cell for line in self.lines for cell in line.told)


def merged(area: Area, on: date) -> Table:
    """The targets of all that went into the place, as of the day. Queries grow with neither plans nor targets."""
    wide = columns(area, on)
    told = list(_cells(wide, on))
    groups: dict[tuple[object, ...], list[Cell]] = {}
    seen: dict[tuple[object, ...], int] = {}
    for cell in told:
        key = _measure(cell)
        # A second target of one predecessor on the same thing is not added to the first.
        nth = seen.get((key, cell.column.area_id), 0)
        seen[(key, cell.column.area_id)] = nth + 1
        groups.setdefault((key, nth), []).append(cell)
    lines = [_line(cells, wide, told) for cells in groups.values()]
    apart = left_out(
        area, on, [one.area_id for one in wide], [line.now.rows if line.now else () for line in lines]
    )
    told_lines = [replace(line, apart=(*line.apart, *more)) for line, more in zip(lines, apart, strict=True)]
    return Table(area, on, tuple(wide), tuple(told_lines))


def _cells(wide: Sequence[Column], on: date) -> Iterator[Cell]:
    plans = [plan for column in wide for plan in column.plans]
    now = judged_today_of(plans, on)
    then: dict[int, list[JudgedTarget]] = {}
    for day in {column.last_day for column in wide}:
        there = [plan for column in wide if column.last_day == day for plan in column.plans]
        then.update(judged_today_of(there, day))
    for column in wide:
        for plan in column.plans:
            for before, after in zip(then[plan.pk], now[plan.pk], strict=True):
                yield Cell(column, plan, before, after)


def _measure(cell: Cell) -> tuple[object, ...]:
    target = cell.target
    if target.indicator_id is None:
        return ("alone", target.pk)
    return (target.indicator_id, *_who(target), _how(cell), _year(cell))


def _who(target: Target) -> tuple[object, ...]:
    return tuple(sorted(target.institution_types)), tuple(sorted(target.levels))


def _how(cell: Cell) -> tuple[object, ...]:
    target = cell.target
    return (
        family(target.kind, isinstance(cell.now.inputs, Yearly)),
        target.per == "each",
        target.every_years or 1,
    )


def _year(cell: Cell) -> int:
    target = cell.target
    return target.year_to or target.milestone or cell.plan.year_to


def _line(cells: Sequence[Cell], wide: Sequence[Column], told: Sequence[Cell]) -> Line:
    by_column = {cell.column.area_id: cell for cell in cells}
    apart = [_why_not(column, cells[0], told) for column in wide if column.area_id not in by_column]
    bases = {row.inputs.base_year for cell in cells if isinstance((row := cell.now).inputs, Growth)}
    if len(bases) > 1:
        apart.append(
            Step("merged.apart.base_year", {"years": ", ".join(str(year) for year in sorted(bases, key=str))})
        )
    counted = [cell for cell in cells if cell.now.is_counted]
    values = ((cell.target.value_min, cell.target.value_max) for cell in cells)
    return Line(
        tuple(by_column.get(column.area_id) for column in wide),
        None if len(bases) > 1 else _whole([(cell, cell.then) for cell in cells]),
        None if len(bases) > 1 else _whole([(cell, cell.now) for cell in counted]),
        tuple(apart),
        conflict(cells[0].target.kind, cells[0].target.per, values),
    )


def _why_not(column: Column, cell: Cell, told: Sequence[Cell]) -> Step:
    """Why a predecessor has nothing in this line, by what comes nearest to it."""
    name = {"name": column.name}
    if not column.plans:
        return Step("merged.apart.no_plan", name)
    if cell.target.indicator_id is None:
        return Step("merged.apart.not_tied", name)
    near = [
        other
        for other in told
        if other.column.area_id == column.area_id and other.target.indicator_id == cell.target.indicator_id
    ]
    if not near:
        return Step("merged.apart.nothing", name)
    same = [other for other in near if _who(other.target) == _who(cell.target)]
    if not same:
        return Step("merged.apart.others", name)
    if all(_how(other) != _how(cell) for other in same):
        return Step("merged.apart.otherwise", name)
    years = sorted({_year(other) for other in same if _how(other) == _how(cell)})
    return Step("merged.apart.year", {**name, "years": ", ".join(str(year) for year in years)})


def _whole(cells: Sequence[tuple[Cell, JudgedTarget]]) -> Whole | None:
    """None where nothing is left to be added."""
    if not cells:
        return None
    pieces = tuple(_piece(cell, row) for cell, row in cells)
    rows = tuple(row for _cell, row in cells)
    units = sum(len(row.value.parts) for row in rows if row.value is not None)
    low, high = growth_of(pieces), growth_of(pieces, upper=True)
    growth = None if low is None or high is None else (low, high)
    notes = tuple(step for cell, row in cells for step in _about_base(cell, row))
    return Whole(together(pieces), pieces, rows, units, growth, notes)


def _about_base(cell: Cell, row: JudgedTarget) -> Iterator[Step]:
    """That the base counted from the book does not hold a whole year of all whom the target asks."""
    if (
        not isinstance(row.inputs, Growth)
        or row.inputs.base_year is None
        or row.target.base_value is not None
    ):
        return
    year, last_day = row.inputs.base_year, cell.column.last_day
    told: dict[str, Fraction | date | str] = {"name": cell.column.name, "year": str(year)}
    if row.on < date(year, 12, 31):
        yield Step("merged.base_running", {**told, "on": row.on})
    elif date(year, 1, 1) <= last_day < date(year, 12, 31):
        yield Step("merged.base_broken", {**told, "on": last_day})


def _piece(cell: Cell, row: JudgedTarget) -> Piece:
    found: Case | Verdict = row.verdict
    if row.inputs is not None:
        found = prepare(row.target.kind, row.inputs, limits())
    units = len(row.value.parts) if row.value is not None else 0
    return Piece(cell.column.name, found, row.inputs, max(units, 1))
