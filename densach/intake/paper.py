"""The template of a sheet to fill in, and the rows that were left out, as workbook or CSV."""

from __future__ import annotations

import io

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from densach.files import queries as kept
from densach.intake import queries
from densach.intake.models import Batch
from densach.intake.page import reasons
from densach.intake.sheets import Column, Sheet
from densach.ui.tables import XLSX, download

_ROWS = 2_000


def template(sheet: Sheet, form: str) -> HttpResponse:
    """The head to write under. The workbook also explains each column and offers the words that may stand there."""
    name = f"mau-{sheet.code}"
    if form == "csv":
        return download(name, [str(column.label) for column in sheet.columns], [], "csv")
    response = HttpResponse(_workbook(sheet), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    return response


def _workbook(sheet: Sheet) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(str(sheet.name)[:31])
    guide = book.add_worksheet(_("How to fill in")[:31])
    lists = book.add_worksheet(_("Words to choose from")[:31])
    needed = book.add_format({"bold": True, "text_wrap": True, "bottom": 2, "bg_color": "#fdeecb"})
    plain = book.add_format({"bold": True, "text_wrap": True, "bottom": 2, "bg_color": "#f3ebda"})
    text = book.add_format({"num_format": "@"})
    page.freeze_panes(1, 0)
    page.set_row(0, 32)
    for place, column in enumerate(sheet.columns):
        # Days and codes stay as they were typed: a text column does not turn 05/02 into something else.
        page.set_column(place, place, column.width, text)
        page.write_string(0, place, _title(column), needed if column.required else plain)
        if column.help:
            page.write_comment(0, place, str(column.help), {"x_scale": 2})
        if column.choices:
            words = [str(word) for word in column.choices if str(word)]
            lists.write_column(0, place, words)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            page.data_validation(
                1,
                place,
                _ROWS,
                place,
                {
                    "validate": "list",
                    "source": f"='{lists.get_name()}'!${letter}$1:${letter}${len(words)}",
                    # Other words for the same are understood too.
                    "error_type": "warning",
                },
            )
    lists.hide()
    _guide(guide, sheet, book.add_format({"text_wrap": True, "valign": "top"}), plain)
    book.close()
    return file.getvalue()


def _title(column: Column) -> str:
    return f"{column.label} (*)" if column.required else str(column.label)


def _guide(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, wrapped: object, head: object) -> None:
    """Each column on a line, with an example: here it cannot be sent along by mistake."""
    page.set_column(0, 0, 26, wrapped)
    page.set_column(1, 1, 12, wrapped)
    page.set_column(2, 3, 60, wrapped)
    page.write_row(0, 0, [_("Column"), _("Needed"), _("What to write"), _("Example")], head)
    for line, column in enumerate(sheet.columns, start=1):
        words = ", ".join(str(word) for word in column.choices if str(word))
        help_text = " ".join(part for part in (str(column.help), words) if part)
        row = [str(column.label), _("yes") if column.required else "", help_text, column.example]
        for place, value in enumerate(row):
            page.write_string(line, place, value)


def as_sent(batch: Batch) -> HttpResponse:
    """The very file that was sent."""
    response = HttpResponse(kept.read(batch.file), content_type=batch.file.content_type)
    response["Content-Disposition"] = content_disposition_header(True, batch.file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def left_out(batch: Batch, sheet: Sheet, form: str) -> HttpResponse:
    """The rows that were not taken in, under the head of the template, with the reasons in a last column: to mend and
    to send again. The reasons' column is not read then.
    """
    head = [str(column.label) for column in sheet.columns]
    rows = (
        [*(row.cells.get(column.code, "") for column in sheet.columns), row.number, reasons(row, sheet)]
        for row in queries.left_out(batch)
    )
    return download(
        f"con-lai-{batch.pk}", [*head, _("Line in the file"), _("Why it was left out")], rows, form
    )
