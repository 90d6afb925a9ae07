"""The register read at a day: who was alive, what it was called, where it stood, what became of it.

Every reader names the day. Trees are small enough (3,321 communes, some thousand institutions) to be walked in
memory from one query per level-free table read; nothing here runs one query a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Count, F, Q, QuerySet

from densach.kernel.numbers import whole_number
from densach.kernel.vietnamese import fold
from densach.organisations.models import (
    Area,
    AreaLineage,
    AreaVersion,
    Level,
    LineageKind,
    Organisation,
    OrganisationAlias,
    OrganisationLineage,
    OrganisationVersion,
)
from densach.organisations.rules import Named, UnknownArea, UnknownOrganisation, running_case

# The fields of `Named`, in their order.
_NAMED = ("organisation_id", "organisation__code", "name", "kind", "level", "area_id", "parent_id")
_LEVEL_ORDER = {level: place for place, level in enumerate(Level.values)}


def alive_on(on: date) -> Q:
    """The condition "this version holds on the day"."""
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def by_code(code: str) -> Organisation:
    try:
        return Organisation.objects.get(code=code)
    except Organisation.DoesNotExist:
        raise UnknownOrganisation(code=code) from None


def area_by_code(code: str) -> Area:
    try:
        return Area.objects.get(code=code)
    except Area.DoesNotExist:
        raise UnknownArea(code=code) from None


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


def area_timeline(area_id: int) -> list[AreaVersion]:
    """All versions of one area, oldest first. UnknownArea when there is none."""
    found = list(AreaVersion.objects.filter(area_id=area_id).order_by("valid_from"))
    if not found:
        raise UnknownArea(code=str(area_id))
    return found


Dated = TypeVar("Dated", AreaVersion, OrganisationVersion)


def on_day(versions: Sequence[Dated], on: date) -> Dated:
    """Of versions in order: the last one that had begun by the day, else the first."""
    return next((one for one in reversed(versions) if one.valid_from <= on), versions[0])


def names_of(ids: Iterable[int], on: date) -> dict[int, str]:
    return {key: value.name for key, value in all_named(ids, on).items()}


def area_names(ids: Iterable[int], on: date) -> dict[int, str]:
    found: dict[int, str] = {}
    rows = AreaVersion.objects.filter(area_id__in=set(ids)).order_by("area_id", "valid_from")
    for key, name, since in rows.values_list("area_id", "name", "valid_from"):
        if since <= on or key not in found:
            found[key] = name
    return found


def area_name(area_id: int, on: date) -> str:
    return area_names([area_id], on).get(area_id, "")


def area_ids_within(area: Area | int, on: date) -> list[int]:
    """The area itself and all that lay inside it on the day; for one that had ended, what lies on its ground."""
    root = area if isinstance(area, int) else area.pk
    children: defaultdict[int, list[int]] = defaultdict(list)
    links = AreaVersion.objects.filter(alive_on(on), parent__isnull=False).values_list("parent_id", "area_id")
    for parent, child in links:
        if parent is not None:
            children[parent].append(child)
    found = _walk(root, children)
    if len(found) == 1:
        found += [part for part, since in ground_of(root).items() if since <= on]
    return found


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
        found.update(dict.fromkeys(_walk(root, children)))
    return list(found)


def _walk(root: int, children: dict[int, list[int]]) -> list[int]:
    found = {root: None}
    waiting = [root]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return list(found)


def ancestors_of_area(area_id: int, on: date) -> list[int]:
    """The area itself first, the nation last: as the map was on the day. One query a step, four at most."""
    found = [area_id]
    while True:
        parent = (
            AreaVersion.objects.filter(alive_on(on), area_id=found[-1])
            .values_list("parent_id", flat=True)
            .first()
        )
        if parent is None or parent in found:
            return found
        found.append(parent)


def ancestor_ids(organisation: Organisation | int, on: date) -> list[int]:
    """The organisation itself first, then whom it stands under, upwards."""
    found = [organisation if isinstance(organisation, int) else organisation.pk]
    while True:
        parent = (
            OrganisationVersion.objects.filter(alive_on(on), organisation_id=found[-1])
            .values_list("parent_id", flat=True)
            .first()
        )
        if parent is None or parent in found:
            return found
        found.append(parent)


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
    ordered = sorted(told, key=lambda row: (_LEVEL_ORDER[row[5]], row[0]))
    return [Named(*row[1:]) for row in ordered]


def as_now_area_ids(area: Area | int) -> list[int]:
    """The area and every area that went wholly into it, however far back: "as is now"."""
    return _walk(area if isinstance(area, int) else area.pk, _origins(_whole_areas()))


def whole_successor(area: Area | int, on: date) -> int:
    """What the area is on the day: itself, or the area into which it went wholly, step by step; itself where it was
    divided or ended without a successor.
    """
    found = area if isinstance(area, int) else area.pk
    later = {before: after for after, before, since in _whole_areas() if since <= on}
    passed = {found}
    while later.get(found, found) not in passed:
        found = later[found]
        passed.add(found)
    return found


def as_now_organisation_ids(organisation: Organisation | int) -> list[int]:
    """The organisation and every one that went on as it or into it, however far back."""
    rows = OrganisationLineage.objects.filter(predecessor__isnull=False, successor__isnull=False)
    # What was divided lives on in several; its past is nobody's alone.
    told = rows.exclude(kind=LineageKind.SPLIT).values_list("successor_id", "predecessor_id", "on")
    root = organisation if isinstance(organisation, int) else organisation.pk
    return _walk(root, _origins((after, before, since) for after, before, since in told if after and before))


Succession = tuple[int, int, date]


def _whole_areas() -> list[Succession]:
    """(successor, predecessor, day) of every area that went wholly into another."""
    rows = AreaLineage.objects.filter(
        share_numerator=F("share_denominator"), predecessor__isnull=False, successor__isnull=False
    )
    told = rows.order_by("on", "pk").values_list("successor_id", "predecessor_id", "on")
    return [(after, before, since) for after, before, since in told if after and before]


def _origins(successions: Iterable[Succession]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for successor, predecessor, _since in successions:
        found[successor].append(predecessor)
    return found


def as_registered(written: str, on: date) -> str:
    """A name that a paper wrote, spelt as in the register; in running case when the register has none like it."""
    folded = fold(written)
    for known in find_by_name(written, on, limit=1):
        if fold(known.name) == folded:
            return known.name
    return running_case(written)


def ground_of(area: Area | int) -> dict[int, date]:
    """Where an area that has ended lives on: the areas on its ground, each with the day from which it does.

    A territory keeps its meaning after its authority has gone: the communes of a former province are still there.
    """
    root = area if isinstance(area, int) else area.pk
    parts = AreaLineage.objects.filter(predecessor_id=root, successor__isnull=False, share_numerator=0)
    return dict(parts.values_list("successor_id", "on"))


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


def search(
    on: date,
    *,
    text: str = "",
    kinds: Iterable[str] = (),
    level: str = "",
    area: Area | None = None,
    after: str = "",
    limit: int = 50,
) -> list[tuple[Named, str]]:
    """A page of the register in alphabetical order, with each one's key for the next page; aliases are found too."""
    rows = _versions(on).order_by("sort_key", "organisation_id")
    if text := fold(text).strip():
        called = OrganisationAlias.objects.filter(folded_name__contains=text).values("organisation_id")
        rows = rows.filter(Q(folded_name__contains=text) | Q(organisation_id__in=called))
    if kinds := tuple(kinds):
        rows = rows.filter(kind__in=kinds)
    if level:
        rows = rows.filter(level=level)
    if area is not None:
        rows = rows.filter(area_id__in=area_ids_within(area, on))
    if after:
        key, _, number = after.rpartition("~")
        rows = rows.filter(
            Q(sort_key__gt=key) | Q(sort_key=key, organisation_id__gt=whole_number(number) or 0)
        )
    found = rows[:limit]
    return [(_named(row, row.organisation.code), f"{row.sort_key}~{row.organisation_id}") for row in found]


