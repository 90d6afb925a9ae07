"""Units whose clubs or teams stand in the register while their number is still counted by hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count as Number
from django.db.models import Q

from densach.facts.measures import REGISTRY
from densach.facts.queries import readings_of_organisations
from densach.facts.queries.readings import last_by_hand_of
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.services.activities.models import ServiceOpening
from densach.services.clubs.models import Club, ClubState
from densach.services.clubs.rules.spine import COUNTED


@dataclass(frozen=True)
class ByHand:
    """`inside`: active ones in the register today; `told`: what was counted by hand, last for the day `last`."""

    unit: Named
    measure: str
    inside: int
    told: int
    last: date


def by_hand(units: Collection[int], on: date) -> list[ByHand]:
    """Of the units with clubs in the register those that do not count by it yet, by name. A fixed number of queries."""
    inside = _inside(units)
    opened = ServiceOpening.objects.filter(
        organisation__in={unit for unit, _measure in inside}, until__isnull=True
    )
    counted = set(opened.values_list("organisation_id", "measure"))
    left = {key: number for key, number in inside.items() if key not in counted}
    if not left:
        return []
    last = last_by_hand_of({unit for unit, _measure in left}, set(COUNTED.values()))
    names = organisations.all_named({unit for unit, _measure in left}, on)
    told = {
        measure: dict(readings_of_organisations(measure, sorted({one for one, _measure in left}), on))
        for measure in sorted({measure for _unit, measure in left})
    }
    found = [
        ByHand(names[unit], measure, number, told[measure].get(unit) or 0, last[unit, measure])
        for (unit, measure), number in left.items()
        if (unit, measure) in last and names[unit].kind in REGISTRY[measure].kinds
    ]
    return sorted(found, key=lambda one: (one.unit.name, one.measure))


def _inside(units: Collection[int]) -> dict[tuple[int, str], int]:
    """Unit and figure → active ones in the register; only those that have any entry."""
    found: dict[tuple[int, str], int] = {}
    rows = Club.objects.filter(organisation__in=units, kind__in=list(COUNTED)).order_by()
    active = Number("pk", filter=Q(state=ClubState.ACTIVE))
    for unit, kind, number in rows.values_list("organisation_id", "kind").annotate(number=active):
        key = (unit, COUNTED[kind])
        found[key] = found.get(key, 0) + number
    return found
