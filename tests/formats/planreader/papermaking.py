"""Makes the files that the reader's tests open: Word papers, PDFs with and without text."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

import docx
import typst
from PIL import Image


def word_paper(
    paragraphs: Sequence[str], table: Sequence[Sequence[str]] = (), lists: Sequence[str] = ()
) -> bytes:
    """A .docx of paragraphs, then one table, then an automatically numbered list."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for cells in table:
            row = grid.add_row()
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    for text in lists:
        document.add_paragraph(text, style="List Number")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_of_lines(lines: Sequence[str]) -> bytes:
    """A .docx of lines; lines that begin with a bar become rows of a real table."""
    document = docx.Document()
    grid = None
    for line in lines:
        if not line.startswith("|"):
            grid = None
            document.add_paragraph(line)
            continue
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        grid = grid or document.add_table(rows=0, cols=len(cells))
        for cell, text in zip(grid.add_row().cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_MARKED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_TCVN3 = bytes.fromhex(
    "B5 B6 B7 B8 B9 A8 BB BC BD BE C6 A9 C7 C8 C9 CA CB AE CC CE CF D0 D1 AA D2 D3 D4 D5 D6 D7 D8 DC DD DE "
    "DF E1 E2 E3 E4 AB E5 E6 E7 E8 E9 AC EA EB EC ED EE EF F1 F2 F3 F4 AD F5 F6 F7 F8 F9 FA FB FC FD FE"
)
_TCVN3_CAPITALS = {"Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7}


def old_font_text(text: str, font: str = "tcvn3") -> bytes:
    """The bytes that a file typed in a TCVN3 font holds; capitals with a tone use the small letter, as typists did."""
    if font != "tcvn3":
        raise ValueError(font)
    codes = dict(zip(_MARKED, _TCVN3, strict=True))
    codes |= {small.upper(): code for small, code in list(codes.items())} | _TCVN3_CAPITALS
    return b"".join(bytes([codes[char]]) if char in codes else char.encode("cp1252") for char in text)


def zip_named_docx() -> bytes:
    """A zip of something else."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("anh/hop.txt", "Ảnh cuộc họp")
    return stream.getvalue()


def picture_pdf(pages: int) -> bytes:
    """A PDF whose pages are pictures without a text layer."""
    return picture_pdf_of([Image.new("L", (300, 420), color=230) for _ in range(pages)])


def picture_pdf_of(sheets: Sequence[Image.Image]) -> bytes:
    """The given pictures as the pages of a PDF, at 300 dots an inch."""
    stream = io.BytesIO()
    sheets[0].save(stream, format="PDF", save_all=True, append_images=sheets[1:], resolution=300)
    return stream.getvalue()


def text_pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with a text layer in a built-in font (letters of Latin-1 only)."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids: list[int] = []
    for lines in pages:
        shown = b"".join(b"(" + line.encode("latin-1") + b") Tj T* " for line in lines)
        stream = zlib.compress(b"BT /F1 11 Tf 14 TL 60 780 Td " + shown + b"ET")
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >> stream\n" % len(stream) + stream + b"\nendstream"
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << "
            b"/Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
        b" ".join(b"%d 0 R" % kid for kid in kids),
        len(kids),
    )
    return _file_of(objects)


def _file_of(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def typeset_pdf(source: str) -> bytes:
    """A PDF with Vietnamese letters and drawn tables, from typst markup."""
    return bytes(typst.compile(source.encode(), format="pdf"))
