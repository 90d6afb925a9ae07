"""Automatic numbers of Word lists, which are in no paragraph's text: "II.", "1.2.", "a)", "-"."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """Counts list paragraphs as Word does when it prints them."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        parts = document.part.rels.values()
        part = next((one.target_part for one in parts if one.reltype == RELATIONSHIP_TYPE.NUMBERING), None)
        if part is None:
            return
        root = cast(XmlPart, part).element
        for abstract in root.findall(qn("w:abstractNum")):
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = _read_levels(abstract)
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            if link is not None:
                self._abstract[num.get(qn("w:numId"), "")] = link.get(qn("w:val"), "")

    def label(self, paragraph: Paragraph) -> str:
        """The number that Word prints before this paragraph, with a space; "" for none."""
        place = _place(paragraph)
        if place is None:
            return ""
        number, level = place
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        kind, text, first = levels[level]
        if kind == "none":
            return ""
        if kind == "bullet":
            return "- " if level == 0 else "+ "
        counts = self._counts[abstract]
        counts[level] = counts.get(level, first - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        for one in range(level + 1):
            upper_kind, _, start = levels.get(one, ("decimal", "", 1))
            shape = kind if one == level else upper_kind
            text = text.replace(f"%{one + 1}", _shown(counts.get(one, start), shape))
        return f"{text} "


def _read_levels(abstract: BaseOxmlElement) -> dict[int, tuple[str, str, int]]:
    levels: dict[int, tuple[str, str, int]] = {}
    for level in abstract.findall(qn("w:lvl")):
        kind, text, start = (level.find(qn(f"w:{tag}")) for tag in ("numFmt", "lvlText", "start"))
        levels[int(level.get(qn("w:ilvl"), "0"))] = (
            kind.get(qn("w:val"), "decimal") if kind is not None else "decimal",
            text.get(qn("w:val"), "") if text is not None else "",
            int(start.get(qn("w:val"), "1")) if start is not None else 1,
        )
    return levels


def _place(paragraph: Paragraph) -> tuple[str, int] | None:
    """(list id, level) of a paragraph, its own or its style's."""
    style = paragraph.style
    elements = [paragraph._p, style.element if style is not None else None]
    for element in elements:
        found = element.find(f".//{qn('w:numPr')}") if element is not None else None
        if found is not None:
            number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
            value = number.get(qn("w:val"), "0") if number is not None else "0"
            return (
                None
                if value == "0"
                else (value, int(level.get(qn("w:val"), "0")) if level is not None else 0)
            )
    return None


def _shown(number: int, kind: str) -> str:
    if kind in ("upperRoman", "lowerRoman"):
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text if kind == "upperRoman" else text.lower()
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    return f"{number:02d}" if kind == "decimalZero" else str(number)
