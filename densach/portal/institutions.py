"""The institutions that citizens may look for: which kinds, in which groups, and where each stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from densach.facts.measures import CENTRES, LIBRARIES, MUSEUMS
from densach.kernel.dates import today
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.organisations.doorplate import opens_at, today_words
from densach.organisations.models import Area, Level, OrganisationKind
from densach.organisations.opening import Opening
from densach.organisations.queries import AreaHit
from densach.organisations.rules import Named, UnknownArea

PAGE: Final = 50
SUGGESTED: Final = 8
MOST: Final = 5000
PUBLIC: Final = (*LIBRARIES, *MUSEUMS, *CENTRES)
KINDS: Final = dict(OrganisationKind.choices)


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


def page_name(kind: str) -> str:
    """Under which address the page of an institution of the kind is known: `portal:` and this."""
    return "library" if kind in LIBRARIES else "centre" if kind in CENTRES else "institution"


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: words of a name, a kind, a province by its code, a commune by its code or by what
    somebody calls it, and whether it must be open now.
    """

    text: str = ""
    kind: str = ""
    province: str = ""
    commune: str = ""
    open_now: bool = False
    this_week: bool = False
    after: str = ""

    def query(self, **other: str) -> str:
        told = {
            "q": self.text,
            "loai": self.kind,
            "tinh": self.province,
            "xa": self.commune,
            "mo": "1" if self.open_now else "",
            "tuan": "1" if self.this_week else "",
            **other,
        }
        return urlencode({name: value for name, value in told.items() if value})


def wanted_from(query: QueryDict) -> Wanted:
    return Wanted(
        text=query.get("q", "").strip()[:200],
        kind=query.get("loai", ""),
        province=query.get("tinh", ""),
        commune=query.get("xa", "").strip()[:120],
        open_now=query.get("mo", "") == "1",
        this_week=query.get("tuan", "") == "1",
        after=query.get("after", ""),
    )


