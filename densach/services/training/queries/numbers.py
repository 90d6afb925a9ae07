"""Turns, hours and people of a year, by unit, level, duty and field: from the results that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from densach.organisations import queries as organisations
from densach.services.training.models import Outcome, Result


@dataclass
class Line:
    """`people`: different ones. Somebody erased is still counted, by number alone."""

    name: str
    turns: int = 0
    hours: Decimal = Decimal(0)
    completed: int = 0
    _people: set[int] = field(default_factory=set)

    @property
    def people(self) -> int:
        return len(self._people)

    def add(self, result: Result) -> None:
        self.turns += 1
        self.hours += result.hours
        self.completed += result.outcome == Outcome.COMPLETED
        self._people.add(result.person_id)


@dataclass(frozen=True)
class Numbers:
    whole: Line
    by_level: dict[str, Line]
    by_duty: dict[str, Line]
    by_field: dict[str, Line]
    by_unit: list[Line]


def numbers_of(organisation_ids: Collection[int], year: int, on: date) -> Numbers:
    """Of courses that these units held in the year, or that their people took elsewhere. One query of results."""
    theirs = Q(counted_in_id__in=organisation_ids) | Q(unit_id__in=organisation_ids)
    rows = Result.objects.filter(theirs, on__year=year, cancelled_at__isnull=True, hours__gt=0).exclude(
        outcome=Outcome.FAILED
    )
    whole = Line("")
    parts: dict[str, defaultdict[str, Line]] = {
        name: defaultdict(lambda: Line("")) for name in ("level", "duty", "field")
    }
    units: dict[int, Line] = {}
    results = list(rows.select_related("course"))
    names = organisations.names_of({one.unit_id for one in results if one.unit_id}, on)
    for one in results:
        whole.add(one)
        for part, value in (("level", one.level), ("duty", one.duty), ("field", one.course.field)):
            parts[part][value].add(one)
        units.setdefault(one.unit_id or 0, Line(names.get(one.unit_id or 0, ""))).add(one)
    by_unit = sorted(units.values(), key=lambda one: (-one.turns, one.name))
    return Numbers(whole, dict(parts["level"]), dict(parts["duty"]), dict(parts["field"]), by_unit)
