"""A record as lines of text, as cataloguers write and paste it: `=245  10$aTruyện Kiều /$cNguyễn Du`.

Blanks of indicators and of fixed fields may be written as `#`, `\\` or a blank. A line without `=` goes on with the
field above it. A dollar sign inside a value is written `{dollar}`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from densach.formats.marc import EMPTY_LEADER, Field, Marc
from densach.kernel.vietnamese import nfc
from densach.services.catalogue.rules.refusals import WrongField, WrongLine

_LINE: Final = re.compile(r"=\s?(LDR|\w{3})\s{0,2}(.*)", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"[0-9A-Za-z]{3}")
_BLANKS: Final = str.maketrans({"#": " ", "\\": " "})
DOLLAR: Final = "{dollar}"


def lines_of(marc: Marc) -> str:
    """The whole record, a field a line."""
    return "\n".join([f"=LDR  {marc.leader.replace(' ', '#')}", *map(line_of, marc.fields)])


def line_of(field: Field) -> str:
    if field.is_control:
        shown = field.data.replace(" ", "#") if field.tag in ("006", "007", "008") else field.data
        return f"={field.tag}  {shown}"
    inside = "".join(f"${code}{value.replace('$', DOLLAR)}" for code, value in field.subfields)
    return f"={field.tag}  {field.indicators.replace(' ', '#')}{inside}"


def read_lines(text: str, seen: Marc | None = None) -> Marc:
    """The record from its lines; a line that reads as in the record that was seen stays that field to the letter,
    however odd. Raises WrongLine, WrongField.
    """
    leader, fields = EMPTY_LEADER, []
    known = {line_of(field).rstrip(): field for field in seen.fields} if seen else {}
    kept = {pair for field in seen.fields for pair in field.subfields} if seen else set()
    for number, line in _gathered(text):
        if line in known:
            fields.append(known[line])
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            raise WrongLine(line=number, text=line[:60])
        tag, rest = found[1].upper(), found[2]
        if tag == "LDR":
            leader = rest.translate(_BLANKS).ljust(24)[:24]
        else:
            fields.append(_field(tag, rest, number, kept))
    return Marc(leader, tuple(fields))


def _gathered(text: str) -> list[tuple[int, str]]:
    """Lines with their numbers, continued ones joined."""
    found: list[tuple[int, str]] = []
    for number, raw in enumerate(nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        line = raw.rstrip()
        if not line.strip():
            continue
        if line.lstrip().startswith("=") or not found:
            found.append((number, line.lstrip()))
        else:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    return found


def _field(tag: str, rest: str, number: int, kept: Collection[tuple[str, str]]) -> Field:
    if tag.isdigit() and tag < "010":
        coded = tag in ("006", "007", "008")
        return Field(tag, rest.translate(_BLANKS) if coded else rest.strip())
    head, sign, inside = rest.partition("$")
    if not sign:
        raise WrongLine(line=number, text=f"={tag}  {rest}"[:60])
    marks = head.translate(_BLANKS).ljust(2)
    if len(marks.rstrip()) > 2:
        raise WrongField(tag=tag, text=head.strip()[:20])
    subfields = [_typed(part[:1], part[1:].replace(DOLLAR, "$"), kept) for part in inside.split("$")]
    return checked(Field(tag, "", marks[:2], tuple(subfields)))


def checked(field: Field) -> Field:
    """The field if its tag, indicators and codes can be such. Raises WrongField."""
    if not _TAG.fullmatch(field.tag) or field.tag == "000":
        raise WrongField(tag=field.tag, text=field.tag)
    if field.is_control:
        return field
    if len(field.indicators) != 2:
        raise WrongField(tag=field.tag, text=field.indicators)
    if not field.subfields:
        raise WrongField(tag=field.tag, text="$")
    for code, _value in field.subfields:
        if len(code) != 1 or not code.isascii() or not code.isprintable() or code == " ":
            raise WrongField(tag=field.tag, text=f"${code}")
    return field


def _typed(code: str, value: str, kept: Collection[tuple[str, str]]) -> tuple[str, str]:
    return (code, value) if (code, value) in kept else (code, value.lstrip(" "))


# A field of the editor: a subfield a line -----------------------------------------------------------------


def subfield_lines(field: Field) -> str:
    """A field as the editor shows it: `$a…`, a line each."""
    return "\n".join(f"${code}{value}" for code, value in field.subfields)


def read_subfields(text: str, seen: Field | None = None) -> tuple[tuple[str, str], ...]:
    """Subfields from lines that begin with $ and a code; a line without goes on with the one above. A text that
    begins without $ is subfield a. Empty subfields fall away. A blank typed after the code is no part of the text,
    unless it stood so in the field that was `seen`.
    """
    kept = frozenset(seen.subfields) if seen else frozenset()
    found: list[tuple[str, str]] = []
    for raw in nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if raw.startswith("$") and len(raw) > 1:
            found.append(_typed(raw[1], raw[2:], kept))
        elif raw.strip():
            if found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {raw.strip()}".strip())
            else:
                found.append(("a", raw.strip()))
    return tuple((code, value) for code, value in found if value.strip())
