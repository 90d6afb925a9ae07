"""Bytes of a text file to Unicode; text in the fonts of before Unicode (TCVN3, VNI) to Unicode."""

from __future__ import annotations

import codecs
import re

import viparse

from densach.formats.planreader.errors import EmptyPaper

_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "vps": "VPS"}
_PROBE = 20_000
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """(text, warnings). UTF-8 is taken as it stands; what is not UTF-8 is an old encoding or refused as unreadable."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return modern(data[len(mark) :].decode(encoding, errors="replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace") if _readable(data) else ""
        if not text:
            raise EmptyPaper(name=name) from None
        converted, warnings = modern(text)
        if warnings:
            return converted, warnings
        return data.decode("cp1258", errors="replace"), (
            "Bảng mã không phải Unicode; chữ có thể sai, cần đối chiếu với bản giấy.",
        )
    if not _readable(data):
        raise EmptyPaper(name=name)
    return modern(text)


def _readable(data: bytes) -> bool:
    """Text has hardly any control characters."""
    sample = data[:_PROBE]
    strange = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return strange <= len(sample) * 0.05


def modern(text: str) -> tuple[str, tuple[str, ...]]:
    """(text, warnings): converted when the letters are those of an old Vietnamese font."""
    sample = text[:_PROBE]
    if sum("\u1ea0" <= char <= "\u1ef9" for char in sample) > len(sample) * 0.01:
        return text, ()
    encoding = viparse.detect_text_encoding(sample)
    if encoding is None:
        return text, ()
    label = _NAMES.get(encoding, encoding)
    warning = f"Văn bản dùng bảng mã cũ {label}; đã chuyển sang Unicode, cần đối chiếu chữ hoa và dấu."
    return _capitals(viparse.fix(text, encoding=encoding)), (warning,)


_WORD = re.compile(r"[^\W\d_]+")


def _capitals(text: str) -> str:
    """Old capital fonts (".VnTimeH") drew capitals at the codes of small letters, so that a heading comes out as
    "Kế HOạCH". Small letters with marks become capitals in words of plain capitals, in words beside such a broken
    word, and in lines that hold no plain small letter at all.
    """
    return "\n".join(_capital_line(line) for line in text.split("\n"))


def _capital_line(line: str) -> str:
    words = _WORD.findall(line)
    # "Số: 12/KH-UBND" is no heading, though its only plain letters are capitals.
    heading = "/" not in line and all(map(_no_small, words)) and any(map(_loud, words))
    broken = [_loud(word) and word != word.upper() for word in words]
    mended = iter(
        word.upper()
        if heading or broken[at] or (_half_loud(word) and any(broken[max(at - 1, 0) : at + 2]))
        else word
        for at, word in enumerate(words)
    )
    return _WORD.sub(lambda _found: next(mended), line)


def _no_small(word: str) -> bool:
    return not any(char.isascii() and char.islower() for char in word)


def _loud(word: str) -> bool:
    """At least two plain capitals and no plain small letter: "HOạCH", "BAN", but not "Thư" or "Kế"."""
    return _no_small(word) and sum(char.isascii() for char in word) > 1


def _half_loud(word: str) -> bool:
    """One plain capital and no plain small letter: "Kế", but not "ở"."""
    return _no_small(word) and any(char.isascii() for char in word)
