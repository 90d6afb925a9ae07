"""The institutions that citizens may look for: which kinds, in which groups, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from densach.facts.measures import CENTRES, LIBRARIES, MUSEUMS
from densach.facts.page import Choice, choices_of
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Area, Level, OrganisationKind
from densach.organisations.rules import Named

PAGE: Final = 50
PUBLIC: Final = (*LIBRARIES, *MUSEUMS, *CENTRES)
_KINDS: Final = dict(OrganisationKind.choices)
_LEVELS: Final = dict(Level.choices)


@dataclass(frozen=True)
class Group:
    """What stands together on one page: `name` is the URL's name, `icon` and `drawing` are the ui's."""

    name: str
    label: Promise
    lead: Promise
    icon: str
    drawing: str
    kinds: tuple[str, ...]


GROUPS: Final = (
    Group(
        "libraries",
        _("Libraries"),
        _("Where to read, borrow and learn: public, school and university libraries."),
        "book",
        "child",
        LIBRARIES,
    ),
    Group(
        "museums",
        _("Museums"),
        _("Where things tell of who we are: museums and memorial houses."),
        "bank",
        "drum",
        MUSEUMS,
    ),
    Group(
        "culture",
        _("Culture houses"),
        _("Where people meet, sing, play and learn together: culture centres, culture houses and clubs."),
        "music-note-beamed",
        "boat",
        CENTRES,
    ),
)
EVERY: Final = Group(
    "institutions",
    _("Institutions"),
    _("Libraries, museums and culture houses, by name and place."),
    "geo-alt",
    "river",
    PUBLIC,
)


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: words of a name, a province and a commune in it, by their codes."""

    text: str = ""
    province: str = ""
    commune: str = ""
    after: str = ""

    def query(self, **other: str) -> str:
        told = {"q": self.text, "tinh": self.province, "xa": self.commune, **other}
        return urlencode({name: value for name, value in told.items() if value})


def wanted_from(query: QueryDict) -> Wanted:
    return Wanted(
        text=query.get("q", "").strip()[:200],
        province=query.get("tinh", ""),
        commune=query.get("xa", ""),
        after=query.get("after", ""),
    )


@dataclass(frozen=True)
class Card:
    """One institution as a list shows it."""

    one: Named
    kind: str
    place: str


@dataclass(frozen=True)
class Places:
    """What may be chosen: provinces, and the communes of the one that is chosen."""

    provinces: list[tuple[Area, str]]
    communes: list[tuple[int, str, str]]
    area: Area | None


def places_of(wanted: Wanted, on: date) -> Places:
    """Unknown codes choose nothing, and a commune outside the chosen province is forgotten."""
    provinces = organisations.provinces(on)
    province = next((area for area, _name in provinces if area.code == wanted.province), None)
    if province is None:
        return Places(provinces, [], None)
    communes = organisations.communes_of(province, on)
    chosen = next(
        (Area(pk=pk, code=code) for pk, code, _name in communes if code == wanted.commune), province
    )
    return Places(provinces, communes, chosen)


def page_of(wanted: Wanted, kinds: Sequence[str], area: Area | None, on: date) -> tuple[list[Card], str]:
    """A page in alphabetical order, and the key after which the next one begins; empty at the end."""
    found = organisations.search(
        on, text=wanted.text, kinds=kinds, area=area, after=wanted.after, limit=PAGE + 1
    )
    following = found[PAGE - 1][1] if len(found) > PAGE else ""
    return cards_of([one for one, _key in found[:PAGE]], on), following


def cards_of(found: Iterable[Named], on: date) -> list[Card]:
    listed = list(found)
    places = organisations.area_names({one.area_id for one in listed}, on)
    return [Card(one, kind_of(one), places.get(one.area_id, "")) for one in listed]


def kind_of(one: Named) -> str:
    return str(_KINDS.get(one.kind, one.kind))


def leading(on: date, area: Area | None, limit: int = 6) -> list[Card]:
    """The institutions that serve a whole province, for the front page: libraries first."""
    order = ("public_library", "museum", "culture_centre")
    found = organisations.alive(on, kinds=order, levels=("province",), area=area)
    return cards_of(sorted(found, key=lambda one: order.index(one.kind))[:limit], on)


@dataclass(frozen=True)
class Portrait:
    """All that the page of one institution shows."""

    one: Named
    kind: str
    level: str
    places: list[str]
    group: Group
    ended: date | None
    figures: list[Choice]
    figures_on: date
    above: Named | None
    above_is_public: bool
    went_on_as: list[Card]
    leads: list[Card]
    here: list[Card]
    aliases: list[str]


def portrait_of(code: str, on: date) -> Portrait:
    """Raises NotFound for whatever is no institution for citizens."""
    organisation = organisations.by_code(code)
    one = organisations.named(organisation, on)
    group = next((group for group in GROUPS if one.kind in group.kinds), None)
    if group is None:
        raise NotFound()
    last = organisations.history(organisation)[0].valid_to
    around = organisations.ancestors_of_area(one.area_id, on)
    names = organisations.area_names(around, on)
    above = organisations.named(one.parent_id, on) if one.parent_id else None
    province = around[-2] if len(around) > 1 else around[0]
    ended = last if last is not None and last < on else None
    # What has ended shows the figures of its last year.
    figures_on = ended or on
    followers = [row.successor_id for row in organisations.successions_of(organisation) if row.successor_id]
    return Portrait(
        one=one,
        kind=kind_of(one),
        level=str(_LEVELS.get(one.level, one.level)),
        places=[names[key] for key in around[:-1]] or [names[key] for key in around],
        group=group,
        ended=ended,
        figures=[choice for choice in choices_of(one, figures_on) if choice.this_year],
        figures_on=figures_on,
        above=above,
        above_is_public=above is not None and above.kind in PUBLIC,
        went_on_as=cards_of(organisations.all_named(followers, on).values(), on),
        leads=_leads(one, group, province, on),
        here=_here(one, on),
        aliases=organisations.aliases_of(organisation),
    )


def _leads(one: Named, group: Group, province: int, on: date) -> list[Card]:
    """The provincial institutions of the same kind, to which a smaller one belongs."""
    if one.level == Level.PROVINCE:
        return []
    found = organisations.alive(on, kinds=(one.kind,), levels=(Level.PROVINCE,), area_ids=[province])
    return cards_of(found, on)


def _here(one: Named, on: date, limit: int = 6) -> list[Card]:
    """Others in the same place."""
    found = organisations.alive(on, kinds=PUBLIC, area_ids=[one.area_id])
    return cards_of([other for other in found if other.id != one.id][:limit], on)
