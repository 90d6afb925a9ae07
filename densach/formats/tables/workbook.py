"""Reading .xlsx: values and not formulas, merged cells filled, hidden rows told, never unpacked beyond measure."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Final
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook.workbook import Workbook

from densach.formats.tables.errors import BrokenFile, NoSuchSheet, TableRefusal, TooManyRows, TooMuchInside
from densach.formats.tables.values import Grid, Remark, text_of

MEGABYTE: Final = 2**20
# Unpacked, all parts together; a sheet of 20,000 full rows takes some 40 MB.
LARGEST_INSIDE: Final = 120 * MEGABYTE
MOST_ROWS: Final = 20_000
# A stray cell far to the right or far below must not make a table of a million empty ones.
MOST_COLUMNS: Final = 100
LAST_LINE: Final = 100_000

_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+:[A-Z]+\d+)"')
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_NUMBER: Final = re.compile(rb'\br="(\d+)"')
# A formula whose cell ends without a value: the file was written by a program that computed nothing.
_UNCOMPUTED: Final = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def grids(data: bytes, name: str, wanted: str = "", most: int | None = None) -> Iterator[Grid]:
    """Each sheet that people see, or the one named, of at most `most` rows. Raises the refusals of `errors`."""
    archive = _opened(data, name)
    try:
        with warnings.catch_warnings():
            # Styles and validations that the reader skips are nothing to us.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            yield from _sheets(book, archive, name, wanted, MOST_ROWS if most is None else most)
    except TableRefusal:
        raise
    except (
        Exception
    ) as error:  # a damaged workbook fails anywhere in the reader, in ways that nobody can list
        raise BrokenFile(name=name) from error


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (BadZipFile, RuntimeError, ValueError, OverflowError) as error:
        # A damaged directory may also ask for a version, an offset or a size that the reader does not know.
        raise BrokenFile(name=name) from error
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > LARGEST_INSIDE or len(parts) > 5_000:
        raise TooMuchInside(name=name, limit=LARGEST_INSIDE // MEGABYTE)
    return archive


def _sheets(book: Workbook, archive: zipfile.ZipFile, name: str, wanted: str, most: int) -> Iterator[Grid]:
    seen = [one for one in book.worksheets if one.sheet_state == "visible" or one.title == wanted]
    if wanted:
        titles = [one.title for one in book.worksheets]
        seen = [one for one in seen if one.title == wanted]
        if not seen:
            raise NoSuchSheet(name=name, sheet=wanted, sheets=titles)
    for sheet in seen:
        inside = archive.read(str(vars(sheet)["_worksheet_path"]).lstrip("/"))
        # The size that a sheet says of itself is often wrong.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=LAST_LINE, max_col=MOST_COLUMNS, values_only=True)
        yield _grid(sheet.title, name, rows, inside, most)


def _grid(title: str, name: str, rows: Iterator[tuple[object, ...]], inside: bytes, most: int) -> Grid:
    found: dict[int, list[str]] = {}
    for line, values in enumerate(rows, start=1):
        texts = [text_of(value) for value in values]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            found[line] = texts
        if len(found) > most + 1:
            raise TooManyRows(name=name, limit=most)
    merged = _fill_merged(found, inside)
    return Grid(
        title,
        dict(sorted(found.items())),
        hidden=frozenset(_hidden(inside)) & found.keys(),
        merged=frozenset(merged),
        uncomputed=frozenset(_uncomputed(inside)),
        remarks=(Remark("tables.merged", {"sheet": title}),) if merged else (),
    )


def _fill_merged(rows: dict[int, list[str]], inside: bytes) -> set[int]:
    """A value merged over several rows holds for each of them; over several columns it is a title, and stays alone.

    Gives the lines that were filled.
    """
    filled: set[int] = set()
    for found in _MERGED.finditer(inside):
        first_column, first, last_column, last = range_boundaries(found[1].decode())
        if None in (first_column, first, last_column, last) or first == last or first_column != last_column:
            continue
        at = int(first_column or 1) - 1
        top = rows.get(int(first or 1), [])
        value = top[at] if at < len(top) else ""
        for line in range(int(first or 1) + 1, min(int(last or 1), LAST_LINE) + 1):
            # Rows of which nothing but the merged cell is left are not there.
            if value and line in rows:
                cells = rows[line]
                cells.extend([""] * (at + 1 - len(cells)))
                cells[at] = value
                filled.add(line)
    return filled


def _hidden(inside: bytes) -> Iterator[int]:
    for row in _ROW.finditer(inside):
        number = _NUMBER.search(row[0])
        if number and (b'hidden="1"' in row[0] or b'hidden="true"' in row[0]):
            yield int(number[1])


def _uncomputed(inside: bytes) -> Iterator[tuple[int, int]]:
    if b"<f" not in inside and b":f" not in inside:
        return
    for found in _UNCOMPUTED.finditer(inside):
        column = 0
        for letter in found[1]:
            column = column * 26 + letter - 64
        yield int(found[2]), column - 1
