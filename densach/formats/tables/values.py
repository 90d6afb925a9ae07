"""What reading a table gives: columns, lines with their numbers in the file, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from densach.kernel.dates import format_date
from densach.kernel.vietnamese import clean_text

# What a spreadsheet shows where its formula failed.
FORMULA_ERRORS: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"}
)


@dataclass(frozen=True)
class Column:
    """A column that the reader knows: `names` are all by which a head may call it, the first one is told to people."""

    code: str
    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Remark:
    """Something noticed that refuses nothing: `id` with the parameters of its sentence."""

    id: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One row: its line in the file, its cells by column code (empty cells left out), and what was noticed in it."""

    number: int
    cells: dict[str, str]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Table:
    """The rows under the head, in order. `columns`: code → the head's own words; `sheet` is empty for plain text."""

    sheet: str
    head: int
    columns: dict[str, str]
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass
class Grid:
    """A sheet before its head is known: rows of text by line, those with something in them only."""

    sheet: str
    rows: dict[int, list[str]]
    hidden: frozenset[int] = frozenset()
    # Lines on which a value was repeated from a merged cell above or to the left.
    merged: frozenset[int] = frozenset()
    # (line, place of the column) of formulas that were never computed.
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    remarks: tuple[Remark, ...] = ()


def text_of(value: object) -> str:
    """A cell as text: days as 05/02/2026, whole numbers without a fraction, yes and no as words of the sheet."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return format_date(value.date())
        case date():
            return format_date(value)
        case time():
            return value.strftime("%H:%M")
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            # A comma would be taken for the next column by whoever reads it again; 15 digits are what a sheet keeps.
            return format(value, ".15g")
        case _:
            return clean_text(str(value))
