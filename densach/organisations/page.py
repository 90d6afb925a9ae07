"""What the screens of the register show: values ready for templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from densach.kernel.dates import parse_date
from densach.kernel.errors import InvalidDate
from densach.organisations import queries
from densach.organisations.models import (
    Area,
    Level,
    Organisation,
    OrganisationKind,
    OrganisationLineage,
    OrganisationVersion,
)
from densach.organisations.rules import Named, UnknownArea

PAGE = 50
KINDS = dict(OrganisationKind.choices)
LEVELS = dict(Level.choices)


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `place` is an area's code; `on` the day that the register is read at."""

    on: date
    text: str = ""
    kind: str = ""
    level: str = ""
    place: str = ""
    day: str = ""
    day_unread: str = ""
    after: str = ""

    def query(self, **other: str) -> str:
        told = {
            "q": self.text,
            "loai": self.kind,
            "cap": self.level,
            "noi": self.place,
            "ngay": self.day,
            **other,
        }
        return urlencode({name: value for name, value in told.items() if value})


def wanted_from(query: QueryDict, today: date) -> Wanted:
    """The filter as the address says it; what cannot be understood asks for nothing, an unread day is told back."""
    kind, level, day = query.get("loai", ""), query.get("cap", ""), query.get("ngay", "").strip()
    wanted = Wanted(
        on=today,
        text=query.get("q", "").strip()[:200],
        kind=kind if kind in KINDS else "",
        level=level if level in LEVELS else "",
        place=query.get("noi", ""),
        after=query.get("after", ""),
    )
    if not day:
        return wanted
    try:
        return replace(wanted, on=parse_date(day), day=day)
    except InvalidDate:
        return replace(wanted, day_unread=day)


@dataclass(frozen=True)
class Line:
    """One organisation of the list."""

    one: Named
    kind: str
    level: str
    place: str
    parent: str


def area_of(wanted: Wanted) -> Area | None:
    try:
        return queries.area_by_code(wanted.place) if wanted.place else None
    except UnknownArea:
        return None


def page_of(wanted: Wanted, limit: int = PAGE) -> tuple[list[Line], str]:
    """A page of the register and the key after which the next one begins; empty at the end."""
    kinds = (wanted.kind,) if wanted.kind else ()
    found = queries.search(
        wanted.on,
        text=wanted.text,
        kinds=kinds,
        level=wanted.level,
        area=area_of(wanted),
        after=wanted.after,
        limit=limit + 1,
    )
    following = found[limit - 1][1] if len(found) > limit else ""
    return lines_of([one for one, _key in found[:limit]], wanted.on), following


def lines_of(found: Iterable[Named], on: date) -> list[Line]:
    """Lines with the names of places and of whom each stands under; two queries for any number."""
    listed = list(found)
    places = queries.area_names({one.area_id for one in listed}, on)
    parents = queries.names_of({one.parent_id for one in listed if one.parent_id}, on)
    return [
        Line(
            one,
            str(KINDS.get(one.kind, one.kind)),
            str(LEVELS.get(one.level, one.level)),
            places.get(one.area_id, ""),
            parents.get(one.parent_id or 0, ""),
        )
        for one in listed
    ]


def all_lines(wanted: Wanted) -> Iterator[Line]:
    """Every line that the filter lets through, a page at a time."""
    wanted = replace(wanted, after="")
    while True:
        lines, following = page_of(wanted, 500)
        yield from lines
        if not following:
            return
        wanted = replace(wanted, after=following)


@dataclass(frozen=True)
class PastLine:
    """One version with the names that its parent and place had on its first day."""

    version: OrganisationVersion
    kind: str
    level: str
    parent: str
    place: str


def past_of(organisation: Organisation) -> list[PastLine]:
    """The versions, newest first. Names are those of each version's first day: two queries a version."""
    found = []
    for version in queries.history(organisation):
        day = version.valid_from
        parent = (
            queries.names_of([version.parent_id], day).get(version.parent_id, "") if version.parent_id else ""
        )
        found.append(
            PastLine(
                version,
                str(KINDS.get(version.kind, version.kind)),
                str(LEVELS.get(version.level, version.level)),
                parent,
                queries.area_name(version.area_id, day),
            )
        )
    return found


@dataclass(frozen=True)
class Kin:
    """Someone from whom, or as whom, an organisation went on."""

    code: str
    name: str
    on: date
    legal_basis: str


def kin_of(organisation: Organisation) -> tuple[list[Kin], list[Kin]]:
    """From whom it came and as whom it went on."""
    before = [(row.predecessor, row) for row in queries.origins_of(organisation)]
    after = [(row.successor, row) for row in queries.successions_of(organisation)]
    ids = {one.pk for one, _row in (*before, *after) if one is not None}
    names = queries.names_of(ids, date.max)

    def kin(rows: list[tuple[Organisation | None, OrganisationLineage]]) -> list[Kin]:
        return [Kin(one.code, names[one.pk], row.on, row.legal_basis) for one, row in rows if one is not None]

    return kin(before), kin(after)
