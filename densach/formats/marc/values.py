"""What reading gives, and why a whole file is refused."""

from __future__ import annotations

from typing import NamedTuple

from densach.formats.marc.record import Marc
from densach.kernel.errors import Invalid

# A message id with the parameters of its sentence.
Told = tuple[str, dict[str, str]]


class Read(NamedTuple):
    """One record of a file, by its place in it (from 1). Without `marc` it could not be read, and `told` says why."""

    position: int
    marc: Marc | None
    told: tuple[Told, ...] = ()


class NotRecords(Invalid):
    """The file holds no records in any form that is known. Parameter: `name`."""

    message_id = "marc.not_records"


class TooDeep(Invalid):
    """A JSON file that is too large to be read at once. Parameters: `name`, `limit` in megabytes."""

    message_id = "marc.too_large_json"
