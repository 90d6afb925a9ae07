"""The order of the Vietnamese alphabet: a ă â b c d đ e ê … o ô ơ … u ư … y, then tone, then case.

`sort_key` sorts as ICU does in the locale `vi` at its default strength. White space comes before
punctuation, signs, digits and letters, and counts as a character of its own: "an bình" before "anh". Only
where the letters of the whole text are the same do the tones decide (level, huyền, hỏi, ngã, sắc, nặng),
from the left, and only where those are the same too does case, small before capital.

A key holds the characters 0-9 and a-z alone, so every database, whatever its own collation, keeps the order.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

_SYMBOLS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_END: Final = "0"  # ends a level or a field; lower than every weight
_NEUTRAL: Final = "1"

_SIGNS: Final = "\t\n\r _-–—,;:!?.…·'‘’\"“”„«»()[]{}§¶@*/\\&#%‰†‡•′″`´^¯¨¸°©®←→+±÷×<=>¬|¦~−≤≥¤¢$£¥₫€"
_LETTERS: Final = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_OTHER_SIGN: Final = len(_SIGNS)
_OTHER_LETTER: Final = len(_SIGNS) + 1 + len(_LETTERS)
# Tones first, then the other marks of Latin letters, in ICU's order.
_TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
_OTHER_MARKS: Final = "\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0338\u0327\u0328\u0304\u030f\u0311\u031b"
_MARKS: Final = _TONES + _OTHER_MARKS
_LETTER_MARKS: Final = frozenset("\u0306\u0302\u031b")
_IGNORED: Final = frozenset({"Cc", "Cf"})


class _Weights(NamedTuple):
    primary: str
    secondary: str
    tertiary: str


def sort_key(text: str) -> str:
    """A string whose plain order is the Vietnamese order of the text, composed or decomposed."""
    weights = [_weigh(cluster) for cluster in _clusters(unicodedata.normalize("NFD", text))]
    primary = "".join(weight.primary for weight in weights)
    secondary = "".join(weight.secondary for weight in weights).rstrip(_NEUTRAL)
    tertiary = "".join(weight.tertiary for weight in weights).rstrip(_NEUTRAL)
    return f"{primary}{_END}{secondary}{_END}{tertiary}"


def person_sort_key(name: str) -> str:
    """The order of lists of people: by given name (the last word), then family name, then what is between.

    Each part is compared whole, tones too, before the next: every Hòa stands before every Hóa.
    """
    words = name.split()
    parts = [words[-1], *words[:-1]] if words else []
    return _END.join(sort_key(part) for part in parts)


def _clusters(text: str) -> list[str]:
    """Each character with the marks that follow it; a mark with nothing before it stands alone."""
    clusters: list[str] = []
    for char in text:
        if char in _MARKS and clusters:
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


@lru_cache(maxsize=4096)
def _weigh(cluster: str) -> _Weights:
    base, marks = cluster[0], cluster[1:]
    small = base.lower()
    for mark in marks:
        letter = unicodedata.normalize("NFC", small + mark)
        if mark in _LETTER_MARKS and letter in _LETTERS:
            small, marks = letter, marks.replace(mark, "", 1)
            break
    primary = _primary(small)
    if not primary:
        return _Weights("", "", "")
    secondary = _NEUTRAL + "".join(_SYMBOLS[_MARKS.index(mark) + 2] for mark in marks)
    return _Weights(primary, secondary, _NEUTRAL if base == base.lower() else "2")


def _primary(char: str) -> str:
    """Two symbols for what the tables name, six for the rest: signs before digits, letters after z."""
    if char in _SIGNS:
        return _pair(_SIGNS.index(char))
    if char in _LETTERS:
        return _pair(_OTHER_SIGN + 1 + _LETTERS.index(char))
    category = unicodedata.category(char)
    if category == "Zs":
        return _primary(" ")
    if category in _IGNORED:
        return ""
    return _pair(_OTHER_LETTER if category[0] in "LMN" else _OTHER_SIGN) + _four(ord(char))


def _pair(index: int) -> str:
    high, low = divmod(index, len(_SYMBOLS))
    return _SYMBOLS[high + 1] + _SYMBOLS[low]


def _four(number: int) -> str:
    digits = ""
    for _ in range(4):
        number, low = divmod(number, len(_SYMBOLS))
        digits = _SYMBOLS[low] + digits
    return digits
