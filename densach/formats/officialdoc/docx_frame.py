"""What stands around the body in the .docx: the head above it, the signature and recipients below it."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from densach.formats.officialdoc import form, lines
from densach.formats.officialdoc.docx_styles import dress, element
from densach.formats.officialdoc.looks import LOOKS
from densach.formats.officialdoc.paper import Annex, Paper, Run

BELOW_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
"""What the schema puts behind `w:pBdr` in a paragraph, of what we write."""


def write_line(place: DocumentObject | _Cell, look: str, text: str) -> Paragraph:
    """Add a line in a look."""
    return write_runs(place, look, (Run(text),))


def write_runs(place: DocumentObject | _Cell, look: str, pieces: Iterable[Run]) -> Paragraph:
    """Add a paragraph in a look; weight and slope stand on the runs too, to survive copying."""
    paragraph = _blank(place)
    dress(paragraph, look)
    for piece in pieces:
        run = paragraph.add_run(lines.clean(piece.text))
        run.bold = True if piece.bold or LOOKS[look].bold else None
        run.italic = True if piece.italic or LOOKS[look].italic else None
    return paragraph


def _blank(place: DocumentObject | _Cell) -> Paragraph:
    """Return the empty paragraph that each new cell holds, else a new one."""
    if isinstance(place, _Cell):
        first: Paragraph = place.paragraphs[0]
        if len(place.paragraphs) == 1 and first._p.pPr is None and not first.runs:
            return first
    added: Paragraph = place.add_paragraph()
    return added


def draw_rule(place: DocumentObject | _Cell, length: float, room: float) -> None:
    """Draw a rule of `length` mm in the middle of `room` mm: the upper border of an indented paragraph."""
    paragraph = write_line(place, "gap", "")
    side = Mm(round((room - length) / 2, 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.space_before = Pt(4)
    paragraph.paragraph_format.line_spacing = Pt(4)
    borders = element("pBdr")
    borders.append(element("top", val="single", sz="6", space="0", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *BELOW_BORDERS)


def bare_table(document: DocumentObject, rows: int, widths: tuple[float, float]) -> Table:
    """Add a table of two columns without borders or inner margins, for setting things side by side."""
    table: Table = document.add_table(rows, 2)
    table.autofit = False
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w="0", type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def write_head(document: DocumentObject, paper: Paper) -> None:
    """Write issuer, nation and motto, number, place and date: the first table (II.1–II.4)."""
    table = bare_table(document, 2, (form.HEAD_LEFT, form.HEAD_RIGHT))
    (issuer, nation), (number, place) = (row.cells for row in table.rows)
    if paper.parent_body:
        write_line(issuer, "parent", lines.parent_name(paper.parent_body))
    write_line(issuer, "issuer", lines.body_name(paper.issuer))
    draw_rule(issuer, form.ISSUER_RULE, form.HEAD_LEFT)
    write_line(nation, "nation", form.NATION)
    write_line(nation, "motto", form.MOTTO)
    draw_rule(nation, form.MOTTO_RULE, form.HEAD_RIGHT)
    write_line(number, "number", lines.number_line(paper))
    if not paper.type_name:
        write_line(number, "letter_abstract", lines.letter_abstract(paper))
    if paper.draft:
        write_line(number, "draft", form.DRAFT)
    write_line(place, "place_date", lines.place_date_line(paper))


def write_title(document: DocumentObject, paper: Paper) -> None:
    """Write type and abstract, addressees and legal bases (II.5a, II.9a, II.6)."""
    if paper.type_name:
        write_line(document, "type", lines.capitals(paper.type_name))
        write_line(document, "abstract", lines.clean(paper.abstract))
        draw_rule(document, form.ABSTRACT_RULE, form.TEXT_WIDTH)
        write_line(document, "gap", "")
    first, *others = lines.addressee_lines(paper) or ("",)
    if first:
        write_line(document, "addressees" if others else "addressee", first)
    for position, other in enumerate(others, start=1):
        line = write_line(document, "addressee_item", other)
        line.paragraph_format.space_after = Pt(12 if position == len(others) else 0)
    for basis in lines.legal_basis_lines(paper):
        write_line(document, "legal_basis", basis)


def write_foot(document: DocumentObject, paper: Paper) -> None:
    """Write recipients on the left, the signature on the right, on one line (II.7, II.9b)."""
    write_line(document, "gap", "").paragraph_format.keep_with_next = True
    table = bare_table(document, 1, (form.SIGNATURE_LEFT, form.SIGNATURE_RIGHT))
    recipients, signature = table.rows[0].cells
    write_line(recipients, "recipients_head", "Nơi nhận:")
    for recipient in lines.recipient_lines(paper):
        write_line(recipients, "recipient", recipient)
    for line in lines.signature_lines(paper.signature):
        write_line(signature, "authority", line)
    write_line(signature, "signer", lines.signer_name(paper.signature))


def write_annex_title(document: DocumentObject, paper: Paper, annex: Annex, position: int) -> None:
    """Write "Phụ lục I", its title and the paper it goes with (III.1)."""
    write_line(document, "annex", lines.annex_heading(position, len(paper.annexes)))
    write_line(document, "annex_title", lines.annex_title(annex))
    write_line(document, "annex_reference", lines.annex_reference(paper))


def keep_last_with_foot(document: DocumentObject) -> None:
    """Keep the last paragraph of the body on the signature's page, so that nobody signs an empty one."""
    last = document.element.body.findall(qn("w:p"))[-1:]
    for paragraph in last:
        Paragraph(paragraph, document._body).paragraph_format.keep_with_next = True
