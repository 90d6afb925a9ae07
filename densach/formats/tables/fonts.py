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
# “Nguyá»…n” for Nguyễn: UTF-8 read as Windows-1252.
_MISREAD: Final = re.compile(
    "\u00e1[\u00ba\u00bb]|\u00c3[\u0080-\u00bf]|\u00c6[\u00a1\u00b0]|\u00c4[\u0090\u0091\u2018]"
)
# “te?n” for tên: what an encoding has no place for is written so.
_LOST: Final = re.compile(r"[^\W\d]\?[^\W\d]")
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


def reads_well(text: str) -> bool:
    """Whether nearly all of its words with marks could be Vietnamese, and there are some."""
    good, odd = _judged(text)
    return good >= 2 and odd * 10 <= good


def misread(text: str) -> bool:
    """Whether it has signs that UTF-8 gives when read as Windows-1252."""
    return _MISREAD.search(text) is not None


def broken_letters(text: str, *, head: bool = False) -> str:
    """The word with the first letter that was misread or lost; empty where none is. In a `head`, whose words are known
    to ask nothing, a question mark between letters is such a letter.
    """
    found = _MISREAD.search(text) or re.search("\ufffd", text) or (_LOST.search(text) if head else None)
    if found is None:
        return ""
    before, after = text[: found.start()].split(), text[found.end() :].split()
    first = before[-1] if before and not text[found.start() - 1].isspace() else ""
    last = after[0] if after and not text[found.end()].isspace() else ""
    return f"{first[-25:]}{found[0]}{last[:25]}"


def mended(text: str) -> str | None:
    """UTF-8 that was read as Windows-1252 and saved again, put right; None where that is not all that befell it."""
    if not misread(text):
        return None
    try:
        return b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return None


def _byte(sign: str) -> bytes:
    """The byte for which the sign was taken; five that Windows-1252 leaves open stand as they are."""
    return sign.encode("latin-1" if ord(sign) < 0x100 else "cp1252")


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
