"""Rows of a file of members, as the sheet has understood them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from densach.services.activities.incoming import Row


@dataclass(frozen=True)
class Joining:
    """Somebody joins a club: a known person, or a new one (`person_id` None)."""

    row: Row
    club_id: int
    person_id: int | None
    since: date
    role: str
