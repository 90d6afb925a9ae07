"""Lists for taking away: the same rows as XLSX or CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins with one of these would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# A telephone number with its country is no formula that could do anything, and has to be dialled as it stands.
_PHONE = re.compile(r"\+\d[\d .]{6,20}")


def download(name: str, head: Sequence[str], rows: Iterable[Sequence[object]], form: str) -> HttpResponse:
    """`form` is "xlsx" or "csv"; the file is called `name` with that ending."""
    data = _xlsx(head, rows) if form == "xlsx" else _csv(head, rows)
    response = HttpResponse(data, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    return response


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        here = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        return here.replace(microsecond=0)
    if isinstance(value, Fraction | Decimal):
        return float(value)
    if value is None or isinstance(value, str | int | float | bool | date):
        return "" if value is None else value
    return str(value)


def _is_run(text: str) -> bool:
    return text.startswith(_FORMULA) and not _PHONE.fullmatch(text)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    for row in rows:
        cells = [_plain(value) for value in row]
        writer.writerow([f"'{cell}" if isinstance(cell, str) and _is_run(cell) else cell for cell in cells])
    return ("\ufeff" + file.getvalue()).encode()


def _xlsx(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    day, moment = (
        book.add_format({"num_format": "dd/mm/yyyy"}),
        book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    )
    sheet.set_column(0, len(head) - 1, 18)
    sheet.freeze_panes(1, 0)
    for column, text in enumerate(head):
        sheet.write_string(0, column, text, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            cell = _plain(value)
            if isinstance(cell, datetime):
                sheet.write_datetime(number, column, cell, moment)
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, datetime.combine(cell, datetime.min.time()), day)
            else:
                sheet.write(number, column, cell)
    book.close()
    return file.getvalue()
