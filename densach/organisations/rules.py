"""Refusals of the room, and the values that readers get and writers give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from densach.kernel.errors import Conflict, Invalid, NotFound
from densach.kernel.vietnamese import fold


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


class NoMapBefore(Invalid):
    """No dated source vouches for the map of so early a day. Parameters: `on`, `first`."""

    message_id = "organisations.no_map_before"


class MapContradicts(Conflict):
    """A newer map ends an area that was given another name later. Parameters: `name`, `ended`, `since`."""

    message_id = "organisations.map_contradicts"


class SameName(Invalid):
    """A renaming that changes nothing. Parameter: `name`."""

    message_id = "organisations.same_name"


class NothingToTakeBack(Conflict):
    """Only a name of an area that has not begun can be taken back. Parameter: `name`."""

    message_id = "organisations.nothing_to_take_back"


class NameTakenHere(Conflict):
    """Another one of this name stands in the same place already. Parameters: `name`, `place`, `code`."""

    message_id = "organisations.name_taken_here"


class AliasTaken(Conflict):
    """The other name is written down already. Parameters: `alias`, `name`."""

    message_id = "organisations.alias_taken"


class UnknownAlias(NotFound):
    """It has no such other name. Parameter: `alias`."""

    message_id = "organisations.unknown_alias"


class PointOutsideVietNam(Invalid):
    """The map point lies outside Viet Nam. Parameters: `latitude`, `longitude`."""

    message_id = "organisations.point_outside_viet_nam"


class PointIncomplete(Invalid):
    """Latitude without longitude, or the other way round."""

    message_id = "organisations.point_incomplete"


class ClosureOverlaps(Conflict):
    """Another closure holds on some of the days. Parameters: `first_day`, `last_day`, `reason`."""

    message_id = "organisations.closure_overlaps"


class DayOutOfReach(Invalid):
    """No day on which the register could have written anything. Parameters: `day`, `first`, `last`."""

    message_id = "organisations.day_out_of_reach"


class DaysBackwards(Invalid):
    """The last day lies before the first. Parameters: `first_day`, `last_day`."""

    message_id = "organisations.days_backwards"


class UnknownClosure(NotFound):
    """No such closure of this organisation."""

    message_id = "organisations.unknown_closure"


class UnknownTimetable(NotFound):
    """No timetable of this organisation begins on the day. Parameter: `since`."""

    message_id = "organisations.unknown_timetable"


class PostWithoutPlaces(Invalid):
    """A post must be there for one person at least. Parameter: `title`."""

    message_id = "organisations.post_without_places"


class PostTaken(Conflict):
    """The post is written down already on these days. Parameter: `title`."""

    message_id = "organisations.post_taken"


class UnknownPost(NotFound):
    """No such post of this organisation."""

    message_id = "organisations.unknown_post"


class PostEnded(Invalid):
    """The post ended, or would end before it began. Parameters: `title`, `since`."""

    message_id = "organisations.post_ended"


# The oldest institutions that are still there were founded after it; nothing is decided further ahead than a term.
FIRST_DAY: Final = date(1900, 1, 1)
YEARS_AHEAD: Final = 5


def last_day_from(today: date) -> date:
    """The last day that may be written down on `today`."""
    return date(today.year + YEARS_AHEAD, today.month, min(today.day, 28))


def require_day(today: date, *days: date | None) -> None:
    """Days of the register lie between 1900 and five years ahead; a day left out is let be. DayOutOfReach."""
    last = last_day_from(today)
    for day in days:
        if day is not None and not FIRST_DAY <= day <= last:
            raise DayOutOfReach(day=day, first=FIRST_DAY, last=last)


# Mainland, islands and the two archipelagos: WGS 84 degrees, south, north, west, east.
VIET_NAM: Final = (Decimal("6.5"), Decimal("23.4"), Decimal("102.1"), Decimal("117.9"))


def require_point(latitude: Decimal | None, longitude: Decimal | None) -> None:
    """A point on the map is whole and lies in Viet Nam, or is not there."""
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise PointIncomplete()
    south, north, west, east = VIET_NAM
    if not (south <= latitude <= north and west <= longitude <= east):
        raise PointOutsideVietNam(latitude=latitude, longitude=longitude)


@dataclass(frozen=True)
class Contacts:
    """How to reach an institution; the point in WGS 84 degrees, whole or not at all."""

    phone: str = ""
    email: str = ""
    website: str = ""
    about: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class Building:
    """Areas in square metres, places to sit in the hall or reading room; None is "not known"."""

    floor_area: int | None = None
    land_area: int | None = None
    seats: int | None = None


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


def code_from(name: str) -> str:
    """A code for a name: small letters without accents, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80].strip("-")


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
