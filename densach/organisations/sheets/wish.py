"""What a row asks for, as it was understood: values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from densach.intake.sheets import Told
from densach.organisations.incoming import Reach


@dataclass
class Wish:
    """A row as it was understood. None is an empty cell: nothing is said, so nothing is changed.

    `area_id` and `parent` are found afterwards; `parent` is a code, or `row:N` for a row of the same file.
    `said` are remarks; `refused` and `asked` decide over the row.
    """

    number: int
    name: str = ""
    code: str | None = None
    kind: str = ""
    level: str | None = None
    place_words: str = ""
    area_id: int | None = None
    parent_words: str | None = None
    parent: str | None = None
    since: date | None = None
    rank: str | None = None
    seat: str | None = None
    ownership: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    aliases: tuple[str, ...] = ()
    legal_basis: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    said: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    asked: list[Told] = field(default_factory=list)
    # A second organisation that comes with the row (the library of a school); it stands under the first.
    along: Wish | None = None

    def reach(self) -> Reach:
        """How to reach it, as far as the row says."""
        return Reach(self.phone, self.email, self.website, self.latitude, self.longitude)
