"""The picture of a record: the one that was sent, else the made one."""

from __future__ import annotations

from typing import NamedTuple

from densach.files import queries as files
from densach.files.rules import MissingBytes
from densach.services.catalogue.models import Record
from densach.services.catalogue.rules.covers import cover_svg


class Cover(NamedTuple):
    """Bytes with their kind; `tag` changes when they do."""

    data: bytes
    content_type: str
    tag: str


def cover_tag(record: Record) -> str:
    return f"{record.pk}-{record.revision}-{record.cover_id or 0}"


def cover_of(record: Record) -> Cover:
    """A picture whose bytes are lost gives way to the made cover."""
    if record.cover is not None:
        try:
            return Cover(files.read(record.cover), record.cover.content_type, cover_tag(record))
        except MissingBytes:
            pass
    drawn = cover_svg(
        record.title, record.author, material=record.material, key=record.work_key, year=record.year,
        children=record.children,
    )  # fmt: skip
    return Cover(drawn.encode(), "image/svg+xml", cover_tag(record))
