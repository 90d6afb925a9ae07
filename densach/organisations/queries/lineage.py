"""From whom an area or an organisation came and as whom it went on: lineage read, never written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F

from densach.organisations.models import Area, AreaLineage, LineageKind, Organisation, OrganisationLineage

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


def walk(root: int, children: dict[int, list[int]]) -> list[int]:
    found = {root: None}
    waiting = [root]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found[child] = None
                waiting.append(child)
    return list(found)


def as_now_area_ids(area: Area | int) -> list[int]:
    """The area and every area that went wholly into it, however far back: "as is now"."""
    return walk(area if isinstance(area, int) else area.pk, _origins(_whole_areas()))


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
    return walk(root, _origins((after, before, since) for after, before, since in told if after and before))


def ground_of(area: Area | int) -> dict[int, date]:
    """Where an area that has ended lives on: the areas on its ground, each with the day from which it does.

    A territory keeps its meaning after its authority has gone: the communes of a former province are still there.
    """
    root = area if isinstance(area, int) else area.pk
    parts = AreaLineage.objects.filter(predecessor_id=root, successor__isnull=False, share_numerator=0)
    return dict(parts.values_list("successor_id", "on"))


def origins_of(organisation: Organisation) -> list[OrganisationLineage]:
    """From whom it came, newest first."""
    rows = organisation.origins.filter(predecessor__isnull=False).select_related("predecessor")
    return list(rows.order_by("-on", "pk"))


def successions_of(organisation: Organisation) -> list[OrganisationLineage]:
    """As whom it went on, newest first; ended without a successor, none."""
    rows = organisation.successions.filter(successor__isnull=False).select_related("successor")
    return list(rows.order_by("-on", "pk"))
