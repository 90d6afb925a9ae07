"""MARC-in-JSON: {"leader": …, "fields": [{"245": {"ind1": …, "ind2": …, "subfields": [{"a": …}]}}]}.

A list of records, a single one, or one a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from densach.formats.marc import tidy
from densach.formats.marc.record import Field, Marc
from densach.formats.marc.values import Read, TooDeep

# JSON is read at once; larger collections come as ISO 2709 or one record a line.
LARGEST: Final = 64 * 2**20


def read(stream: BinaryIO) -> Iterator[Read]:
    """Each record, in order. Raises TooDeep."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TooDeep(name="", limit=LARGEST // 2**20)
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    try:
        whole = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        yield from _by_line(text)
        return
    for position, one in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield _read(position, one)


def _by_line(text: str) -> Iterator[Read]:
    position = 0
    for line in text.split("\n"):
        if not line.strip():
            continue
        position += 1
        try:
            one = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            yield Read(position, None, (("marc.json_broken", {}),))
            # A list that was cut goes wrong at its first line, and would at each that follows.
            if position == 1:
                return
        else:
            yield _read(position, one)


def _read(position: int, one: Any) -> Read:
    if not isinstance(one, dict) or not isinstance(one.get("fields"), list):
        return Read(position, None, (("marc.json_broken", {}),))
    fields = tuple(
        field
        for entry in one["fields"]
        if isinstance(entry, dict)
        for field in _fields(entry)
        if field is not None
    )
    if not fields:
        return Read(position, None, (("marc.no_fields", {}),))
    return Read(position, Marc(tidy.leader(str(one.get("leader", ""))), fields))


def _fields(entry: dict[str, Any]) -> Iterator[Field | None]:
    for stated, value in entry.items():
        tag = tidy.tag(str(stated))
        if not tag:
            continue
        if not isinstance(value, dict):
            yield Field(tag, tidy.kept(str(value)))
            continue
        subfields = tuple(
            (str(code)[:1], tidy.kept(str(text)))
            for part in value.get("subfields", [])
            if isinstance(part, dict)
            for code, text in part.items()
            if str(code)
        )
        signs = str(value.get("ind1", " ")).ljust(1)[:1] + str(value.get("ind2", " ")).ljust(1)[:1]
        yield Field(tag, "", tidy.indicators(signs), subfields) if subfields else None


def write(records: Iterable[Marc]) -> Iterator[bytes]:
    """A list, a piece for each record."""
    before = "[\n"
    for marc in records:
        fields = [
            {one.tag: one.data}
            if one.is_control
            else {
                one.tag: {
                    "ind1": one.indicators[0],
                    "ind2": one.indicators[1],
                    "subfields": [{code: value} for code, value in one.subfields],
                }
            }
            for one in marc.fields
        ]
        yield (before + json.dumps({"leader": marc.leader, "fields": fields}, ensure_ascii=False)).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
