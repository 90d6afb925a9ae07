"""Which font of before Unicode a text was typed in, told by what its words become.

A guess by single letters goes astray on a list of names, where few letters stand. Here each font is tried, and the
words must come out as Vietnamese ones: letters of the alphabet, one tone at most.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import viparse

FONTS: Final = ("tcvn3", "vni", "viscii", "vps")
_WORD: Final = re.compile(r"[^\s\d;,.:|/()\"'_+=*&%#@!?-]+")
_LETTERS: Final = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Of the words with marks, so many may be odd before a text is thought to be in an old font.
_ODD: Final = 3


def old_font(text: str) -> str | None:
    """The font, or None where the text is right as it stands, or no font makes it right."""
    good, odd = _judged(text)
    if odd * _ODD < good + odd or not odd:
        return None
    best: tuple[int, str] | None = None
    for font in FONTS:
        fine, wrong = _judged(viparse.fix(text, encoding=font))
        if fine >= 2 and wrong * 10 <= fine and (best is None or fine - wrong > best[0]):
            best = (fine - wrong, font)
    return best[1] if best else None


def _judged(text: str) -> tuple[int, int]:
    """Words with marks that could be Vietnamese, and those that could not; plain words tell nothing."""
    good = odd = 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        if _is_vietnamese(word):
            good += 1
        else:
            odd += 1
    return good, odd


def _is_vietnamese(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.casefold())
    tones = sum(sign in _TONES for sign in apart)
    bare = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in _TONES))
    return tones <= 1 and all(sign in _LETTERS for sign in bare)
