"""One door to every form in which records come: which form it is, its records in order, what was noticed.

    form_of(head, name) -> "mrc" | "xml" | "mrk" | "json" | "xlsx" | "csv"
    records(stream, form, name) -> Iterator[Read]

A file is read as a stream: what can be read is given, what cannot is named by its position and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

from densach.formats.marc import iso2709, lines, marcjson, marcxml
from densach.formats.marc.fonts import font_of, mended
from densach.formats.marc.values import NotRecords, Read

FORMS: Final = ("mrc", "xml", "mrk", "json", "xlsx", "csv")
_ENDINGS: Final = {
    "mrc": "mrc", "marc": "mrc", "dat": "mrc", "iso": "mrc", "iso2709": "mrc", "xml": "xml", "mrk": "mrk",
    "json": "json", "ndjson": "json", "jsonl": "json", "xlsx": "xlsx", "csv": "csv", "tsv": "csv",
}  # fmt: skip
# Records looked at before it is decided whether the text was typed in a font of before Unicode.
_SAMPLE: Final = 200
# How much of the beginning tells the form.
HEAD: Final = 4096


def form_of(head: bytes, name: str) -> str:
    """The form by content first, then by the name's ending. Raises NotRecords."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    ending = _ENDINGS.get(name.rsplit(".", 1)[-1].lower(), "")
    if text.startswith(b"PK"):
        return "xlsx"
    if text.startswith(b"<"):
        return "xml"
    if ending != "csv" and text.startswith((b"[", b"{")):
        return "json"
    if text[:1] == b"=" and text[1:4].isalnum() and text[4:6].strip() == b"":
        return "mrk"
    if text[:5].isdigit() and (b"\x1e" in text or ending == "mrc"):
        return "mrc"
    if not text or not ending or (ending == "mrc" and not any(sign in text for sign in (b"\x1e", b"\x1d"))):
        raise NotRecords(name=name)
    return ending


def records(stream: BinaryIO, form: str, name: str = "") -> Iterator[Read]:
    """The records of a file of one of the four MARC forms. Raises NotRecords where it is none of them."""
    match form:
        case "mrc":
            found = iso2709.read(stream)
        case "xml":
            found = marcxml.read(stream)
        case "mrk":
            found = lines.read(stream)
        case "json":
            found = marcjson.read(stream)
        case _:
            raise NotRecords(name=name)
    first = list(islice(found, _SAMPLE))
    if not first:
        raise NotRecords(name=name)
    font = font_of(first)
    for one in first:
        yield mended(one, font) if font else one
    for one in found:
        yield mended(one, font) if font else one
