"""Text of a PDF page by page; scans go through a recogniser where the machine has one."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pypdfium2

from densach.formats.planreader.errors import BrokenPdf, PaperTooLarge, PicturesOnly
from densach.formats.planreader.paper import Paper
from densach.formats.planreader.pdf_tables import put_tables
from densach.formats.planreader.plaintext import modern

MAX_PAGES = 1000
_PAGE_SECONDS = 120
_SCALE = 300 / 72  # 300 dots an inch
_FEW = 12  # a page with fewer letters has no text layer worth the name


def pdf_paper(data: bytes, name: str) -> Paper:
    """The text of all pages; pages without a text layer are recognised or named in a warning."""
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise BrokenPdf(name=name) from error
    try:
        if count > MAX_PAGES:
            raise PaperTooLarge(name=name, size=f"{count} trang", limit=f"{MAX_PAGES} trang")
        pages = list(_pages(document))
        blank = [index for index, text in enumerate(pages) if _letters(text) < _FEW]
        recognised = _recognise(document, pages, blank)
        put_tables(data, pages)
    finally:
        document.close()
    if count and not any(_letters(text) >= _FEW for text in pages):
        raise PicturesOnly(name=name, pages=count)
    text, warnings = modern("\n".join(pages))
    left = [index for index in blank if index not in recognised]
    if left and len(left) < count:
        named = ", ".join(str(index + 1) for index in left[:20])
        warnings = (*warnings, f"Trang {named} chưa nhận dạng chữ (trang ảnh hoặc trang trắng).")
    return Paper(text, "ocr" if recognised else "pdf", count, warnings)


def _letters(text: str) -> int:
    return sum(char.isalpha() for char in text)


def _pages(document: Any) -> Iterator[str]:
    for page in document:
        layer = page.get_textpage()
        yield _clean(layer.get_text_range())
        layer.close()
        page.close()


def _clean(text: str) -> str:
    """Line ends as in a text file; a page's own number, alone on its first or last line, left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").split("\n")
    for edge in (0, -1):
        if lines and re.fullmatch(r"\s*-?\s*\d{1,4}\s*-?\s*", lines[edge]):
            lines[edge] = ""
    return "\n".join(lines)


def _recognise(document: Any, pages: list[str], blank: list[int]) -> set[int]:
    """Reads pictures of pages with Tesseract, in place; returns the pages read."""
    tesseract = shutil.which("tesseract")
    if tesseract is None or not blank:
        return set()
    done: set[int] = set()
    for index in blank:
        picture = io.BytesIO()
        document[index].render(scale=_SCALE).to_pil().save(picture, format="PNG")
        command = [tesseract, "stdin", "stdout", "-l", "vie", "--psm", "6"]
        try:
            result = subprocess.run(  # noqa: S603 (a fixed command; the picture goes by stdin)
                command, input=picture.getvalue(), capture_output=True, timeout=_PAGE_SECONDS, check=True
            )
        except (subprocess.SubprocessError, OSError):
            continue
        text = result.stdout.decode("utf-8", errors="replace")
        if _letters(text) >= _FEW:
            pages[index] = _clean(text)
            done.add(index)
    return done
