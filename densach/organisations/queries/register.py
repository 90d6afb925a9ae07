"""The register of organisations read at a day: who was alive, what it was called, where it stood.

Every reader names the day. Trees are small enough (3,321 communes, some thousand institutions) to be walked in
memory from one query per level-free table read; nothing here runs one query a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, TypeVar

from django.db import connection
from django.db.models import Q, QuerySet

from densach.kernel.vietnamese import fold
from densach.organisations.models import (
    Area,
    AreaVersion,
    Organisation,
    OrganisationAlias,
    OrganisationVersion,
)
from densach.organisations.queries.areas import LEVEL_ORDER, alive_on, area_ids_within
from densach.organisations.queries.lineage import walk
from densach.organisations.rules import Named, UnknownOrganisation, running_case

# The fields of `Named`, in their order.
_NAMED = ("organisation_id", "organisation__code", "name", "kind", "level", "area_id", "parent_id")

# The way up in one statement: every scan at a desk and every right asks it.
_UP: Final = (
    "WITH RECURSIVE up(id, steps) AS (SELECT CAST(%s AS bigint), 0 UNION ALL "
    "SELECT version.parent_id, up.steps + 1 FROM up "
    "JOIN organisations_organisationversion version ON version.organisation_id = up.id "
    "WHERE version.valid_from <= %s AND (version.valid_to IS NULL OR version.valid_to >= %s) "
    "AND version.parent_id IS NOT NULL AND up.steps < 30) SELECT id FROM up ORDER BY steps"
)


def by_code(code: str) -> Organisation:
    try:
        return Organisation.objects.get(code=code)
    except Organisation.DoesNotExist:
        raise UnknownOrganisation(code=code) from None


def _named(version: OrganisationVersion, code: str) -> Named:
    place = (version.level, version.area_id, version.parent_id)
    return Named(version.organisation_id, code, version.name, version.kind, *place)


def _versions(on: date) -> QuerySet[OrganisationVersion]:
    return OrganisationVersion.objects.filter(alive_on(on)).select_related("organisation")


def named(organisation: Organisation | int, on: date) -> Named:
    """The organisation as it was on the day; before its first or after its last day, its nearest version."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    found = all_named([key], on)
    if key not in found:
        raise UnknownOrganisation(code=str(key))
    return found[key]


def all_named(ids: Iterable[int], on: date) -> dict[int, Named]:
    """Many at once, in one query: the version of the day, else the last one before it, else the first one."""
    wanted = set(ids)
    found: dict[int, Named] = {}
    rows = OrganisationVersion.objects.filter(organisation_id__in=wanted).order_by(
        "organisation_id", "valid_from"
    )
    for since, *told in rows.values_list("valid_from", *_NAMED):
        if since <= on or told[0] not in found:
            found[told[0]] = Named(*told)
    return found


def timeline(organisation_id: int) -> list[OrganisationVersion]:
    """All versions of one organisation, oldest first. UnknownOrganisation when there is none."""
    found = list(OrganisationVersion.objects.filter(organisation_id=organisation_id).order_by("valid_from"))
    if not found:
        raise UnknownOrganisation(code=str(organisation_id))
    return found


Dated = TypeVar("Dated", AreaVersion, OrganisationVersion)


def on_day(versions: Sequence[Dated], on: date) -> Dated:
    """Of versions in order: the last one that had begun by the day, else the first."""
    return next((one for one in reversed(versions) if one.valid_from <= on), versions[0])


def names_of(ids: Iterable[int], on: date) -> dict[int, str]:
    return {key: value.name for key, value in all_named(ids, on).items()}


def subtree_ids(organisation: Organisation | int, on: date) -> list[int]:
    """The organisation itself and all that stood under it on the day."""
    root = organisation if isinstance(organisation, int) else organisation.pk
    return subtrees_ids([root], on)


