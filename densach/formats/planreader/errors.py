"""What the plan reader says no to.

PlanRefusal
├── EmptyPaper          the file holds no byte, or no readable character
├── PaperTooLarge       more bytes or pages than one paper may have
├── UnknownPaperKind    not .txt .md .docx .doc .pdf
├── NotAWordFile        named .docx, but it is another kind of zip (or none)
├── BrokenPdf           named .pdf, but it cannot be opened
├── PicturesOnly        a scan without a text layer, and no recogniser on this machine
└── OldWordNeedsOffice  a .doc, and no LibreOffice on this machine
"""

from __future__ import annotations

from typing import ClassVar

from densach.kernel.errors import Refusal


class PlanRefusal(Refusal):
    """A file that cannot be read as a paper; `name` is the file's name."""

    message_id: ClassVar[str] = "planreader.refused"


class EmptyPaper(PlanRefusal):
    message_id: ClassVar[str] = "planreader.empty"


class PaperTooLarge(PlanRefusal):
    """Params: name, size, limit (both as words with their unit)."""

    message_id: ClassVar[str] = "planreader.too_large"


class UnknownPaperKind(PlanRefusal):
    message_id: ClassVar[str] = "planreader.unknown_kind"


class NotAWordFile(PlanRefusal):
    message_id: ClassVar[str] = "planreader.not_a_word_file"


class BrokenPdf(PlanRefusal):
    message_id: ClassVar[str] = "planreader.broken_pdf"


class PicturesOnly(PlanRefusal):
    """Params: name, pages."""

    message_id: ClassVar[str] = "planreader.pictures_only"


class OldWordNeedsOffice(PlanRefusal):
    message_id: ClassVar[str] = "planreader.old_word"
