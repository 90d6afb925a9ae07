"""Text typed in a font of before Unicode (TCVN3, VNI): told for a whole file, for a single French word looks alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import viparse

from densach.formats.marc.record import Field, Marc
from densach.formats.marc.values import Read
from densach.kernel.vietnamese import nfc

_NAMES: Final = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "vps": "VPS"}
# Signs of one language that Unicode alone has: where one stands, the file is not of before Unicode.
_MODERN: Final = frozenset("ăĂđĐơƠưƯ")
_ENOUGH: Final = 40


def font_of(sample: Sequence[Read]) -> str:
    """The old encoding of a file's text, else ""."""
    texts = [
        value
        for read in sample
        if read.marc is not None
        for field in read.marc.fields
        for _code, value in field.subfields
        if not value.isascii()
    ]
    if any("\u1ea0" <= sign <= "\u1ef9" or sign in _MODERN for text in texts for sign in text):
        return ""
    told = " ".join(texts)[:20_000]
    # A few foreign names in an otherwise plain file prove nothing.
    return str(viparse.detect_text_encoding(told) or "") if len(told) >= _ENOUGH else ""


def old_bytes(sample: bytes) -> str:
    """The old encoding of bytes that are no UTF-8, else ""."""
    return str(viparse.detect_text_encoding(sample.decode("cp1252", errors="replace")) or "")


def mended(read: Read, font: str) -> Read:
    """The record in Unicode, and that it was converted."""
    if read.marc is None:
        return read
    fields = tuple(_mended(field, font) for field in read.marc.fields)
    if fields == read.marc.fields:
        return read
    return Read(read.position, Marc(read.marc.leader, fields), (*read.told, converted(font)))


def converted(font: str) -> tuple[str, dict[str, str]]:
    return "marc.font_converted", {"encoding": _NAMES.get(font, font)}


def fixed(text: str, font: str) -> str:
    return nfc(viparse.fix(text, encoding=font))


def _mended(field: Field, font: str) -> Field:
    if all(value.isascii() for _code, value in field.subfields):
        return field
    return field._replace(
        subfields=tuple(
            (code, value if value.isascii() else fixed(value, font)) for code, value in field.subfields
        )
    )
