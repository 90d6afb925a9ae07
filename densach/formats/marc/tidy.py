"""Text of records as it is kept: NFC, without controls that no database can hold; leaders of 24 signs."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from densach.formats.marc.record import EMPTY_LEADER

# Controls of ASCII, marks of sorting (C1), lone surrogates.
_UNKEPT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile(r"[\r\n\t]+")
_SIGN: Final = re.compile("[^ -~]")


def kept(text: str) -> str:
    """The text as it is kept. Blanks stay: in fixed fields they are counted."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _UNKEPT.sub("", _BREAKS.sub(" ", text)))


def leader(text: str) -> str:
    """24 signs; lengths are nought, for they belong to a file and not to the record; text is always Unicode."""
    signs = _SIGN.sub(" ", text).ljust(24)[:24]
    if not signs.strip():
        return EMPTY_LEADER
    return f"00000{signs[5:9]}a2200000{signs[17:20]}4500"


def indicators(text: str) -> str:
    """Two signs; what is none, or too few, is a blank."""
    if len(text) == 2 and text.isascii() and text.isprintable():
        return text
    return _SIGN.sub(" ", text.ljust(2)[:2])


def tag(text: str) -> str:
    """Three letters or digits, or "" for what is no tag."""
    signs = text.strip()
    if signs.isdigit():
        signs = signs.rjust(3, "0")
    return signs if len(signs) == 3 and signs.isascii() and signs.isalnum() else ""