def subtrees_ids(roots: Sequence[int], on: date) -> list[int]:
    """The union of several subtrees, from one read of the tree."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    links = OrganisationVersion.objects.filter(alive_on(on), parent__isnull=False)
    for parent, child in links.values_list("parent_id", "organisation_id"):
        if parent is not None:
            children[parent].append(child)
    found: dict[int, None] = {}
    for root in roots:
        found.update(dict.fromkeys(walk(root, children)))
    return list(found)


def ancestor_ids(organisation: Organisation | int, on: date) -> list[int]:
    """The organisation itself first, then whom it stands under, upwards."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_UP, [key, day, day])
        return list(dict.fromkeys(row[0] for row in cursor.fetchall()))


def area_of(organisation: Organisation | int, on: date) -> int:
    """The area in which the organisation lay on the day."""
    return named(organisation, on).area_id


def alive(
    on: date,
    *,
    kinds: Iterable[str] = (),
    levels: Iterable[str] = (),
    area: Area | None = None,
    root: Organisation | None = None,
    area_ids: Sequence[int] | None = None,
) -> list[Named]:
    """Who was there on the day; empty `kinds` or `levels` ask for all. Ordered by level, then alphabet."""
    rows = _versions(on)
    if kinds := tuple(kinds):
        rows = rows.filter(kind__in=kinds)
    if levels := tuple(levels):
        rows = rows.filter(level__in=levels)
    if area is not None:
        area_ids = area_ids_within(area, on)
    if area_ids is not None:
        rows = rows.filter(area_id__in=area_ids)
    if root is not None:
        rows = rows.filter(organisation_id__in=subtree_ids(root, on))
    # Plain values: hundreds are told on many pages, and a model for each would cost more than the reading.
    told = rows.values_list("sort_key", *_NAMED)
    ordered = sorted(told, key=lambda row: (LEVEL_ORDER[row[5]], row[0]))
    return [Named(*row[1:]) for row in ordered]


def as_registered(written: str, on: date) -> str:
    """A name that a paper wrote, spelt as in the register; in running case when the register has none like it."""
    folded = fold(written)
    for known in find_by_name(written, on, limit=1):
        if fold(known.name) == folded:
            return known.name
    return running_case(written)


def find_by_name(text: str, on: date, *, within: Area | None = None, limit: int = 20) -> list[Named]:
    """Organisations of the day that a written name may mean, best first; accents, case and aliases forgiven."""
    folded = fold(text).strip(" .;,")
    if not folded:
        return []
    rows = _versions(on)
    if within is not None:
        rows = rows.filter(area_id__in=area_ids_within(within, on))
    called = OrganisationAlias.objects.filter(folded_name=folded).values("organisation_id")
    exact = list(
        rows.filter(Q(folded_name=folded) | Q(organisation_id__in=called)).order_by("sort_key")[:limit]
    )
    found = {row.organisation_id: row for row in exact}
    if len(found) < limit:
        longer = rows.filter(folded_name__contains=folded).order_by("sort_key")[:limit]
        found.update({row.organisation_id: row for row in longer if row.organisation_id not in found})
    return [_named(row, row.organisation.code) for row in list(found.values())[:limit]]


def history(organisation: Organisation) -> list[OrganisationVersion]:
    """Its versions, newest first."""
    return list(organisation.versions.select_related("parent", "area").order_by("-valid_from"))


def aliases_of(organisation: Organisation) -> list[str]:
    """The other names by which papers call it."""
    return list(organisation.aliases.order_by("folded_name").values_list("name", flat=True))


def all_aliases(ids: Iterable[int]) -> dict[int, list[str]]:
    """The other names of many at once, in one query."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = OrganisationAlias.objects.filter(organisation_id__in=set(ids)).order_by("folded_name")
    for key, name in rows.values_list("organisation_id", "name"):
        found[key].append(name)
    return found


def children_of(organisation: Organisation, on: date) -> list[Named]:
    """Who stood directly under it on the day, by level, then alphabet."""
    rows = _versions(on).filter(parent=organisation)
    ordered = sorted(rows, key=lambda row: (LEVEL_ORDER[row.level], row.sort_key))
    return [_named(row, row.organisation.code) for row in ordered]
