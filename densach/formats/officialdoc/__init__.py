"""Official papers in the form of Decree 30/2020/NĐ-CP: `paper` says them, `docx` and `pdf` write them."""

from __future__ import annotations

from densach.formats.officialdoc.docx import write_docx
from densach.formats.officialdoc.pdf import write_pdf

__all__ = ["write_docx", "write_pdf"]
