"""What the list of the register shows: what it is narrowed to, its lines, and how many of each family there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, get_args
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from densach.kernel.vietnamese import fold
from densach.organisations import queries
from densach.organisations.kinds import FAMILIES, kinds_asked
from densach.organisations.models import Area, Level, OrganisationKind, Ownership, Rank
from densach.organisations.queries import AreaHit, Asked, Registered
from densach.organisations.queries.listing import State
from densach.organisations.rules import UnknownArea
from densach.ui.daywise import DayAsked, asked_of
from densach.ui.nav import NavItem

PAGE: Final = 50
KINDS: Final = dict(OrganisationKind.choices)
LEVELS: Final = dict(Level.choices)
RANKS: Final = {value: label for value, label in Rank.choices if value}
OWNERSHIPS: Final = dict(Ownership.choices)
_STATES: Final = get_args(State)
_CODE: Final = re.compile(r"[a-z0-9][a-z0-9.-]*")
# Told where a name means several places; who needs more types more.
_TOLD: Final = 8
_WEIGHED: Final = 40


@dataclass(frozen=True)
class Place:
    """The place that a list is narrowed to, as it was asked for: found, meant several ways, or unknown."""

    written: str = ""
    area: Area | None = None
    meant: tuple[AreaHit, ...] = ()
    then: tuple[tuple[str, str], ...] = ()  # code and name of what it was, on a day before it began

    @property
    def unknown(self) -> bool:
        return bool(self.written) and self.area is None and not self.meant

    @property
    def asked(self) -> str:
        """What the address says: the code, so that a link means the same place for ever."""
        return self.area.code if self.area else self.written


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to: `kind` is a kind or a family. The day is that of `day`."""

    day: DayAsked
    text: str = ""
    kind: str = ""
    level: str = ""
    rank: str = ""
    ownership: str = ""
    place: Place = Place()
    state: State = "present"
    after: str = ""

    @property
    def on(self) -> date:
        return self.day.on

    def query(self, **other: str) -> str:
        told = {
            "q": self.text,
            "loai": self.kind,
            "cap": self.level,
            "hang": self.rank,
            "so-huu": self.ownership,
            "noi": self.place.asked,
            "tt": self.state if self.state != "present" else "",
            "ngay": self.day.day,
            **other,
        }
        return urlencode({name: value for name, value in told.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query(ngay="", tt=""))

    def asked(self) -> Asked:
        return Asked(
            text=self.text,
            kinds=kinds_asked(self.kind),
            level=self.level,
            rank=self.rank,
            ownership=self.ownership,
            area=self.place.area,
            state=self.state,
        )


def wanted_from(query: QueryDict, today: date) -> Wanted:
    """The filter as the address says it; what cannot be understood asks for nothing, an unread day is told back."""
    day = asked_of(query, today)
    state: State = next((one for one in _STATES if one == query.get("tt")), "present")
    return Wanted(
        day=day,
        text=query.get("q", "").strip()[:200],
        kind=query.get("loai", "") if kinds_asked(query.get("loai", "")) else "",
        level=_known(query, "cap", LEVELS),
        rank=_known(query, "hang", RANKS),
        ownership=_known(query, "so-huu", OWNERSHIPS),
        place=place_of(query.get("noi", "").strip()[:200], day.on),
        state=state,
        after=query.get("after", ""),
    )


def _known(query: QueryDict, name: str, choices: Mapping[str, object]) -> str:
    return query.get(name, "") if query.get(name, "") in choices else ""


def place_of(text: str, on: date) -> Place:
    """A place by its code or by any name that it has or had; a name of several is told with all of them."""
    if not text:
        return Place()
    if _CODE.fullmatch(text):
        try:
            area = queries.area_by_code(text)
        except UnknownArea:
            pass
        else:
            return _place(queries.area_name(area.pk, on), area, on)
    found = queries.find_areas(text, on, limit=_WEIGHED) or queries.find_areas(text, limit=_WEIGHED)
    # Communes of one name are many in the country, but institutions stand in few of them.
    settled = queries.settled_areas([hit.id for hit in found])
    found = [hit for hit in found if hit.id in settled] or found
    called = fold(text.split(",")[0])
    exact = [hit for hit in found if called in {fold(hit.name), _bare(hit.name)}] or found
    if len(exact) != 1:
        return Place(text, meant=tuple(exact[:_TOLD]))
    hit = exact[0]
    return _place(", ".join((hit.name, *hit.where)), Area(pk=hit.id, code=hit.code), on)


def _place(name: str, area: Area, on: date) -> Place:
    then = queries.areas_named(queries.areas_then(area, on), on)
    return Place(name, area, then=tuple(then))


def _bare(name: str) -> str:
    """The name without the word for what kind of place it is."""
    return re.sub(r"^(thanh pho|thi xa|thi tran|dac khu|tinh|quan|huyen|phuong|xa)\s+", "", fold(name))


@dataclass(frozen=True)
class Line:
    """One organisation of the list, in words."""

    row: Registered
    kind: str
    family: str
    level: str
    rank: str
    ownership: str
    place: str
    parent: str
    formerly: str = ""


def page_of(wanted: Wanted, limit: int = PAGE) -> tuple[list[Line], str]:
    """A page of the register and the key after which the next one begins; empty at the end."""
    if wanted.place.written and wanted.place.area is None:
        return [], ""
    found = queries.register_page(wanted.on, wanted.asked(), after=wanted.after, limit=limit + 1)
    following = found[limit - 1].key if len(found) > limit else ""
    lines = lines_of(found[:limit], wanted.on)
    before = queries.earlier_names([line.row.one for line in lines], wanted.text, wanted.on)
    return [replace(line, formerly=before.get(line.row.one.id, "")) for line in lines], following


def lines_of(found: Iterable[Registered], on: date) -> list[Line]:
    """Lines with the names of places and of whom each stands under; two queries for any number."""
    listed = list(found)
    places = queries.area_names({row.one.area_id for row in listed}, on)
    parents = queries.names_of({row.one.parent_id for row in listed if row.one.parent_id}, on)
    families = {kind: str(family.name) for family in FAMILIES for kind in family.kinds}
    return [
        Line(
            row,
            str(KINDS.get(row.one.kind, row.one.kind)),
            families.get(row.one.kind, ""),
            str(LEVELS.get(row.one.level, row.one.level)),
            str(RANKS.get(row.rank, "")),
            str(OWNERSHIPS.get(row.ownership, "")),
            places.get(row.one.area_id, ""),
            parents.get(row.one.parent_id or 0, ""),
        )
        for row in listed
    ]


def pages_of(wanted: Wanted, limit: int = 500) -> Iterator[list[Line]]:
    """Every line that the filter lets through, some hundreds at a time."""
    wanted = replace(wanted, after="")
    while True:
        lines, following = page_of(wanted, limit)
        yield lines
        if not following:
            return
        wanted = replace(wanted, after=following)


def family_bar(wanted: Wanted) -> list[NavItem]:
    """How many of each family the rest of the filter lets through, each a way to see them alone."""
    if wanted.place.written and wanted.place.area is None:
        return []
    counted = queries.tally_by_kind(wanted.on, wanted.asked())
    every = NavItem(
        _("All"), f"?{wanted.query(loai='')}", active=not wanted.kind, badge=sum(counted.values())
    )
    bar = [every]
    for family in FAMILIES:
        number = sum(counted.get(kind, 0) for kind in family.kinds)
        active = wanted.kind == family.code or wanted.kind in family.kinds
        if number or active:
            url = f"?{wanted.query(loai=family.code)}"
            bar.append(NavItem(str(family.name), url, active=active, badge=number))
    return bar


def kind_groups() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each family's code and name with its kinds, for the grouped choice of a list."""
    return [
        (family.code, str(family.name), [(kind, str(KINDS[kind])) for kind in family.kinds])
        for family in FAMILIES
    ]
