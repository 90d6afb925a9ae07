"""Reading stored files."""

from __future__ import annotations

import hashlib

from django.core.files.storage import default_storage

from densach.files.models import StoredFile
from densach.files.rules import MissingBytes


def place_of(sha256: str) -> str:
    """Where the bytes lie inside the storage: two folders deep, so that none grows too large."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def read(stored: StoredFile) -> bytes:
    """The bytes, checked against their checksum."""
    try:
        with default_storage.open(place_of(stored.sha256)) as file:
            data: bytes = file.read()
    except OSError as error:
        raise MissingBytes(name=stored.name) from error
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise MissingBytes(name=stored.name)
    return data


def by_id(pk: int) -> StoredFile | None:
    return StoredFile.objects.filter(pk=pk).first()


def broken() -> list[str]:
    """A line for each stored file whose bytes are gone or altered."""
    problems = []
    seen: set[str] = set()
    for stored in StoredFile.objects.order_by("pk").iterator():
        if stored.sha256 in seen:
            continue
        seen.add(stored.sha256)
        try:
            read(stored)
        except MissingBytes:
            problems.append(
                f"file {stored.pk} “{stored.name}”: its bytes are gone or do not match {stored.sha256}"
            )
    return problems
