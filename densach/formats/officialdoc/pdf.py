"""Writes an official paper as PDF by typst, the same paper and fonts always as the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, cast

import typst

from densach.formats.officialdoc import form, lines
from densach.formats.officialdoc.looks import LOOKS
from densach.formats.officialdoc.paper import Paper, PaperRefused
from densach.formats.officialdoc.pdf_nodes import sections

if TYPE_CHECKING:
    from typst import PDFStandards

BUILT_IN: Final = "Libertinus Serif"
TYPEFACES: Final = (form.FONT, "Tinos", "Liberation Serif", BUILT_IN)
"""Times New Roman is not free, so a server rarely has it; Tinos and Liberation Serif are as wide.

No package registry we use carries either as TrueType, so they come from the system (Debian: fonts-croscore
for Tinos) or a folder of the installation. Liberation Serif has Vietnamese only since its version 2.
Libertinus Serif is inside typst: other widths, but every Vietnamese letter.
"""

STANDARDS: Final[PDFStandards] = ["a-2a", "ua-1"]
LETTERS: Final = (
    "ăâđêôơưĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
    "ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
)
PROBE: Final = b"""#set text(font: sys.inputs.family, fallback: false)
#let letters = sys.inputs.letters
#letters #strong(letters) #emph(letters) #strong(emph(letters))"""

UNDATED: Final = date(2000, 1, 1)


class PaperUnprintable(PaperRefused):
    """The paper holds something the PDF writer cannot draw, mostly a broken picture (parameter: detail)."""

    message_id: ClassVar[str] = "officialdoc.unprintable"


def write_pdf(paper: Paper, *, fonts: tuple[Path, ...] = ()) -> bytes:
    """Return the paper as a tagged PDF in the form of Decree 30/2020/NĐ-CP, Annex I.

    It is PDF/A-2a and PDF/UA-1, fit for archives and screen readers, unless it is undated, skips a
    level of headings or holds a letter that no typeface has; then it is a plain PDF.

    `fonts` are folders searched for a typeface besides the system's own. No clock is read: the date in the
    file is the paper's. Raises `PaperUnprintable`.
    """
    found, typefaces = _typefaces(fonts)
    when = paper.date or UNDATED
    data = json.dumps(_as_data(paper, typefaces), ensure_ascii=False)
    midnight = datetime(when.year, when.month, when.day, tzinfo=UTC)
    try:
        return _compiled(data, found, midnight, STANDARDS)
    except typst.TypstError:
        pass
    try:
        return _compiled(data, found, midnight, None)
    except typst.TypstError as error:
        raise PaperUnprintable(detail=error.message) from error


def _compiled(data: str, found: typst.Fonts, at: datetime, standards: PDFStandards) -> bytes:
    """Return the PDF held to these standards; raise `typst.TypstError` where it cannot be."""
    compiler = typst.Compiler(_template(), font_paths=found, sys_inputs={"paper": data})
    written = compiler.compile(format="pdf", timestamp=at, pdf_standards=standards)
    return cast(bytes, written)  # only pictures come page by page


def _as_data(paper: Paper, typefaces: tuple[str, ...]) -> dict[str, object]:
    """Return all that the template needs; text stays text, it is never part of the markup."""
    numbers = {name.lower(): value for name, value in vars(form).items() if isinstance(value, float)}
    day = {"year": paper.date.year, "month": paper.date.month, "day": paper.date.day} if paper.date else None
    return {
        "title": lines.title(paper),
        "author": lines.one_line(paper.issuer),
        "date": day,
        "fonts": typefaces,
        "form": numbers,
        "looks": {name: asdict(look) for name, look in LOOKS.items()},
        "sections": sections(paper),
    }


@cache
def _template() -> bytes:
    return files("densach.formats.officialdoc").joinpath("paper.typ").read_bytes()


@cache
def _typefaces(folders: tuple[Path, ...]) -> tuple[typst.Fonts, tuple[str, ...]]:
    """Return the fonts found and those of our typefaces fit for Vietnamese, best first; once a process."""
    found = typst.Fonts(font_paths=list(folders))
    families = set(found.families())
    return found, tuple(name for name in TYPEFACES if name in families and _writes_vietnamese(found, name))


def _writes_vietnamese(found: typst.Fonts, family: str) -> bool:
    """Return whether a typeface has every Vietnamese letter in its four cuts.

    One that lacks a few would have them filled in from another, a mixture that shows in every word. PDF/A
    refuses a letter without a glyph, so a page written in it is the test; it takes some milliseconds.
    """
    try:
        typst.Compiler(PROBE, font_paths=found).compile(
            format="pdf", pdf_standards=["a-2u"], sys_inputs={"family": family, "letters": LETTERS}
        )
    except typst.TypstError:
        return False
    return True