def tally_by_kind(on: date) -> dict[str, int]:
    """How many organisations of each kind there were on the day."""
    rows = OrganisationVersion.objects.filter(alive_on(on)).values_list("kind").annotate(number=Count("pk"))
    return dict(rows.order_by())


def history(organisation: Organisation) -> list[OrganisationVersion]:
    """Its versions, newest first."""
    return list(organisation.versions.select_related("parent", "area").order_by("-valid_from"))


def aliases_of(organisation: Organisation) -> list[str]:
    """The other names by which papers call it."""
    return list(organisation.aliases.order_by("folded_name").values_list("name", flat=True))


def origins_of(organisation: Organisation) -> list[OrganisationLineage]:
    """From whom it came, newest first."""
    rows = organisation.origins.filter(predecessor__isnull=False).select_related("predecessor")
    return list(rows.order_by("-on", "pk"))


def successions_of(organisation: Organisation) -> list[OrganisationLineage]:
    """As whom it went on, newest first; ended without a successor, none."""
    rows = organisation.successions.filter(successor__isnull=False).select_related("successor")
    return list(rows.order_by("-on", "pk"))


def children_of(organisation: Organisation, on: date) -> list[Named]:
    """Who stood directly under it on the day, by level, then alphabet."""
    rows = _versions(on).filter(parent=organisation)
    ordered = sorted(rows, key=lambda row: (_LEVEL_ORDER[row.level], row.sort_key))
    return [_named(row, row.organisation.code) for row in ordered]


def areas_of(area: Area, on: date) -> list[tuple[str, str, str]]:
    """Code, name and level of the area and all inside it, from the largest level down, in alphabetical order."""
    rows = AreaVersion.objects.filter(alive_on(on), area_id__in=area_ids_within(area, on))
    found = rows.order_by("sort_key").values_list("area__code", "name", "level")
    return sorted(found, key=lambda row: _LEVEL_ORDER[row[2]])


def provinces(on: date) -> list[tuple[Area, str]]:
    rows = AreaVersion.objects.filter(alive_on(on), level=Level.PROVINCE).select_related("area")
    return [(row.area, row.name) for row in rows.order_by("sort_key")]


def communes_of(area: Area, on: date) -> list[tuple[int, str, str]]:
    """Id, code and name of the communes inside the area, in alphabetical order."""
    rows = AreaVersion.objects.filter(
        alive_on(on), level=Level.COMMUNE, area_id__in=area_ids_within(area, on)
    )
    return list(rows.order_by("sort_key").values_list("area_id", "area__code", "name"))
