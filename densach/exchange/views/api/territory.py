"""Areas and organisations through time."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Router, Schema

from densach.exchange import access, queries
from densach.exchange.views.api.answers import LIMIT, Asking, Day, Limit, Page, Text, answers, page
from densach.organisations import queries as organisations
from densach.organisations.map import VOUCHED_FROM
from densach.organisations.queries import Asked
from densach.organisations.rules import NoMapBefore

router = Router(tags=["Areas and organisations"])


class Area(Schema):
    code: str
    name: str
    kind: str
    level: str
    parent: str | None
    official_code: str
    legal_basis: str
    valid_from: date
    valid_to: date | None


class Tie(Schema):
    code: str | None
    on: date
    kind: str
    part: bool
    legal_basis: str


class AreaHistory(Schema):
    code: str
    versions: list[Area]
    predecessors: list[Tie]
    successors: list[Tie]


def _area(row: Any, code: str = "") -> dict[str, Any]:
    return {
        "code": code or row.area.code,
        "name": row.name,
        "kind": row.kind,
        "level": row.level,
        "parent": row.parent.code if row.parent else None,
        "official_code": row.official_code,
        "legal_basis": row.legal_basis,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }


@router.get("/areas", response=answers(Page[Area]), url_name="areas", summary="Areas of a day")
def areas(
    request: Asking,
    on: Day | None = None,
    level: Literal["", "nation", "province", "district", "commune"] = "",
    within: Text = "",
    after: Text = "",
    limit: Limit = LIMIT,
) -> Any:
    """The map as it was on the day: each area with its name, its kind and the area in which it lay, by code.

    `within` narrows to an area and all inside it. A day before the first one that the map knows is refused.
    """
    day = on or request.auth.on
    if day < VOUCHED_FROM:
        raise NoMapBefore(on=day, first=VOUCHED_FROM)
    inside = None
    if within:
        inside = organisations.area_ids_within(organisations.area_by_code(within), day)
    rows = queries.areas_on(day, level=level, within=inside)
    if after:
        rows = rows.filter(area__code__gt=after)
    return page(request, list(rows[: limit + 1]), limit, lambda one: one.area.code, _area)


@router.get("/areas/{code}", response=answers(AreaHistory), url_name="area", summary="One area through time")
def area(request: Asking, code: Text) -> Any:
    """Every version of an area, from which areas it came and into which it went."""
    found = organisations.area_by_code(code)
    ties = organisations.ties_of_areas([found.pk])
    codes = organisations.area_codes({key for one in ties for key in (one.before, one.after) if key})

    def told(key: int | None, tie: Any) -> dict[str, Any]:
        return {
            "code": codes.get(key or 0),
            "on": tie.on,
            "kind": tie.kind,
            "part": tie.part,
            "legal_basis": tie.legal_basis,
        }

    return {
        "code": found.code,
        "versions": [_area(row, found.code) for row in queries.area_versions(found.pk)],
        "predecessors": [told(one.before, one) for one in ties if one.after == found.pk],
        "successors": [told(one.after, one) for one in ties if one.before == found.pk],
    }


class Unit(Schema):
    code: str
    name: str
    kind: str
    level: str
    area: str
    parent: str | None
    rank: str
    ownership: str
    seat: str
    legal_basis: str
    founded: date
    valid_to: date | None


class UnitVersion(Schema):
    name: str
    kind: str
    level: str
    area: str
    parent: str | None
    rank: str
    ownership: str
    seat: str
    legal_basis: str
    valid_from: date
    valid_to: date | None


class UnitTie(Schema):
    code: str
    on: date
    kind: str
    legal_basis: str


class UnitHistory(Schema):
    code: str
    versions: list[UnitVersion]
    other_names: list[str]
    predecessors: list[UnitTie]
    successors: list[UnitTie]


@router.get(
    "/organisations", response=answers(Page[Unit]), url_name="organisations", summary="The register on a day"
)
def units(
    request: Asking,
    on: Day | None = None,
    text: Text = "",
    kind: Text = "",
    level: Literal["", "nation", "province", "district", "commune"] = "",
    area: Text = "",
    state: Literal["present", "ended", "all"] = "present",
    after: Text = "",
    limit: Limit = LIMIT,
) -> Any:
    """Libraries, museums, culture houses, agencies as they were on the day, in alphabetical order.

    `text` is looked for in names, earlier names and other names, case and accents forgiven; `kind` takes several,
    separated by commas; `area` is that area and all inside it.
    """
    access.require_some(request.auth, access.REGISTER)
    day = on or request.auth.on
    asked = Asked(
        text=text,
        kinds=tuple(one for one in kind.split(",") if one),
        level=level,
        area=organisations.area_by_code(area) if area else None,
        state=state,
    )
    rows = organisations.register_page(day, asked, after=after, limit=limit + 1)
    areas_by_id = organisations.area_codes({row.one.area_id for row in rows})
    units_by_id = queries.codes_of({row.one.parent_id for row in rows})

    def told(row: Any) -> dict[str, Any]:
        return {
            "code": row.one.code,
            "name": row.one.name,
            "kind": row.one.kind,
            "level": row.one.level,
            "area": areas_by_id[row.one.area_id],
            "parent": units_by_id.get(row.one.parent_id or 0),
            "rank": row.rank,
            "ownership": row.ownership,
            "seat": row.seat,
            "legal_basis": row.legal_basis,
            "founded": row.founded,
            "valid_to": row.until,
        }

    return page(request, rows, limit, lambda row: row.key, told)


@router.get(
    "/organisations/{code}",
    response=answers(UnitHistory),
    url_name="organisation",
    summary="One organisation through time",
)
def unit(request: Asking, code: Text) -> Any:
    """Every version of an organisation, its other names, from whom it came and as whom it went on."""
    access.require_some(request.auth, access.REGISTER)
    found = organisations.by_code(code)
    versions = organisations.timeline(found.pk)
    areas_by_id = organisations.area_codes({row.area_id for row in versions})
    units_by_id = queries.codes_of({row.parent_id for row in versions})
    fields = ("name", "kind", "level", "rank", "ownership", "seat", "legal_basis", "valid_from", "valid_to")

    def tie(row: Any, other: Any) -> dict[str, Any]:
        return {"code": other.code, "on": row.on, "kind": row.kind, "legal_basis": row.legal_basis}

    return {
        "code": found.code,
        "versions": [
            {
                **{name: getattr(row, name) for name in fields},
                "area": areas_by_id[row.area_id],
                "parent": units_by_id.get(row.parent_id or 0),
            }
            for row in versions
        ],
        "other_names": organisations.aliases_of(found),
        "predecessors": [tie(row, row.predecessor) for row in organisations.origins_of(found)],
        "successors": [tie(row, row.successor) for row in organisations.successions_of(found)],
    }
