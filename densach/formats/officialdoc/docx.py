"""Writes an official paper as .docx, the same paper always as the same bytes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE

from densach.formats.officialdoc import form, lines
from densach.formats.officialdoc.docx_blocks import write_blocks
from densach.formats.officialdoc.docx_frame import (
    keep_last_with_foot,
    write_annex_title,
    write_foot,
    write_head,
    write_title,
)
from densach.formats.officialdoc.docx_styles import make_styles, number_pages, shape_section
from densach.formats.officialdoc.paper import Annex, Paper

UNDATED: Final = date(2000, 1, 1)
ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY: Final = 255


def write_docx(paper: Paper) -> bytes:
    """Return the paper as a Word document in the form of Decree 30/2020/NĐ-CP, Annex I.

    The first table is the head. No clock is read: dates in the properties are the paper's own. Raises
    `PictureUnreadable`.
    """
    document = docx.Document()
    make_styles(document)
    section = document.sections[0]
    shape_section(section, landscape=False, restart=True)
    number_pages(section)
    write_head(document, paper)
    write_title(document, paper)
    write_blocks(document, lines.finished(paper.body), form.TEXT_WIDTH)
    keep_last_with_foot(document)
    write_foot(document, paper)
    for position, annex in enumerate(paper.annexes, start=1):
        _write_annex(document, paper, annex, position)
    _set_properties(document, paper)
    return _packed(document)


def _write_annex(document: DocumentObject, paper: Paper, annex: Annex, position: int) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    shape_section(section, landscape=annex.landscape, restart=True)
    write_annex_title(document, paper, annex, position)
    room = form.LANDSCAPE_TEXT_WIDTH if annex.landscape else form.TEXT_WIDTH
    write_blocks(document, annex.blocks, room)


def _set_properties(document: DocumentObject, paper: Paper) -> None:
    """Set title, author and language; take out what the library's template says of itself."""
    properties = document.core_properties
    when = datetime.combine(paper.date or UNDATED, time(), UTC)
    issuer = lines.one_line(paper.issuer)[:LONGEST_PROPERTY]
    properties.title = lines.title(paper)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = issuer
    properties.subject = lines.number_line(paper)[:LONGEST_PROPERTY]
    properties.comments = properties.keywords = ""
    properties.language = form.LANGUAGE
    properties.created = properties.modified = when
    properties.revision = 1
    relations = document.part.package.rels
    for key in [
        key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        del relations[key]


def _packed(document: DocumentObject) -> bytes:
    """Return the document's bytes without the moment of saving, which a zip keeps for each entry."""
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name), compresslevel=9)
    return packed.getvalue()
