"""What would be written for a row of an incoming file: values that the sheets make and `actions.importing` writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Reach:
    """How to reach it, as far as the row says: None is "not said"."""

    phone: str | None = None
    email: str | None = None
    website: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    def told(self) -> dict[str, str | Decimal]:
        """What is said."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Founding:
    """An organisation to be entered. `parent` is a code (perhaps one that the same file founds), empty for nobody."""

    code: str
    name: str
    kind: str
    level: str
    area_id: int
    parent: str
    since: date
    rank: str = ""
    seat: str = ""
    ownership: str = "public"
    legal_basis: str = ""
    aliases: tuple[str, ...] = ()
    reach: Reach = field(default_factory=Reach)


@dataclass(frozen=True)
class Alteration:
    """An organisation to be changed from `since` on; `version` are the fields of its next version, none if it keeps
    the present one. `present_id` is the version it was compared with.
    """

    code: str
    organisation_id: int
    present_id: int
    name: str
    since: date
    version: dict[str, str | int | None] = field(default_factory=dict)
    parent: str | None = None
    legal_basis: str = ""
    aliases: tuple[str, ...] = ()
    reach: Reach = field(default_factory=Reach)


Plan = tuple[Founding | Alteration, ...]
