"""Keeping files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any, Protocol, Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from densach.files.models import StoredFile
from densach.files.queries import place_of
from densach.files.rules import content_type
from densach.kernel.actor import Actor
from densach.kernel.vietnamese import clean_text


class Place(Protocol):
    """The organisation that keeps the file; that room stands above this one."""

    code: str


@dataclass(frozen=True)
class Upload:
    """A file that a person sent along with an act, not kept yet: the act keeps it once nothing speaks against it."""

    name: str
    data: bytes

    @classmethod
    def sent(cls, file: UploadedFile[Any] | None) -> Self | None:
        """What the file field of a form holds, or None where nothing was sent."""
        return None if file is None else cls(file.name or "", file.read())

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def keep_sent(*, at: datetime, actor: Actor, upload: Upload | None, organisation: Place) -> StoredFile | None:
    """Keeps what came along with an act of the organisation; None where nothing did. Refuses as `keep` does."""
    if upload is None:
        return None
    return keep(at=at, actor=actor, name=upload.name, data=upload.data, organisation=organisation)


@transaction.atomic
def keep(
    *,
    at: datetime,
    actor: Actor,
    name: str,
    data: bytes,
    organisation: Place | None = None,
    public: bool = False,
) -> StoredFile:
    """Checks what the bytes are, stores them once by checksum, and writes down this keeping of them.

    The act that needed the file is what its room writes into the journal.
    """
    name = clean_text(PurePath(name.replace("\\", "/")).name)[-200:]
    kind = content_type(name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    place = place_of(sha256)
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(data))
    stored = StoredFile(
        sha256=sha256,
        name=name,
        content_type=kind,
        size=len(data),
        kept_at=at,
        kept_by_id=actor.id,
        kept_by_name=actor.name,
        organisation_code=organisation.code if organisation else "",
        public=public,
    )
    stored.full_clean()
    stored.save()
    return stored
