"""A file that somebody sent, as records: which form it is, how the columns of a table are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from densach.formats.marc import sheets
from densach.formats.marc.reading import HEAD, form_of, records
from densach.formats.marc.values import Read
from densach.services.catalogue.rules.importing import NoTitleColumn, TooLargeTable

# Tables are read at once; a hundred thousand rows are some 20 MB.
LARGEST_TABLE: Final = 64 * 2**20


@dataclass(frozen=True)
class Opened:
    """`page` is the sheet where the file is a table."""

    form: str
    reads: Iterator[Read]
    page: sheets.Page | None = None


def open_file(stream: BinaryIO, name: str, columns: Mapping[str, int] | None = None) -> Opened:
    """Raises NotRecords, NoTitleColumn, TooLargeTable, and what `formats.tables` refuses."""
    head = stream.read(HEAD)
    stream.seek(0)
    form = form_of(head, name)
    if form not in ("xlsx", "csv"):
        return Opened(form, records(stream, form, name))
    page = open_page(stream, name, columns)
    if "title" not in page.places:
        raise NoTitleColumn(name=name)
    return Opened(form, sheets.records(page), page)


def open_page(stream: BinaryIO, name: str, columns: Mapping[str, int] | None = None) -> sheets.Page:
    """The sheet of a table, whether or not its columns are understood."""
    data = stream.read(LARGEST_TABLE + 1)
    if len(data) > LARGEST_TABLE:
        raise TooLargeTable(name=name, limit=LARGEST_TABLE // 2**20)
    return sheets.page(data, name, columns)


def form_of_file(stream: BinaryIO, name: str) -> str:
    """Which form a file has; the stream stands at its beginning again. Raises NotRecords."""
    head = stream.read(HEAD)
    stream.seek(0)
    return form_of(head, name)


def page_of(data: bytes, name: str) -> sheets.Page:
    """The sheet of a table that was kept."""
    return sheets.page(data, name)


def read_page(page: sheets.Page, columns: Mapping[str, int]) -> Iterator[Read]:
    """The rows of a sheet under columns as they were told."""
    return sheets.records(replace(page, places=dict(columns)))
