"""From a file to rows under known columns: which sheet, which line is the head, which column is which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from densach.formats.tables import plain, workbook
from densach.formats.tables.errors import (
    BrokenLetters,
    EmptyTable,
    HeadNotFound,
    LockedFile,
    MissingColumns,
    OldWorkbook,
    UnknownTable,
)
from densach.formats.tables.fonts import broken_letters
from densach.formats.tables.values import FORMULA_ERRORS, Column, Grid, Line, Remark, Table
from densach.kernel.vietnamese import fold

# Titles, the name of the agency and a date may stand above the head.
_HEAD_WITHIN: Final = 40
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Named in the directory of an OLE file, in UTF-16: a workbook behind a password is one of those.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class _Head:
    grid: Grid
    line: int
    places: dict[str, int]

    def rank(self, columns: Sequence[Column]) -> tuple[int, int]:
        needed = sum(column.required and column.code in self.places for column in columns)
        return needed, len(self.places)


def read(data: bytes, filename: str, columns: Sequence[Column], sheet: str = "") -> Table:
    """The table in a file: of a workbook the sheet named, else the one whose head fits best.

    Raises a TableRefusal, told in words, for whatever cannot be read.
    """
    found = list(grids(data, filename, sheet))
    if not any(grid.rows for grid in found):
        raise EmptyTable(name=filename)
    heads = [head for grid in found if (head := _head(grid, columns))]
    needed = [column for column in columns if column.required]
    if not heads:
        _require_letters(filename, (words for grid in found for words in _top(grid)))
        raise HeadNotFound(name=filename, columns=[column.names[0] for column in needed or columns])
    best = max(heads, key=lambda head: head.rank(columns))
    missing = [column.names[0] for column in needed if column.code not in best.places]
    if missing:
        _require_letters(filename, [best.grid.rows[best.line]])
        raise MissingColumns(name=filename, columns=missing, line=best.line)
    others = [head.grid.sheet for head in heads if head is not best]
    return _table(best, filename, others)


def _top(grid: Grid) -> list[list[str]]:
    return [grid.rows[line] for line in list(grid.rows)[:_HEAD_WITHIN]]


def _require_letters(name: str, lines: Iterable[Sequence[str]]) -> None:
    """Raises BrokenLetters: why a head is not found is then no question of its names."""
    for words in lines:
        for text in words:
            if found := broken_letters(text, head=True):
                raise BrokenLetters(name=name, found=found)


def grids(data: bytes, name: str, sheet: str = "", most: int | None = None) -> Iterable[Grid]:
    """The sheets of a file before any head is known. Raises a TableRefusal."""
    if not data:
        raise EmptyTable(name=name)
    if data.startswith(_OLE):
        raise LockedFile(name=name) if _LOCKED in data else OldWorkbook(name=name)
    if data.startswith(b"PK"):
        return workbook.grids(data, name, sheet, most)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"<html", b"<!DOCTYPE")):
        raise UnknownTable(name=name)
    return [plain.grid(data, name, most)]


def plain_name(text: str) -> str:
    """A head's words as they are compared: folded, without the star of what is required, units and punctuation."""
    bare = re.sub(r"\([^)]*\)", " ", fold(text))
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


def _head(grid: Grid, columns: Sequence[Column]) -> _Head | None:
    """The line, near the top, that names the most columns; it must name two, or the only one there is."""
    known = {plain_name(name): column.code for column in columns for name in (*column.names, column.code)}
    best: _Head | None = None
    for line in list(grid.rows)[:_HEAD_WITHIN]:
        places: dict[str, int] = {}
        for at, text in enumerate(grid.rows[line]):
            code = known.get(plain_name(text)) if text else None
            if code is not None:
                places.setdefault(code, at)
        head = _Head(grid, line, places)
        if places and (best is None or head.rank(columns) > best.rank(columns)):
            best = head
    enough = min(2, len(columns))
    return best if best is not None and len(best.places) >= enough else None


def _table(head: _Head, name: str, others: list[str]) -> Table:
    grid = head.grid
    words = grid.rows[head.line]
    lines = tuple(
        line
        for number in grid.rows
        if number > head.line and (line := _line(grid, number, head.places)) is not None
    )
    if not lines:
        raise EmptyTable(name=name)
    remarks = list(grid.remarks)
    unread = [text for at, text in enumerate(words) if text and at not in head.places.values()]
    if unread:
        remarks.append(Remark("tables.unread_columns", {"columns": unread}))
    if others:
        remarks.append(Remark("tables.other_sheets", {"sheet": grid.sheet, "others": others}))
    hidden = sum(line.number in grid.hidden for line in lines)
    if hidden:
        remarks.append(Remark("tables.hidden_rows", {"number": hidden}))
    return Table(
        grid.sheet, head.line, {code: words[at] for code, at in head.places.items()}, lines, tuple(remarks)
    )


def _line(grid: Grid, number: int, places: dict[str, int]) -> Line | None:
    """A row with something under a known column; a row that only numbers the columns (1, 2, 3 …) is none."""
    texts = grid.rows[number]
    cells = {code: texts[at] for code, at in places.items() if at < len(texts) and texts[at]}
    if cells and all(text.strip("()") == str(at + 1) for at, text in enumerate(texts) if text):
        return None
    remarks: list[Remark] = []
    for code, at in places.items():
        if cells.get(code) in FORMULA_ERRORS:
            remarks.append(Remark("tables.formula_error", {"column": code, "found": cells[code]}))
        if (number, at) in grid.uncomputed:
            remarks.append(Remark("tables.formula_uncomputed", {"column": code}))
    if not cells and not remarks:
        return None
    if number in grid.hidden:
        remarks.append(Remark("tables.hidden_row"))
    if number in grid.merged:
        remarks.append(Remark("tables.merged_row"))
    return Line(number, cells, tuple(remarks))
