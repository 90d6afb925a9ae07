"""Vietnamese text: one normal form, one folding, one tone placement.

The alphabet's order is in `densach.kernel.collation`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

TonePlacement = Literal["old", "new"]

# Stripped by `fold`: the marks of Latin letters only. Khmer, Thái and Chăm write vowels with their own.
_LATIN_MARKS: Final = re.compile("[\u0300-\u036f]+")
# Đ is no d with a mark but a letter of its own; Icelandic and African letters stand in for it in old papers.
_STROKED: Final = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})
_UNKEPT: Final = frozenset({"Cc", "Cs"})
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"


def nfc(text: str) -> str:
    """The composed form in which every text is kept: one character for "ộ", whatever keyboard typed it."""
    return unicodedata.normalize("NFC", text)


def clean_text(text: str) -> str:
    """What a person wrote, as it is kept: NFC, stripped, lines ended by "\\n", without characters that no paper shows
    and no database can hold (NUL and other controls, lone surrogates). Lines and tabs stay.
    """
    if text.isprintable():  # no controls and no line ends, as nearly all that is written
        return nfc(text).strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in lines if char in "\n\t" or unicodedata.category(char) not in _UNKEPT)
    return nfc("".join(kept)).strip()


def fold(text: str) -> str:
    """The text without case, tone and letter marks, and with d for đ: for search and matching, not for show.

    "Hoà", "hòa" and "HOA" fold alike. Composed Vietnamese text keeps its length, so offsets into the folded
    text are offsets into the text. White space and punctuation stay as they are.
    """
    if text.isascii():
        return text.lower()
    bare = _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare.lower().translate(_STROKED).replace("\u0307", ""))


def _placements() -> dict[str, str]:
    """Old placement (hòa, khỏe, thủy) to new (hoà, khoẻ, thuỷ), every tone and case."""
    pairs: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            old, new = nfc(first + tone) + second, first + nfc(second + tone)
            pairs.update(zip(_cases(old), _cases(new), strict=True))
    return pairs


def _cases(two: str) -> tuple[str, ...]:
    return two, two.capitalize(), two.upper(), two[0] + two[1].upper()


_OLD_TO_NEW: Final = _placements()
_NEW_TO_OLD: Final = {new: old for old, new in _OLD_TO_NEW.items()}
# Only at the end of a syllable do the two ways differ; after q the u belongs to the consonant (quý).
_OLD: Final = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD_TO_NEW)})(?!\w)")
_NEW: Final = re.compile(rf"(?<![qQ])(?:{'|'.join(_NEW_TO_OLD)})(?!\w)")


def tone_placement(text: str, style: TonePlacement = "old") -> str:
    """The text, in NFC, with the tone of open oa, oe and uy set one way: "old" hòa, Ủy; "new" hoà, Uỷ.

    Decree 30/2020/NĐ-CP itself writes the old way. Case and all else stay.
    """
    if text.isascii():
        return text
    if style == "new":
        return _OLD.sub(lambda match: _OLD_TO_NEW[match[0]], nfc(text))
    return _NEW.sub(lambda match: _NEW_TO_OLD[match[0]], nfc(text))
