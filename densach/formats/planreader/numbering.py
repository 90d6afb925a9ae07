"""Marks of numbering in Vietnamese administrative papers: Phần, Chương, I., Điều 1., 1., 1.1., a), -, +.

A smaller rank stands higher in the tree. Bullets are marks too, but open no clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from densach.formats.planreader.letters import UPPER


@dataclass(frozen=True)
class Marker:
    """`label` as it enters a clause path; `length` in characters of the line, the space after it included."""

    label: str
    rank: float
    length: int
    numbered: bool = True
    dash: bool = False

    def body_char(self, line: str) -> str:
        rest = line[self.length :]
        if re.match(r"[\dlOI]{1,4}%", rest):
            return "0"  # a scanner's "lOO%" is no small letter
        return rest[0] if rest else " "


BULLET_RANK = {"-": 20.0, "+": 21.0}
_PART = re.compile(r"^(?:PHẦN|Phần)\s+((?:THỨ\s+|thứ\s+)?\w+)\s*[.:-]?\s*")
_CHAPTER = re.compile(r"^(?:CHƯƠNG|Chương)\s+([IVXLC]+|\d{1,2})\s*[.:-]?\s*")
_ARTICLE = re.compile(r"^(?:ĐIỀU|Điều)\s+(\d{1,3})\s*[.:]\s*")
_LETTER = re.compile(rf"^([A-H])\s*[.)/-]\s+(?=[{UPPER}])")
_ROMAN = re.compile(rf"^([IVX1l|]{{1,5}})\s*(?:[.)-]|/\s*-?)\s*(?=[{UPPER}“\"])")
_ROMAN_MULTI = re.compile(r"^([IVX]{1,5}(?:\.\d{1,2})+)\s*[.)]?\s+(?=\S)")
# "1.1. 100% thư viện …": a clause may open with what it counts.
_AMOUNT = r"\d[\d.,/OlI]*\s*(?:%|[^\W\d])"
_MULTI = re.compile(
    rf"^(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\s*"
    rf"(?:[.)]?\s*(?=[{UPPER}“\"(])|[.)]\s+(?={_AMOUNT})|\s+(?=\d[\d.,]*\s*%))"
)
_ARABIC = re.compile(
    rf"^([\dlO]{{1,2}})\s*(?:(?:[.)]\s*|-\s*|/\s*-\s*|/\s+)(?=[{UPPER}“\"(])|[.)]\s+(?={_AMOUNT}))"
)
_BRACKETED = re.compile(r"^\((\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s+(?=\S)")
_POINT = re.compile(r"^([a-zđ])\s*(?:[.)](?!\d{3}\b)\s*|/\s+)(?=[^\W\d_“\"(]|[\d(“\"])")
_ORDINALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SPELT = re.compile(
    rf"^(?:({'|'.join(_ORDINALS)}) là|thứ (nhất|{'|'.join(_ORDINALS[1:])}|tư))\s*[,:]\s*", re.IGNORECASE
)
_BULLET = re.compile(r"^([-–—~+*•●○▪►➢✓·])\s*(?=\S)")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10}


def marker_of(line: str) -> Marker | None:
    """The mark with which a line begins, or None."""
    for read in (_named, _roman, _number, _spelt, _point, _bullet):
        marker = read(line)
        if marker is not None:
            return marker
    return None


def _named(line: str) -> Marker | None:
    for pattern, prefix, rank in (
        (_PART, "Phần ", 0.0),
        (_CHAPTER, "Chương ", 0.5),
        (_ARTICLE, "Điều ", 2.0),
    ):
        found = pattern.match(line)
        if found and (rank or found.group(1).isupper() or "thứ" in found.group().lower()):
            return Marker(prefix + found.group(1), rank, found.end())
    return None


def _roman(line: str) -> Marker | None:
    found = _ROMAN_MULTI.match(line)
    if found:
        return Marker(found.group(1).split(".", 1)[1], 3.0 + found.group(1).count(".") - 1, found.end())
    found = _ROMAN.match(line)
    if found and _is_roman(found.group(1), line[found.end() :]):
        label = re.sub("[1l|]", "I", found.group(1))
        return Marker(label, 2.0, found.end())
    found = _LETTER.match(line)
    return Marker(found.group(1), 1.0, found.end()) if found else None


def _is_roman(label: str, heading: str) -> bool:
    """True Roman numerals; one read as 1, l or | only when mixed with true ones ("1I", "lV")."""
    if re.fullmatch(r"[IVX]+", label):
        return roman_value(label) > 0
    if re.fullmatch(r"l{2,3}", label):
        return heading[:6].isupper()
    return bool(re.search("[IVX]", label)) and heading[:6].isupper()


def roman_value(label: str) -> int:
    """The number that a Roman numeral of I, V and X means."""
    values = [_ROMAN_VALUE[char] for char in label]
    return sum(
        -one if index + 1 < len(values) and one < values[index + 1] else one
        for index, one in enumerate(values)
    )


def _number(line: str) -> Marker | None:
    found = _MULTI.match(line)
    if found:
        return Marker(found.group(1), 3.0 + found.group(1).count("."), found.end())
    found = _ARABIC.match(line)
    if found and (found.group(1).isdigit() or found.group().rstrip().endswith(".")):
        return Marker(found.group(1).replace("l", "1").replace("O", "0"), 3.0, found.end())
    return None


def _spelt(line: str) -> Marker | None:
    """ "Một là, …", "Thứ hai, …": numbers of a directive's prose."""
    found = _SPELT.match(line)
    if found is None:
        return None
    word = (found.group(1) or found.group(2)).lower()
    value = {"nhất": 1, "tư": 4}.get(word) or _ORDINALS.index(word) + 1
    return Marker(str(value), 3.0, found.end())


def _point(line: str) -> Marker | None:
    found = _POINT.match(line)
    if found:
        return Marker(found.group(1), 8.0, found.end())
    found = _BRACKETED.match(line)
    return Marker(f"({found.group(1)})", 9.0, found.end()) if found else None


def _bullet(line: str) -> Marker | None:
    found = _BULLET.match(line)
    if not found:
        return None
    sign = found.group(1)
    rank = BULLET_RANK.get("-" if sign in "-–—~" else sign, 20.5)
    return Marker(sign, rank, found.end(), numbered=False, dash=sign in "-–—~")
