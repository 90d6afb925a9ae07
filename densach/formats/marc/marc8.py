"""What is damaged in MARC-8 text. pymarc's decoder leaves such places out, or writes to stderr; here they are counted,
and the record is told to have lost letters (MARC 21 Specifications, Character Sets: MARC-8).
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Final

from pymarc import marc8 as decoder
from pymarc import marc8_mapping

_ESCAPE: Final = 0x1B
_LATIN: Final = 0x42
_EAST_ASIAN: Final = 0x31
_ENDS: Final = re.compile(rb"[\x1d\x1e\x1f]")
_SHORT: Final = {0x73: _LATIN}


class _Nowhere:
    """A stream that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


def silence() -> None:
    """pymarc's decoder writes to `sys.stderr` and cannot be told not to: its module gets a `sys` of its own."""
    vars(decoder)["sys"] = SimpleNamespace(stderr=_Nowhere())


def lost(data: bytes) -> int:
    """How many places of a record's fields name no character: unknown escapes, unknown codes, cut signs."""
    return sum(_lost(piece) for piece in _ENDS.split(data[24:]) if not piece.isascii() or b"\x1b" in piece)


def _lost(text: bytes) -> int:
    g0, g1, at, number = _LATIN, 0x45, 0, 0
    while at < len(text):
        code = text[at]
        if code == _ESCAPE:
            length, g0, g1, known = _escaped(text, at, g0, g1)
            number += not known
            at += length
            continue
        if g0 == _EAST_ASIAN:
            sign = int.from_bytes(text[at : at + 3], "big") if len(text) - at >= 3 else -1
            number += code > 0x20 and not _is_known(g0, sign)
            # A blank between signs is written with one byte as often as with three.
            at += 3
            continue
        number += code < 0x20 or (code > 0x80 and not _is_known(g1, code))
        at += 1
    return number


def _is_known(codes: int, code: int) -> bool:
    return code in marc8_mapping.CODESETS.get(codes, {}) or code in marc8_mapping.ODD_MAP


def _escaped(text: bytes, at: int, g0: int, g1: int) -> tuple[int, int, int, bool]:
    """The length of an escape, the sets after it, and whether it is one."""
    rest = text[at + 1 : at + 4]
    if rest[:1] in (b"(", b","):
        return 3, rest[1] if len(rest) > 1 else g0, g1, len(rest) > 1 and rest[1] in marc8_mapping.CODESETS
    if rest[:1] in (b")", b"-"):
        return 3, g0, rest[1] if len(rest) > 1 else g1, len(rest) > 1 and rest[1] in marc8_mapping.CODESETS
    if rest[:1] == b"$":
        far = 2 if rest[1:2] in (b",", b")", b"-") else 1
        code = rest[far] if len(rest) > far else 0
        known = code in marc8_mapping.CODESETS
        return 2 + far, code if known else g0, g1, known
    code = rest[0] if rest else 0
    code = _SHORT.get(code, code)
    known = code in marc8_mapping.CODESETS
    return 2 if known else 1, code if known else g0, g1, known
