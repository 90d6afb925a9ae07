"""Refusals of the room, and the value that readers get of an organisation on a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.kernel.errors import Conflict, Invalid, NotFound


class UnknownOrganisation(NotFound):
    """No organisation has this code. Parameter: `code`."""

    message_id = "organisations.unknown"


class UnknownArea(NotFound):
    """No area has this code. Parameter: `code`."""

    message_id = "organisations.unknown_area"


class CodeTaken(Conflict):
    """The code is in use. Parameter: `code`."""

    message_id = "organisations.code_taken"


class VersionTooEarly(Invalid):
    """A new version must begin after the present one. Parameters: `name`, `since`."""

    message_id = "organisations.version_too_early"


class AlreadyEnded(Invalid):
    """The organisation or area has already ended. Parameters: `name`, `ended`."""

    message_id = "organisations.already_ended"


class ParentIsBelow(Invalid):
    """An organisation cannot stand under itself or under what stands under it. Parameter: `name`."""

    message_id = "organisations.parent_is_below"


@dataclass(frozen=True)
class Named:
    """An organisation as it was on a day."""

    id: int
    code: str
    name: str
    kind: str
    level: str
    area_id: int
    parent_id: int | None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class NewVersion:
    """What a new version of an organisation says; what is None stays as it was. `rank` "" is "not ranked"."""

    since: date
    name: str | None = None
    kind: str | None = None
    level: str | None = None
    legal_basis: str = ""
    parent_code: str | None = None
    area_code: str | None = None
    rank: str | None = None
    seat: str | None = None
    ownership: str | None = None


# After the word that says what kind of area it is, the area's own name begins.
_AREA_KIND: Final = re.compile(
    r"\b(thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|phường|xã)\b\s+(?=\w)", re.IGNORECASE
)
# A department's fields each begin with a capital: Sở Văn hóa, Thể thao và Du lịch.
_FIELD: Final = re.compile(r"((?:^sở|,|\bvà)\s+)(\w)")


def running_case(name: str) -> str:
    """A name as it stands inside a sentence, when a paper's head wrote it all in capitals; else unchanged."""
    if not name.isupper():
        return name
    body, *area = _AREA_KIND.split(name.lower(), maxsplit=1)
    body = body.strip()
    if body.startswith("sở"):
        body = _FIELD.sub(lambda found: found[1] + found[2].upper(), body)
    told = body[:1].upper() + body[1:]
    if area:
        own = " ".join(word[:1].upper() + word[1:] for word in area[1].split())
        told = f"{told} {area[0]} {own}" if told else f"{area[0].capitalize()} {own}"
    return told
