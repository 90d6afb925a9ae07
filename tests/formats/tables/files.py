"""Files for the tests of tables, made on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook

from densach.formats.tables import Column

NAME, KIND, SINCE = (
    Column("name", ("Tên cơ sở", "Name of the institution", "Tên"), required=True),
    Column("kind", ("Loại hình", "Kind")),
    Column("since", ("Từ ngày", "Since")),
)
COLUMNS = (NAME, KIND, SINCE)
HEAD = ("Tên cơ sở", "Loại hình", "Từ ngày")


def workbook(
    rows: Sequence[Sequence[Any]], dress: Callable[[Workbook, Any], None] | None = None, sheet: str = "Cơ sở"
) -> bytes:
    """A workbook with these rows; `dress(book, sheet)` adds what is special."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"})
    # The same rows are the same bytes, whenever they are written.
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)
    if dress is not None:
        dress(book, page)
    book.close()
    return file.getvalue()
