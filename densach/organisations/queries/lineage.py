"""From whom an area or an organisation came and as whom it went on: lineage read, never written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from densach.organisations.models import (
    Area,
    AreaLineage,
    Level,
    LineageKind,
    Organisation,
    OrganisationLineage,
)

_STEPS = 3
Succession = tuple[int, int, date]


# Wholly: what is known to have gone there in part only has the share 0.
_WHOLE = Q(share_numerator=F("share_denominator"), predecessor__isnull=False, successor__isnull=False)


def _origins(successions: Iterable[Succession]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for successor, predecessor, _since in successions:
        found[successor].append(predecessor)
    return found


def walk(root: int, children: dict[int, list[int]]) -> list[int]:
    found = {root: None}
    waiting = [root]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return list(found)


def _generations(frontier: set[int], came: str, went: str) -> Q:
    """Successions of these areas, and of those on their other side, and of theirs: three steps in one query."""
    first = AreaLineage.objects.filter(_WHOLE, **{f"{came}_id__in": frontier}).values(f"{went}_id")
    second = AreaLineage.objects.filter(_WHOLE, **{f"{came}_id__in": first}).values(f"{went}_id")
    return _WHOLE & (
        Q(**{f"{came}_id__in": frontier}) | Q(**{f"{came}_id__in": first}) | Q(**{f"{came}_id__in": second})
    )


def as_now_area_ids(area: Area | int) -> list[int]:
    """The area and every area that went wholly into it, however far back: "as is now".

    What lay inside another one of them is left out, so that sums over the list count nothing twice: a district that
    became a special zone speaks for its communes. One query for three generations.
    """
    root = area if isinstance(area, int) else area.pk
    around: defaultdict[int, set[int | None]] = defaultdict(set)
    origins: defaultdict[int, set[int]] = defaultdict(set)
    frontier, asked = {root}, {root}
    while frontier:
        rows = AreaLineage.objects.filter(_generations(frontier, "successor", "predecessor"))
        told = rows.order_by("on", "pk").values_list(
            "successor_id", "predecessor_id", "predecessor__versions__parent_id"
        )
        for after, before, parent in told:
            if after and before and before != root:
                around[before].add(parent)
                origins[after].add(before)
        asked |= frontier | origins.keys() | _third(frontier, origins)
        frontier = {before for befores in origins.values() for before in befores} - asked
    return [root, *(key for key, parents in around.items() if parents.isdisjoint(around))]


def _third(frontier: set[int], origins: dict[int, set[int]]) -> set[int]:
    """Those two steps back, of which a query of three generations has asked already."""
    first = {before for after in frontier for before in origins.get(after, ())}
    return first | {before for after in first for before in origins.get(after, ())}


def whole_successor(area: Area | int, on: date) -> int:
    """What the area is on the day: itself, or the area into which it went wholly, step by step; itself where it was
    divided or ended without a successor. One query for three steps.
    """
    found = area if isinstance(area, int) else area.pk
    passed = {found}
    while True:
        rows = AreaLineage.objects.filter(_generations({found}, "predecessor", "successor"), on__lte=on)
        told = rows.order_by("on", "pk").values_list("predecessor_id", "successor_id")
        later = {before: after for before, after in told if before and after}
        steps = 0
        while (following := later.get(found)) is not None and following not in passed:
            found = following
            passed.add(found)
            steps += 1
        if steps < _STEPS:
            return found


def as_now_organisation_ids(organisation: Organisation | int) -> list[int]:
    """The organisation and every one that went on as it or into it, however far back."""
    rows = OrganisationLineage.objects.filter(predecessor__isnull=False, successor__isnull=False)
    # What was divided lives on in several; its past is nobody's alone.
    told = rows.exclude(kind=LineageKind.SPLIT).values_list("successor_id", "predecessor_id", "on")
    root = organisation if isinstance(organisation, int) else organisation.pk
    return walk(root, _origins((after, before, since) for after, before, since in told if after and before))


def ground_of(area: Area | int) -> dict[int, date]:
    """Where an area that has ended lives on: the areas on its ground, each with the day from which it does.

    A territory keeps its meaning after its authority has gone: the communes of a former province or district are
    still there. A commune of today lies on the ground of one province and one district, those that gave most of it.
    """
    root = area if isinstance(area, int) else area.pk
    became_a_commune = Q(predecessor__versions__level=Level.DISTRICT)
    parts = AreaLineage.objects.filter(
        Q(share_numerator=0) | became_a_commune, predecessor_id=root, successor__isnull=False
    )
    return {after: since for after, since in parts.values_list("successor_id", "on") if after}


@dataclass(frozen=True)
class AreaTie:
    """`before` went into `after` on `on`; `part`: not the whole of it. No `after` where it just ended."""

    before: int
    after: int | None
    on: date
    kind: str
    part: bool
    legal_basis: str


def ties_of_areas(ids: Iterable[int]) -> list[AreaTie]:
    """Every succession in which one of the areas went or came, oldest first. One query."""
    wanted = set(ids)
    rows = AreaLineage.objects.filter(
        Q(predecessor_id__in=wanted) | Q(successor_id__in=wanted), predecessor__isnull=False
    )
    told = rows.order_by("on", "pk").values_list(
        "predecessor_id", "successor_id", "on", "kind", "share_numerator", "legal_basis"
    )
    return [
        AreaTie(before, after, on, kind, share == 0, basis)
        for before, after, on, kind, share, basis in told
        if before
    ]


def origins_of(organisation: Organisation) -> list[OrganisationLineage]:
    """From whom it came, newest first."""
    rows = organisation.origins.filter(predecessor__isnull=False).select_related("predecessor")
    return list(rows.order_by("-on", "pk"))


def successions_of(organisation: Organisation) -> list[OrganisationLineage]:
    """As whom it went on, newest first; ended without a successor, none."""
    rows = organisation.successions.filter(successor__isnull=False).select_related("successor")
    return list(rows.order_by("-on", "pk"))
