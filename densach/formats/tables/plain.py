"""Reading .csv: whatever encoding and whatever separator the program that wrote it took."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

import viparse

from densach.formats.tables.errors import BrokenFile, TooManyRows, UnknownTable
from densach.formats.tables.fonts import mended, misread, old_font, reads_well
from densach.formats.tables.values import Grid, Remark, text_of
from densach.formats.tables.workbook import MOST_COLUMNS, MOST_ROWS
from densach.kernel.vietnamese import nfc

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES: Final = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII", "vps": "VPS"}
_SEPARATORS: Final = (";", "\t", ",", "|")
_SAMPLE: Final = 20_000


def grid(data: bytes, name: str, most: int | None = None) -> Grid:
    """The rows of a text file, at most `most`. Raises UnknownTable for what is no text, BrokenFile where a quoted cell
    never ends.
    """
    most = MOST_ROWS if most is None else most
    text, remarks = decode(data, name)
    rows: dict[int, list[str]] = {}
    csv.field_size_limit(_SAMPLE * 10)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    try:
        # The line on which a row ends; on which it began is what people count by.
        began = 1
        for cells in reader:
            texts = [_unguarded(text_of(cell)) for cell in cells[:MOST_COLUMNS]]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                rows[began] = texts
            if len(rows) > most + 1:
                raise TooManyRows(name=name, limit=most)
            began = reader.line_num + 1
    except csv.Error as error:
        raise BrokenFile(name=name) from error
    return Grid("", rows, remarks=remarks)


def _unguarded(text: str) -> str:
    """Our own exports put an apostrophe before what a spreadsheet would run; read again it is none of the value."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@" else text


def decode(data: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """Text and what was noticed. An encoding of before Unicode is guessed, and said to be a guess."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], encoding, name), ()
    if encoding := _unmarked_utf16(data):
        return _checked(data, encoding, name), ()
    if b"\x00" in data[:_SAMPLE]:
        raise UnknownTable(name=name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _old(data, name)
    if (right := mended(text)) is not None:
        return nfc(right), (Remark("tables.letters_mended"),)
    # Old fonts were typed with letters of Western Europe, which survive a saving as UTF-8.
    font = None if misread(text[:_SAMPLE]) else _old_font(text)
    if font is None:
        return text, ()
    return nfc(viparse.fix(text, encoding=font)), (_guess(font),)


def _checked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BrokenFile(name=name) from error


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain letters is nought."""
    sample = data[:400]
    if len(sample) < 8:
        return ""
    if sample[1::2].count(0) > len(sample) // 5 and sample[0::2].count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > len(sample) // 5 and sample[1::2].count(0) == 0 else ""


def _old(data: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    sample = data[:_SAMPLE]
    if sum(byte < 9 or 13 < byte < 32 for byte in sample) > len(sample) * 0.05:
        raise UnknownTable(name=name)
    western = data.decode("cp1252", errors="replace")
    windows = nfc(data.decode("cp1258", errors="replace"))
    surely = old_font(western[:_SAMPLE]) is not None
    encoding = _old_font(western) if surely or not reads_well(windows[:_SAMPLE]) else None
    if encoding is not None:
        return nfc(viparse.fix(western, encoding=encoding)), (_guess(encoding),)
    return windows, (_guess("Windows-1258"),)


def _old_font(text: str) -> str | None:
    sample = text[:_SAMPLE]
    if any("\u1ea0" <= char <= "\u1ef9" for char in sample):
        return None
    if (font := old_font(sample)) is not None:
        return font
    found = viparse.detect_text_encoding(sample)
    return str(found) if found else None


def _guess(encoding: str) -> Remark:
    return Remark("tables.encoding_guessed", {"encoding": _NAMES.get(encoding, encoding)})


def separator(text: str) -> str:
    """What stands most often, and alike, outside quotes on the first lines; a comma where nothing tells."""
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()][:20]
    bare = ["".join(line.split('"')[::2]) for line in lines]
    counts = {one: sorted(line.count(one) for line in bare) for one in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda one: (_middle(counts[one]), sum(counts[one])))
    return best if counts[best] and counts[best][-1] else ","


def _middle(counts: list[int]) -> int:
    return counts[len(counts) // 2] if counts else 0
