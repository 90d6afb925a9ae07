"""MARC as lines of text (.mrk): "=245  10$aTruyện Kiều /$cNguyễn Du", a blank line between records.

A backslash stands for a blank; {dollar}, {lcub}, {rcub} and {bsol} for signs that mean something here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from densach.formats.marc import tidy
from densach.formats.marc.record import Field, Marc
from densach.formats.marc.values import Read, Told

_LINE: Final = re.compile(r"=(\w{3})(?:  |\t| |$)(.*)", re.DOTALL)
_SIGNS: Final = {"dollar": "$", "lcub": "{", "rcub": "}", "bsol": "\\"}
_NAMED: Final = re.compile(r"\{(dollar|lcub|rcub|bsol)\}")
_UNSAFE: Final = re.compile(r"[${}]")
_SAFE: Final = {"$": "{dollar}", "{": "{lcub}", "}": "{rcub}"}


def read(stream: BinaryIO) -> Iterator[Read]:
    """Each record, in order; a line that is none belongs to the line before it."""
    rows: list[str] = []
    position = 0
    for line in _texts(stream):
        starts_anew = line.startswith("=LDR") and any(row.startswith("=") for row in rows)
        if (not line.strip() or starts_anew) and rows:
            position += 1
            yield _read(position, rows)
            rows = []
        if line.strip():
            if rows and not line.startswith("="):
                rows[-1] += " " + line.strip()
            else:
                rows.append(line)
    if rows:
        yield _read(position + 1, rows)


def _texts(stream: BinaryIO) -> Iterator[str]:
    for number, raw in enumerate(stream):
        data = raw.removeprefix(codecs.BOM_UTF8) if number == 0 else raw
        try:
            yield data.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            yield data.decode("cp1252", "replace").rstrip("\r\n")


def _read(position: int, rows: list[str]) -> Read:
    leader, fields, told = "", [], list[Told]()
    for row in rows:
        found = _LINE.match(row)
        if found is None:
            told.append(("marc.line_unread", {"line": row[:60]}))
        elif found[1] in ("LDR", "000"):
            leader = found[2].replace("\\", " ")
        elif field := _field(found[1], found[2]):
            fields.append(field)
        else:
            told.append(("marc.line_unread", {"line": row[:60]}))
    if not fields:
        return Read(position, None, tuple(told) or (("marc.no_fields", {}),))
    return Read(position, Marc(tidy.leader(leader), tuple(fields)), tuple(told))


def _field(tag: str, rest: str) -> Field | None:
    if tag < "010" and tag.isdigit():
        return Field(tag, tidy.kept(_NAMED.sub(lambda named: _SIGNS[named[1]], rest.replace("\\", " "))))
    signs, *parts = rest.split("$")
    subfields = tuple(
        (part[0], tidy.kept(_NAMED.sub(lambda named: _SIGNS[named[1]], part[1:]))) for part in parts if part
    )
    return Field(tag, "", tidy.indicators(signs.replace("\\", " ")), subfields) if subfields else None


def write(records: Iterable[Marc]) -> Iterator[bytes]:
    """A piece for each record, with the blank line after it."""
    for marc in records:
        rows = [f"=LDR  {marc.leader}"]
        for field in marc.fields:
            if field.is_control:
                rows.append(f"={field.tag}  {_safe(field.data, blank=True)}")
            else:
                signs = field.indicators.replace(" ", "\\")
                rows.append(
                    f"={field.tag}  {signs}"
                    + "".join(f"${code}{_safe(text)}" for code, text in field.subfields)
                )
        yield ("\n".join(rows) + "\n\n").encode()


def _safe(text: str, *, blank: bool = False) -> str:
    safe = _UNSAFE.sub(lambda sign: _SAFE[sign[0]], text)
    return safe.replace("\\", "{bsol}").replace(" ", "\\") if blank else safe
