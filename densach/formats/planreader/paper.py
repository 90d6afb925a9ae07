"""A paper's text, however it was printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """`text` is what all offsets refer to; `method` is text, markdown, docx, doc, pdf or ocr."""

    text: str
    method: str
    pages: int | None = None
    warnings: tuple[str, ...] = ()
