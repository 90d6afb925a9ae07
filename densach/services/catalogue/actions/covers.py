"""Covers: a picture that somebody sent, else the one that is made from title and author."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from densach.files import actions as files
from densach.files.actions import Upload
from densach.files.rules import content_type
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.services.catalogue.actions.records import locked, require_keeper
from densach.services.catalogue.models import Record
from densach.services.catalogue.rules.refusals import NotAPicture

LARGEST: Final = 5
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})


@transaction.atomic
def set_cover(*, at: datetime, actor: Actor, record: Record, upload: Upload) -> Record:
    """Keeps the picture as the record's cover. Raises NotAllowed, NotAPicture and the refusals of `files`."""
    found = locked(record.pk)
    require_keeper(actor, found)
    if len(upload.data) > LARGEST * 2**20 or content_type(upload.name, upload.data) not in _PICTURES:
        raise NotAPicture(limit=LARGEST)
    found.cover = files.keep(
        at=at, actor=actor, name=upload.name, data=upload.data, organisation=found.library, public=True
    )
    found.updated_at = at
    found.save(update_fields=["cover", "updated_at"])
    journal.write(
        at=at, actor=actor, act="catalogue.cover_set", organisation=found.library, subject=f"record:{found.pk}",
        title=found.title[:200],
    )  # fmt: skip
    return found


@transaction.atomic
def drop_cover(*, at: datetime, actor: Actor, record: Record) -> Record:
    """Goes back to the made cover; the picture stays kept among the files."""
    found = locked(record.pk)
    require_keeper(actor, found)
    found.cover, found.updated_at = None, at
    found.save(update_fields=["cover", "updated_at"])
    journal.write(
        at=at, actor=actor, act="catalogue.cover_gone", organisation=found.library, subject=f"record:{found.pk}",
        title=found.title[:200],
    )  # fmt: skip
    return found
