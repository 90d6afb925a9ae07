"""One institution as citizens see it: what it offers, when it opens, how to reach it, what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from densach.facts.page import Choice, choices_of
from densach.kernel.dates import today
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.doorplate import Plate, plate
from densach.organisations.models import Area, Level, OrganisationVersion, Profile
from densach.organisations.rules import Named
from densach.organisations.tilemaps import locator
from densach.portal.institutions import GROUPS, PUBLIC, Card, Group, cards_of, kind_of
from densach.programme.capabilities import queries as capabilities
from densach.ui.tilemap import TileMap

LEVELS: Final = dict(Level.choices)


@dataclass(frozen=True)
class Portrait:
    """All that the page of one institution shows."""

    one: Named
    version: OrganisationVersion
    kind: str
    level: str
    places: list[str]
    group: Group
    founded: date
    begins: date | None  # its first day, where that is still to come
    ended: date | None
    profile: Profile | None
    door: Plate
    offers: list[str]
    map: TileMap | None
    figures: list[Choice]
    figures_on: date
    above: Named | None
    above_is_public: bool
    went_on_as: list[Card]
    leads: list[Card]
    here: list[Card]
    aliases: list[str]

    @property
    def point(self) -> str:
        """Latitude and longitude for a link `geo:` (RFC 5870); empty where nobody has set it."""
        if self.profile is None or self.profile.latitude is None:
            return ""
        return f"{self.profile.latitude},{self.profile.longitude}"


def portrait_of(code: str, at: datetime) -> Portrait:
    """Raises NotFound for whatever is no institution for citizens."""
    on = today(at)
    organisation = organisations.by_code(code)
    versions = organisations.timeline(organisation.pk)
    one = organisations.named(organisation, on)
    group = next((group for group in GROUPS if one.kind in group.kinds), None)
    if group is None:
        raise NotFound()
    last = versions[-1].valid_to
    ended = last if last is not None and last < on else None
    first = versions[0].valid_from
    begins = first if first > on else None
    # What has ended is shown where it stood, with the figures of its last year; what will begin, where it will stand.
    then = ended or begins or on
    around = organisations.ancestors_of_area(one.area_id, then)
    names = organisations.area_names(around, then)
    above = organisations.named(one.parent_id, then) if one.parent_id else None
    province = around[-2] if len(around) > 1 else around[0]
    return Portrait(
        one=one,
        version=organisations.on_day(versions, on),
        kind=kind_of(one),
        level=str(LEVELS.get(one.level, one.level)),
        places=[names[key] for key in around[:-1]] or [names[key] for key in around],
        group=group,
        founded=first,
        begins=begins,
        ended=ended,
        profile=organisations.profile_of(one.id),
        door=_door(one, ended or begins, at),
        offers=[] if ended or begins else offers_of(one, on),
        map=locator(one.area_id, Area(pk=province), on, names[one.area_id]),
        figures=[choice for choice in choices_of(one, then) if choice.this_year],
        figures_on=then,
        above=above,
        above_is_public=above is not None and above.kind in PUBLIC,
        went_on_as=cards_of(_followers(organisation.pk, on), at),
        leads=[] if ended else _leads(one, province, at),
        here=_here(one, at),
        aliases=organisations.aliases_of(organisation),
    )


def _followers(pk: int, on: date) -> list[Named]:
    """What lives on today of one that has ended, however many steps it took."""
    found: dict[int, Named] = {}
    waiting, seen = [pk], {pk}
    while waiting:
        steps = organisations.successor_ids(waiting)
        waiting = [key for key in steps if key not in seen]
        seen.update(waiting)
        found |= organisations.all_named(waiting, on)
    alive = organisations.alive_ids(found, on)
    return [named for key, named in found.items() if key in alive]


def _door(one: Named, other_day: date | None, at: datetime) -> Plate:
    """The hours of today; of one that has ended or is still to begin, those of that day, open at no instant."""
    on = today(at)
    if other_day is None:
        return plate(*organisations.hours_of(one.id, on), on, at)
    if other_day < on:
        return plate((), (), other_day, None)
    return replace(plate(*organisations.hours_of(one.id, other_day), other_day, None), today="")


def offers_of(one: Named, on: date) -> list[str]:
    """What it can do, as far as the level above has verified it."""
    rows = capabilities.sheet_of(one, on)
    return [row.capability.name for row in rows if row.answer and row.answer.answer and row.answer.verified]


def _leads(one: Named, province: int, at: datetime) -> list[Card]:
    """The provincial institutions of the same kind, to which a smaller one belongs."""
    if one.level == Level.PROVINCE:
        return []
    found = organisations.alive(today(at), kinds=(one.kind,), levels=(Level.PROVINCE,), area_ids=[province])
    return cards_of(found, at)


def _here(one: Named, at: datetime, limit: int = 6) -> list[Card]:
    """Others in the same place."""
    found = organisations.alive(today(at), kinds=PUBLIC, area_ids=[one.area_id])
    return cards_of([other for other in found if other.id != one.id][:limit], at)
