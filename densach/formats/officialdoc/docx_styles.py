"""The styles, pages and page numbers of the .docx: everything that is set up once for a document."""

from __future__ import annotations

from typing import cast

from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from densach.formats.officialdoc import form
from densach.formats.officialdoc.looks import LOOKS, Look
from densach.formats.officialdoc.paper import Align

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}

AFTER_PAGE_NUMBERS = (
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:docGrid",
)
"""What the schema puts behind `w:pgNumType` in a section."""


def style_name(look: str) -> str:
    """Return the name of the style made from a look."""
    return f"ND30 {look.replace('_', ' ')}"


def dress(paragraph: Paragraph, look: str) -> None:
    """Give a paragraph a look by its style's id: by name the library searches all styles for each paragraph."""
    paragraph._p.style = style_name(look).replace(" ", "")


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return a new WordprocessingML element with `w:` attributes."""
    made = cast(BaseOxmlElement, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def make_styles(document: DocumentObject) -> None:
    """Set the font and language of the whole document and add one paragraph style for each look."""
    _set_defaults(document)
    normal = cast(ParagraphStyle, document.styles["Normal"])
    normal.font.name, normal.font.size = form.FONT, Pt(form.SIZE_BODY)
    _set_fonts(normal.element.get_or_add_rPr())
    normal.paragraph_format.space_after = Pt(0)
    for name, look in LOOKS.items():
        style = cast(ParagraphStyle, document.styles.add_style(style_name(name), WD_STYLE_TYPE.PARAGRAPH))
        style.base_style = normal
        _set_look(style, look)


def _set_look(style: ParagraphStyle, look: Look) -> None:
    """Give a style the look."""
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    paragraph = style.paragraph_format
    paragraph.alignment = ALIGNMENTS[look.align]
    paragraph.first_line_indent, paragraph.left_indent = Mm(look.first_line), Mm(look.left)
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing, paragraph.keep_with_next = look.line, look.keep_next
    paragraph.widow_control = True
    if look.outline is not None:
        style.element.get_or_add_pPr().append(element("outlineLvl", val=str(look.outline)))


def _set_fonts(properties: BaseOxmlElement) -> None:
    """Name the one font for every script, so that no theme font steps in for East Asian or complex text."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    names = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), form.FONT)
    properties.insert(0, element("rFonts", **names))


def _set_defaults(document: DocumentObject) -> None:
    """Set font and language in the document's defaults, where the library names a theme and English."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _set_fonts(defaults)
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val=form.LANGUAGE, eastAsia=form.LANGUAGE, bidi=form.LANGUAGE))


def shape_section(section: Section, *, landscape: bool, restart: bool) -> None:
    """Give a section its paper and margins; `restart` numbers its pages from 1 and hides the first number.

    On a page turned sideways the margins keep their names: the left one is still where the sheets are bound.
    """
    width, height = form.PAGE_WIDTH, form.PAGE_HEIGHT
    if landscape:
        width, height = height, width
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(form.MARGIN_TOP), Mm(form.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(form.MARGIN_LEFT), Mm(form.MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(form.HEADER_DISTANCE)
    section.different_first_page_header_footer = restart
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    if restart:
        properties.insert_element_before(element("pgNumType", start="1"), *AFTER_PAGE_NUMBERS)


def number_pages(section: Section) -> None:
    """Put the page number into the header, centred; the first page's stays empty. Later sections inherit."""
    section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    dress(paragraph, "page_number")
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("number", "2"), ("end", "")):
        _add_field_piece(paragraph, kind, text)


def _add_field_piece(paragraph: Paragraph, kind: str, text: str) -> None:
    """Add one run of a field: its marks, its instruction or the text shown until the field is worked out."""
    run = paragraph.add_run()
    if kind == "number":
        run.text = text
    elif kind:
        run._r.append(element("fldChar", fldCharType=kind))
    else:
        instruction = element("instrText")
        instruction.text = text
        run._r.append(instruction)
