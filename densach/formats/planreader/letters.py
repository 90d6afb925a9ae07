"""Vietnamese capital and small letters, for character classes: the ranges of Unicode mix the two."""

from __future__ import annotations

import unicodedata
from typing import Final


def _letters(bases: str) -> str:
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    return "".join(unicodedata.normalize("NFC", base + mark) for base in bases for mark in marks)


UPPER: Final = "A-ZĐ" + _letters("AĂÂEÊIOÔƠUƯY")
LOWER: Final = "a-zđ" + _letters("aăâeêioôơuưy")
