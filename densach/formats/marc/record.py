"""A MARC 21 record as a value, kept as JSON text: order, indicators and blanks stay as they were.

The text is `[leader, [tag, data] | [tag, indicators, [code, value, code, value …]] …]`: short, and read fast.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

# A new record: new, language material, monograph, no control, Unicode, ISBD.
EMPTY_LEADER: Final = "00000nam a2200000 i 4500"
# One writer for all records: `json.dumps` with options of its own makes another each time.
_TEXT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Field(NamedTuple):
    """A field: control fields (00X) have `data` alone, others indicators and subfields (code, value)."""

    tag: str
    data: str = ""
    indicators: str = "  "
    subfields: tuple[tuple[str, str], ...] = ()

    @property
    def is_control(self) -> bool:
        return self.tag < "010" and self.tag.isdigit()

    def first(self, codes: str) -> str:
        """The value of the first subfield whose code is among the given ones, else ""."""
        for code, value in self.subfields:
            if code in codes:
                return value
        return ""

    def all(self, codes: str) -> list[str]:
        """All values of the given codes in their order."""
        return [value for code, value in self.subfields if code in codes]

    def text(self, codes: str = "") -> str:
        """The values of the given codes (all for none), joined by a space in the field's own order."""
        return " ".join(value for code, value in self.subfields if not codes or code in codes)


@dataclass(frozen=True)
class Marc:
    """A whole record."""

    leader: str = EMPTY_LEADER
    fields: tuple[Field, ...] = ()

    def each(self, *tags: str) -> Iterator[Field]:
        """Fields of the tags, in the record's order."""
        return (field for field in self.fields if field.tag in tags)

    def field(self, *tags: str) -> Field | None:
        """The first field of one of the tags."""
        for field in self.fields:
            if field.tag in tags:
                return field
        return None

    def control(self, tag: str) -> str:
        """The data of a control field, else ""."""
        found = self.field(tag)
        return found.data if found else ""

    def first(self, tag: str, codes: str) -> str:
        """The first value of the codes in the first field of the tag that has one, else ""."""
        for field in self.fields:
            if field.tag == tag and (value := field.first(codes)):
                return value
        return ""

    def without(self, *tags: str) -> Marc:
        return Marc(self.leader, tuple(field for field in self.fields if field.tag not in tags))

    def with_fields(self, new: Iterable[Field]) -> Marc:
        """The same with the fields added, each after the last field whose tag is not greater."""
        fields = list(self.fields)
        for field in new:
            place = next((at for at, one in enumerate(fields) if one.tag > field.tag), len(fields))
            fields.insert(place, field)
        return Marc(self.leader, tuple(fields))


def control(tag: str, text: str) -> Field:
    """A control field."""
    return Field(tag, text)


def data(tag: str, indicators: str = "  ", *subfields: tuple[str, str]) -> Field:
    """A field of subfields."""
    return Field(tag, "", indicators, tuple(subfields))


def to_json(marc: Marc) -> str:
    """The record as it is kept; equal records give equal text."""
    rows: list[Any] = [marc.leader]
    for field in marc.fields:
        if field.is_control:
            rows.append([field.tag, field.data])
        else:
            rows.append([field.tag, field.indicators, [part for pair in field.subfields for part in pair]])
    return _TEXT(rows)


def from_json(text: str) -> Marc:
    """The record from its kept text. Raises ValueError for text that is no record."""
    leader, *rows = json.loads(text)
    fields = []
    for row in rows:
        if len(row) == 2:
            fields.append(Field(row[0], row[1]))
        else:
            tag, indicators, parts = row
            fields.append(Field(tag, "", indicators, tuple(zip(parts[::2], parts[1::2], strict=True))))
    return Marc(leader, tuple(fields))
