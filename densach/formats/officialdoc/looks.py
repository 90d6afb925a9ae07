"""How each kind of line looks: one table, styles for the .docx and data for the PDF's template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from densach.formats.officialdoc import form
from densach.formats.officialdoc.paper import Align


@dataclass(frozen=True, slots=True)
class Look:
    """A line's look: sizes and spaces in points, indents in mm, `outline` its depth in the outline."""

    size: float = form.SIZE_BODY
    bold: bool = False
    italic: bool = False
    align: Align = Align.CENTER
    first_line: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    keep_next: bool = False
    outline: int | None = None


def _running(
    *, bold: bool = False, italic: bool = False, outline: int | None = None, keep_next: bool = False
) -> Look:
    """Return the look of what stands in the body: justified, first line indented."""
    return Look(
        bold=bold,
        italic=italic,
        align=Align.JUSTIFY,
        first_line=form.FIRST_LINE,
        after=form.SPACE_AFTER,
        line=form.LINE_SPACING,
        keep_next=keep_next,
        outline=outline,
    )


LOOKS: Final[dict[str, Look]] = {
    "nation": Look(form.SIZE_NATION, bold=True),
    "motto": Look(form.SIZE_MOTTO, bold=True),
    "parent": Look(form.SIZE_ISSUER),
    "issuer": Look(form.SIZE_ISSUER, bold=True),
    "number": Look(form.SIZE_NUMBER, before=6),
    "place_date": Look(form.SIZE_PLACE_DATE, italic=True, before=6),
    "letter_abstract": Look(form.SIZE_LETTER_ABSTRACT, before=6),
    "draft": Look(form.SIZE_ISSUER, bold=True, before=6),
    "type": Look(form.SIZE_TYPE, bold=True, before=14, keep_next=True, outline=0),
    "abstract": Look(form.SIZE_ABSTRACT, bold=True, keep_next=True),
    "addressee": Look(before=12, after=12),
    "addressees": Look(align=Align.LEFT, left=38, before=12, keep_next=True),
    "addressee_item": Look(align=Align.LEFT, left=48),
    "legal_basis": _running(italic=True),
    "part": Look(bold=True, before=6, keep_next=True, outline=1),
    "part_title": Look(bold=True, after=6, keep_next=True),
    "chapter": Look(bold=True, before=6, keep_next=True, outline=1),
    "chapter_title": Look(bold=True, after=6, keep_next=True),
    "section": Look(bold=True, before=6, keep_next=True, outline=2),
    "section_title": Look(bold=True, after=6, keep_next=True),
    "article": _running(bold=True, outline=3, keep_next=True),
    "roman": _running(bold=True, outline=1, keep_next=True),
    "arabic": _running(bold=True, outline=2, keep_next=True),
    "letter": _running(outline=3, keep_next=True),
    "body": _running(),
    "item": _running(),
    "caption": Look(13, bold=True, before=6, after=3, keep_next=True),
    "picture": Look(before=6, keep_next=True),
    "picture_caption": Look(13, italic=True, after=6),
    "cell_head": Look(form.SIZE_TABLE, bold=True, before=2, after=2),
    "cell": Look(form.SIZE_TABLE, align=Align.LEFT, before=2, after=2),
    "note": Look(form.SIZE_NOTE, italic=True, align=Align.LEFT, before=2),
    "gap": Look(6, align=Align.LEFT),
    "authority": Look(form.SIZE_SIGNATURE, bold=True, keep_next=True),
    "signer": Look(form.SIZE_SIGNATURE, bold=True, before=64),
    "recipients_head": Look(
        form.SIZE_RECIPIENTS_HEAD, bold=True, italic=True, align=Align.LEFT, keep_next=True
    ),
    "recipient": Look(form.SIZE_RECIPIENTS, align=Align.LEFT),
    "annex": Look(14, bold=True, keep_next=True, outline=0),
    "annex_title": Look(14, bold=True, keep_next=True),
    "annex_reference": Look(14, italic=True, after=10),
    "page_number": Look(form.SIZE_PAGE_NUMBER),
}
