"""The blocks of a body in the .docx: headings, paragraphs, tables, pictures, pages turned sideways."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from densach.formats.officialdoc import form, lines
from densach.formats.officialdoc.docx_frame import write_line, write_runs
from densach.formats.officialdoc.docx_styles import ALIGNMENTS, element, shape_section
from densach.formats.officialdoc.paper import (
    Block,
    GroupRow,
    Heading,
    Landscape,
    ListItem,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
)
from densach.formats.officialdoc.pictures import PictureUnreadable, as_png


def write_blocks(document: DocumentObject, blocks: Iterable[Block], room: float) -> None:
    """Write blocks at the end of the document; `room` is the width of the text in mm."""
    for block in blocks:
        match block:
            case Heading():
                _write_heading(document, block)
            case Paragraph():
                paragraph = write_runs(document, "body", block.pieces())
                paragraph.alignment = ALIGNMENTS[block.align]
                if not block.indent:
                    paragraph.paragraph_format.first_line_indent = Mm(0)
            case ListItem():
                write_runs(document, "item", block.pieces())
            case Table():
                _write_table(document, block, room)
            case Picture():
                _write_picture(document, block, room)
            case PageBreak():
                write_line(document, "gap", "").paragraph_format.page_break_before = True
            case Landscape():
                _write_landscape(document, block)


def _write_heading(document: DocumentObject, heading: Heading) -> None:
    first, *others = lines.heading_lines(heading)
    write_line(document, heading.level.value, first)
    for other in others:
        write_line(document, f"{heading.level.value}_title", other)


def _write_landscape(document: DocumentObject, block: Landscape) -> None:
    """Write blocks in a section turned sideways, then turn back; page numbers run on."""
    turned = document.add_section(WD_SECTION.NEW_PAGE)
    shape_section(turned, landscape=True, restart=False)
    write_blocks(document, block.blocks, form.LANDSCAPE_TEXT_WIDTH)
    back = document.add_section(WD_SECTION.NEW_PAGE)
    shape_section(back, landscape=False, restart=False)


def _write_picture(document: DocumentObject, picture: Picture, room: float) -> None:
    """Write a picture with its words for those who do not see it. Raise `PictureUnreadable`."""
    run = write_runs(document, "picture", ()).add_run()
    try:
        shape = run.add_picture(BytesIO(as_png(picture)), width=Mm(min(picture.width, room)))
    except Exception as error:  # the library raises whatever its decoder met
        raise PictureUnreadable(alt=picture.alt) from error
    properties = shape._inline.docPr
    properties.set("descr", lines.one_line(picture.alt))
    properties.set("name", f"Hình {properties.id}")
    if picture.caption:
        write_line(document, "picture_caption", picture.caption)


def _write_table(document: DocumentObject, table: Table, room: float) -> None:
    if table.caption:
        write_line(document, "caption", table.caption)
    grid = document.add_table(0, len(table.columns))
    grid.style = document.styles["Table Grid"]
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    total = sum(column.width for column in table.columns)
    widths = tuple(room * column.width / total for column in table.columns)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    _write_header(grid, table, widths)
    for row in table.rows:
        _write_row(grid, table, row, widths)
    for note in table.notes:
        write_line(document, "note", note)
    write_line(document, "gap", "")


def _new_row(grid: WordTable, widths: tuple[float, ...]) -> tuple[_Cell, ...]:
    """Add a row that does not break across pages."""
    row: _Row = grid.add_row()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    cells = tuple(row.cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return cells


def _write_header(grid: WordTable, table: Table, widths: tuple[float, ...]) -> None:
    """Write the header rows, merge what spans, and have them repeated on each page."""
    placed = table.header_grid()
    cells = [_new_row(grid, widths) for _ in placed]
    for position, row in enumerate(placed):
        for column, cell in row:
            first = cells[position][column]
            last = cells[min(position + cell.rowspan, len(cells)) - 1][column + cell.colspan - 1]
            spanning = first if first is last else first.merge(last)
            write_line(spanning, "cell_head", cell.text)
    for written in grid.rows:
        written._tr.get_or_add_trPr().append(element("tblHeader"))


def _write_row(grid: WordTable, table: Table, row: Row | GroupRow, widths: tuple[float, ...]) -> None:
    cells = _new_row(grid, widths)
    if isinstance(row, GroupRow):
        whole = cells[0] if len(cells) == 1 else cells[0].merge(cells[-1])
        line = write_runs(whole, "cell", (Run(row.text, bold=True),))
        line.paragraph_format.keep_with_next = True
        return
    for cell, column, value in zip(cells, table.columns, row.cells, strict=True):
        line = write_runs(cell, "cell", (Run(lines.number(value), bold=row.bold),))
        line.alignment = ALIGNMENTS[column.stand(value)]