@dataclass(frozen=True)
class Card:
    """One institution as a list shows it: `today` tells its hours, `is_open` whether it is open at this instant, `note`
    what else is to be said of it.
    """

    one: Named
    kind: str
    place: str
    phone: str = ""
    today: str = ""
    is_open: bool = False
    formerly: str = ""
    note: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A commune that the typed name may mean; `note` tells what was there before, or which province it is in."""

    code: str
    name: str
    note: str


@dataclass(frozen=True)
class Places:
    """What may be chosen: provinces, names of communes of the chosen one; and what the typed commune means.

    `area`: what the list is narrowed to. `unknown`: a commune was typed that nobody knows: nothing is listed.
    """

    provinces: list[tuple[Area, str]]
    communes: list[str]
    area: Area | None
    commune_name: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    unknown: bool = False


def places_of(wanted: Wanted, on: date) -> Places:
    """An unknown province chooses nothing. A commune may be typed by any name, old or new, with or without accents."""
    provinces = organisations.provinces(on)
    province = next((area for area, _name in provinces if area.code == wanted.province), None)
    listed = organisations.communes_of(province, on) if province else []
    names = [name for _pk, _code, name in listed]
    if not wanted.commune:
        return Places(provinces, names, province)
    folded = fold(wanted.commune)
    for pk, code, name in listed:
        if wanted.commune == code or folded in (fold(name), fold(name).partition(" ")[2]):
            return Places(provinces, names, Area(pk=pk, code=code), name)
    try:
        area = organisations.area_by_code(wanted.commune)
    except UnknownArea:
        area = None
    if area is not None:
        # A commune that was chosen before its province was changed is forgotten.
        name = organisations.area_name(area.pk, on) if province is None else ""
        return Places(provinces, names, province or area, name)
    inside = None if province is None else {code for _pk, code, _name in listed}
    return _by_any_name(wanted, Places(provinces, names, province), inside, on)


def _by_any_name(wanted: Wanted, places: Places, inside: set[str] | None, on: date) -> Places:
    """What the typed name means in the map, today's or a former one; `inside` are the chosen province's communes."""
    suggestions: dict[str, Suggestion] = {}
    for hit in organisations.find_areas(wanted.commune, limit=30):
        for one in _suggested(hit):
            if inside is None or one.code in inside:
                suggestions.setdefault(one.code, one)
    folded = fold(wanted.commune)
    # Who types just its own name means that one, not all that have the words in theirs.
    exact = [
        one for one in suggestions.values() if folded in (fold(one.name), fold(one.name).partition(" ")[2])
    ]
    found = exact[:SUGGESTED] or list(suggestions.values())[:SUGGESTED]
    if len(found) != 1:
        return replace(places, area=None, suggestions=tuple(found), unknown=not found)
    area = organisations.area_by_code(found[0].code)
    return replace(places, area=area, commune_name=found[0].name, suggestions=())


def _suggested(hit: AreaHit) -> list[Suggestion]:
    if hit.level != Level.COMMUNE:
        return []
    if hit.is_now:
        return [Suggestion(hit.code, hit.now_called or hit.name, hit.place)]
    note = _("formerly %(name)s, %(place)s") % {"name": hit.name, "place": hit.place}
    return [Suggestion(one.code, one.name, str(note)) for one in hit.became]


def kinds_in(group: Group, on: date) -> list[tuple[str, str]]:
    """The kinds of the group of which there is any."""
    counted = organisations.tally_by_kind(on)
    return [(kind, str(KINDS[kind])) for kind in group.kinds if counted.get(kind)]


def page_of(
    wanted: Wanted, group: Group, area: Area | None, at: datetime, *, among: Collection[int] | None = None
) -> tuple[list[Card], str]:
    """A page in alphabetical order, and the key after which the next one begins; empty at the end.

    `among`: only these institutions.
    """
    on = today(at)
    kinds = (wanted.kind,) if wanted.kind in group.kinds else group.kinds
    # Who is open now, or on this week, is few among many: they are picked from all that fit.
    limit = MOST if wanted.open_now or among is not None else PAGE + 1
    found = organisations.search(
        on, text=wanted.text, kinds=kinds, area=area, after=wanted.after, limit=limit
    )
    if among is not None:
        found = [pair for pair in found if pair[0].id in among]
    if wanted.open_now:
        open_now = organisations.open_ids(at)
        found = [pair for pair in found if pair[0].id in open_now]
    following = found[PAGE - 1][1] if len(found) > PAGE else ""
    page = [one for one, _key in found[:PAGE]]
    before = organisations.earlier_names(page, wanted.text, on)
    return [replace(card, formerly=before.get(card.one.id, "")) for card in cards_of(page, at)], following


def cards_of(found: Iterable[Named], at: datetime) -> list[Card]:
    """Cards with place, telephone and today's hours. Four queries for any number."""
    listed = list(found)
    on = today(at)
    ids = [one.id for one in listed]
    places = organisations.area_names({one.area_id for one in listed}, on)
    profiles = organisations.profiles_of(ids)
    openings = organisations.openings_on(ids, on)
    return [
        _card(
            one,
            places.get(one.area_id, ""),
            profiles[one.id].phone if one.id in profiles else "",
            openings.get(one.id),
            at,
        )
        for one in listed
    ]


def _card(one: Named, place: str, phone: str, opening: Opening | None, at: datetime) -> Card:
    if opening is None:
        return Card(one, kind_of(one), place, phone)
    return Card(one, kind_of(one), place, phone, today_words(opening), opens_at(opening, at))


def kind_of(one: Named) -> str:
    return str(KINDS.get(one.kind, one.kind))


def leading(at: datetime, area: Area | None, limit: int = 6) -> list[Card]:
    """The institutions that serve a whole province, for the front page: libraries first."""
    order = ("public_library", "museum", "culture_centre")
    found = organisations.alive(today(at), kinds=order, levels=("province",), area=area)
    return cards_of(sorted(found, key=lambda one: order.index(one.kind))[:limit], at)
