"""What a table is made of, and what is done to it once its figures are in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from densach.programme.indicators.queries.pivot.gauges import Gauge
from densach.programme.indicators.rules_pivot import (
    MEASURES,
    SLICES,
    Asked,
    Figure,
    Slot,
    added,
    per_page,
)

Key = int | str
# What lies in none of the places of the axis, and what was not told apart.
REST: Final = "rest"
UNTOLD: Final = "untold"


@dataclass(frozen=True)
class Head:
    """A row or a column: its key, its name (empty where the page words it), how deep it stands, the code it opens;
    `until` is the last day of a place that has ended.
    """

    key: Key
    name: str = ""
    depth: int = 0
    code: str = ""
    slot: Slot | None = None
    until: date | None = None


@dataclass
class Table:
    """What is shown. `cells` lack what nobody counted; totals are None where a sum would say nothing. `since`: the
    first day of a territory that is younger than what is asked.
    """

    asked: Asked
    gauges: tuple[Gauge, ...]
    slots: tuple[Slot, ...]
    columns: tuple[Head, ...]
    rows: tuple[Head, ...]
    number: int
    cells: dict[tuple[Key, Key], Figure] = field(default_factory=dict)
    row_totals: dict[Key, Figure] = field(default_factory=dict)
    column_totals: dict[Key, Figure] = field(default_factory=dict)
    has_row_totals: bool = False
    has_column_totals: bool = False
    skipped: tuple[Gauge, ...] = ()
    since: date | None = None

    @property
    def grand(self) -> Figure | None:
        if not (self.has_row_totals and self.has_column_totals):
            return None
        return added(self.column_totals.values())

    @property
    def pages(self) -> int:
        return max(1, -(-self.number // per_page(len(self.columns))))

    def gauge_at(self, row: Key, column: Key) -> Gauge:
        """What a cell measures."""
        if MEASURES not in self.asked.axes:
            return self.gauges[0]
        key = row if self.asked.rows == MEASURES else column
        return next(one for one in self.gauges if one.code == key)


def without_parts(table: Table) -> None:
    """The column (or row) of what was not told apart: the whole less its parts."""
    columns = table.asked.columns in SLICES
    along = table.rows if columns else table.columns
    parts = [head.key for head in (table.columns if columns else table.rows) if head.key != UNTOLD]
    for head in along:
        where = (head.key, UNTOLD) if columns else (UNTOLD, head.key)
        whole = table.cells.get(where)
        if whole is None:
            continue
        told = added(table.cells.get((head.key, one) if columns else (one, head.key)) for one in parts)
        left = whole.top - (told.top if told else 0)
        if left > 0 or told is None:
            table.cells[where] = Figure(left)
        else:
            del table.cells[where]


def less_parts(figures: dict[Key, Figure]) -> dict[Key, Figure]:
    """Totals along an axis of slices: what was not told apart is the whole less its parts."""
    whole = figures.get(UNTOLD)
    if whole is None:
        return figures
    left = whole.top - sum(figure.top for key, figure in figures.items() if key != UNTOLD)
    others = {key: figure for key, figure in figures.items() if key != UNTOLD}
    return {**others, UNTOLD: Figure(left)} if left > 0 or not others else others


def ordered(table: Table) -> list[Head]:
    """Rows in the order asked: by their total (else their last figure), the unknown last; else as they came."""
    rows = list(table.rows)
    if table.asked.order not in ("nhieu", "it"):
        return rows

    def height(head: Head) -> Figure | None:
        if table.has_row_totals:
            return table.row_totals.get(head.key)
        known = [table.cells.get((head.key, column.key)) for column in table.columns]
        return next((figure for figure in reversed(known) if figure is not None), None)

    told = [(head, height(head)) for head in rows]
    known = [(high, head) for head, figure in told if figure and (high := figure.height) is not None]
    known.sort(key=lambda pair: pair[0], reverse=table.asked.order == "nhieu")
    return [head for _height, head in known] + [
        head for head, figure in told if figure is None or figure.height is None
    ]
