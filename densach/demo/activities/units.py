"""The forty units of the demo that hold activities, and their rooms. What they hold they no longer count by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from densach.demo.counts import ACTIVITIES_COUNT, Planned
from densach.demo.places import Commune, Places
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.services.activities.actions import venues
from densach.services.activities.queries import Venue
from densach.services.activities.rules.grounds import Equipment, VenueData

CENTRES: Final = 28
LIBRARIES: Final = 9
HELD: Final = frozenset(
    (
        "culture.sessions", "culture.group_sessions", "culture.participants", "culture.classes",
        "culture.festivals", "library.displays", "library.book_day_events", "library.skill_classes",
        "museum.programmes", "museum.heritage_events", "museum.museum_day_events",
    )
)  # fmt: skip


@dataclass
class Unit:
    """`family` as kinds of activity know it; `commune` "" for the province's own."""

    organisation: Organisation
    family: str
    number: int
    commune: str = ""
    rooms: list[Venue] = field(default_factory=list)


def diligent(places: Places) -> list[Commune]:
    """Communes that never fall silent: their culture centres hold activities here."""
    return [one for number, one in enumerate(places.communes) if number % 25 != 7 and number % 17 != 4]


def forty(places: Places) -> list[Unit]:
    """Three of the province, twenty-eight culture centres and nine libraries of communes."""
    found = [
        Unit(places.centre, "centre", 0),
        Unit(places.library, "library", 1),
        Unit(places.museum, "museum", 2),
    ]
    communes = diligent(places)
    for number, one in enumerate(communes[:CENTRES]):
        found.append(Unit(one.centre, "centre", 3 + number, one.name))
    with_library = [one for one in communes if one.library is not None and one.has_desk]
    for number, one in enumerate(with_library[:LIBRARIES]):
        if one.library is not None:
            found.append(Unit(one.library, "library", 40 + number, one.name))
    return found


def held_by(places: Places) -> Callable[[Planned], bool]:
    """Whether a planned count by hand is of something that one of the forty now holds here."""
    units = {one.organisation.pk for one in forty(places)}
    return lambda planned: (
        planned.organisation.pk in units and planned.since >= ACTIVITIES_COUNT and planned.measure in HELD
    )


def furnish(at: datetime, actor: Actor, unit: Unit) -> None:
    """Its rooms, with what stands in them."""
    big = not unit.commune
    for name, seats, things in _ROOMS[unit.family][: 3 if big else 1]:
        told = VenueData(
            name=name, seats=seats if big else max(seats // 3, 20),
            equipment=tuple(Equipment(what, number) for what, number in things),
        )  # fmt: skip
        unit.rooms.append(venues.add_venue(at=at, actor=actor, organisation=unit.organisation, data=told))


_ROOMS: Final = {
    "centre": (
        ("Hội trường", 300, (("Máy chiếu", 1), ("Loa, âm li", 2), ("Ghế", 100))),
        ("Phòng năng khiếu", 40, (("Đàn tranh", 8), ("Gương", 4))),
        ("Sân khấu ngoài trời", 600, (("Khung đèn", 2),)),
    ),
    "library": (
        ("Phòng đọc thiếu nhi", 60, (("Máy chiếu", 1), ("Thảm ngồi", 20))),
        ("Phòng máy tính", 24, (("Máy tính", 20),)),
        ("Hội trường thư viện", 150, (("Máy chiếu", 1), ("Micro", 3))),
    ),
    "museum": (
        ("Phòng trải nghiệm", 45, (("Bàn làm gốm", 6),)),
        ("Phòng chuyên đề", 80, (("Tủ trưng bày", 12),)),
    ),
}
