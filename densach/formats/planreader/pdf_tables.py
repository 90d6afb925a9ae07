"""Tables drawn in a PDF, as rows of cells in the text: a text layer alone runs the cells together."""

from __future__ import annotations

import io
import re
from typing import Any

import pdfplumber

from densach.formats.planreader.textview import bare

# Finding lines is slow, so only pages that name the columns of a table are looked at.
_HEADS = re.compile(
    r"don\s+vi\s+tinh|\bdvt\b|(?:\bstt\b|\btt\b|nhiem\s+vu).{0,200}(?:chu\s+tri|phoi\s+hop)", re.DOTALL
)
_MOST_PAGES = 60


def put_tables(data: bytes, pages: list[str]) -> None:
    """Rewrites, in place, the pages that hold a table of at least three columns and two rows."""
    chosen = [index for index, text in enumerate(pages) if _HEADS.search(bare(text))]
    if not chosen:
        return
    with pdfplumber.open(io.BytesIO(data)) as document:
        for index in chosen[:_MOST_PAGES]:
            text = _page_text(document.pages[index])
            if text is not None:
                pages[index] = text


def _page_text(page: Any) -> str | None:
    """The page from top to bottom: running text, then a table's rows, and so on; None without a table."""
    tables = [one for one in page.find_tables() if len(one.rows) >= 2 and len(one.rows[0].cells) >= 3]
    if not tables:
        return None
    parts: list[str] = []
    top = 0.0
    for table in sorted(tables, key=lambda one: float(one.bbox[1])):
        _, begin, _, end = (float(edge) for edge in table.bbox)
        parts.append(_between(page, top, begin))
        parts += [_row(cells) for cells in table.extract()]
        top = end
    parts.append(_between(page, top, float(page.height)))
    return "\n".join(part for part in parts if part)


def _between(page: Any, top: float, bottom: float) -> str:
    if bottom - top < 1:
        return ""
    text: str = page.crop((0, top, page.width, bottom)).extract_text() or ""
    return re.sub(r"\A\s*\d{1,4}\s*\n|\n\s*\d{1,4}\s*\Z", "\n", text)


def _row(cells: list[str | None]) -> str:
    return "| " + " | ".join(" ".join((cell or "").split()).replace("|", "/") for cell in cells) + " |"
