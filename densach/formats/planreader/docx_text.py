"""Text of a .docx in reading order: paragraphs with their automatic numbers, tables row by row."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import cast

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from densach.formats.planreader.docx_numbers import Numbering
from densach.formats.planreader.errors import NotAWordFile, PaperTooLarge

_MAX_UNPACKED = 400 * 1024 * 1024
_LAYOUT = re.compile(r"CỘNG HÒA|CỘNG HOÀ|Độc lập|Nơi nhận|ĐẢNG CỘNG SẢN|Số\s*:|TM\.|KT\.", re.UNICODE)


def docx_text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """(text, warnings); refuses a zip that holds no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if "word/document.xml" not in packed.namelist():
                raise NotAWordFile(name=name)
            unpacked = sum(item.file_size for item in packed.infolist())
            if unpacked > _MAX_UNPACKED:
                raise PaperTooLarge(name=name, size=f"{unpacked // (1024 * 1024)} MB", limit="400 MB")
        document = docx.Document(io.BytesIO(data))
    except (NotAWordFile, PaperTooLarge):
        raise
    except Exception as error:
        raise NotAWordFile(name=name) from error
    numbering = Numbering(document)
    lines = [line for block in _blocks(document) for line in _lines(block, numbering)]
    pictures = len(document.element.body.findall(f".//{qn('w:drawing')}"))
    warnings = (
        ("Văn bản có hình ảnh; chữ trong hình chưa nhận dạng chữ.",)
        if pictures and len(" ".join(lines)) < 400
        else ()
    )
    return "\n".join(lines) + "\n", warnings


def _blocks(parent: Document | _Cell) -> Iterator[Paragraph | Table]:
    element = parent.element.body if isinstance(parent, Document) else parent._tc
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(cast(CT_P, child), parent)
        elif child.tag == qn("w:tbl"):
            yield Table(cast(CT_Tbl, child), parent)


def _lines(block: Paragraph | Table, numbering: Numbering) -> list[str]:
    if isinstance(block, Paragraph):
        text = block.text.replace("\t", " ").strip()
        return [f"{numbering.label(block)}{text}"] if text else []
    cells = [[_cell(cell, numbering) for cell in _distinct(row.cells)] for row in block.rows]
    if _is_layout(cells):
        return [line for row in cells for cell in row for line in cell]
    return [
        " | ".join(" ".join(cell).replace("|", "/") for cell in row) + (" |" if len(row) < 3 else "")
        for row in cells
    ]


def _distinct(cells: tuple[_Cell, ...]) -> list[_Cell]:
    """Merged cells appear once for each grid column: keep the first of each run."""
    kept: list[_Cell] = []
    for cell in cells:
        if not kept or cell._tc is not kept[-1]._tc:
            kept.append(cell)
    return kept


def _cell(cell: _Cell, numbering: Numbering) -> list[str]:
    return [part for block in _blocks(cell) for line in _lines(block, numbering) for part in line.split("\n")]


def _is_layout(rows: list[list[list[str]]]) -> bool:
    """The two-column head and foot of a paper are tables only to the eye."""
    text = "\n".join(line for row in rows for cell in row for line in cell)
    return (
        len(rows) <= 4
        and max((len(row) for row in rows), default=0) <= 2
        and _LAYOUT.search(text) is not None
    )
