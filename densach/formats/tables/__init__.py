"""Tables that people send: .xlsx and .csv read into rows of text, under columns that the reader knows.

    read(data, filename, columns, sheet="") -> Table

What a value means (a day, a kind, a place) is for the room that asked; here a cell is text, with its line in the file.
"""

from __future__ import annotations

from densach.formats.tables.errors import (
    BrokenFile,
    BrokenLetters,
    EmptyTable,
    HeadNotFound,
    LockedFile,
    MissingColumns,
    NoSuchSheet,
    OldWorkbook,
    TableRefusal,
    TooManyRows,
    TooMuchInside,
    UnknownTable,
)
from densach.formats.tables.reading import grids, plain_name, read
from densach.formats.tables.values import FORMULA_ERRORS, Column, Grid, Line, Remark, Table

__all__ = [
    "FORMULA_ERRORS",
    "BrokenFile",
    "BrokenLetters",
    "Column",
    "EmptyTable",
    "Grid",
    "HeadNotFound",
    "Line",
    "LockedFile",
    "MissingColumns",
    "NoSuchSheet",
    "OldWorkbook",
    "Remark",
    "Table",
    "TableRefusal",
    "TooManyRows",
    "TooMuchInside",
    "UnknownTable",
    "grids",
    "plain_name",
    "read",
]
