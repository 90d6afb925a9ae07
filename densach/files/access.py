"""Who may open a stored file: public ones everyone, others whoever may see files of the unit that kept it."""

from __future__ import annotations

from densach.files.models import StoredFile
from densach.files.queries import by_id
from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound


def file_for(actor: Actor, pk: int) -> StoredFile:
    """The file, or NotFound for whoever may not know of it."""
    stored = by_id(pk)
    if stored is None or not (stored.public or actor.may("file.view", stored.organisation_code or None)):
        raise NotFound()
    return stored
