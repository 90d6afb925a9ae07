"""What the counting pages show: values ready for templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from densach.facts import queries
from densach.facts.measures import VALUE_WORDS, Measure, get, of_kind
from densach.facts.models import Count, CountRevision
from densach.facts.rules import slice_parts
from densach.kernel.period import Period
from densach.organisations.rules import Named


@dataclass(frozen=True)
class Choice:
    """One thing to count here, with where it stands."""

    measure: Measure
    this_month: int | None
    this_year: int | None


@dataclass(frozen=True)
class Line:
    count: Count
    revision: CountRevision
    measure: Measure
    total: int | None
    parts: list[tuple[str, int]]


def choices_of(place: Named, on: date) -> list[Choice]:
    """Each measure of the unit's kind with this month's and this year's sum (a stock: its reading)."""
    month, year = Period.month(on.year, on.month), Period.year(on.year)
    by_month = queries.sums_by_measure(place.id, month)
    by_year = queries.sums_by_measure(place.id, year)
    found = []
    for measure in of_kind(place.kind):
        if measure.is_flow:
            found.append(Choice(measure, by_month.get(measure.code), by_year.get(measure.code)))
        else:
            reading = queries.readings_of_organisations(measure.code, [place.id], on).get(place.id)
            found.append(Choice(measure, None, reading))
    return found


def silent_units(units: Iterable[Named], period: Period) -> list[Named]:
    """Units that count by the day or month and have counted nothing in the period, in the given order."""
    asked = {one.id: one for one in units if any(measure.is_flow for measure in of_kind(one.kind))}
    flows = {measure.code for one in asked.values() for measure in of_kind(one.kind) if measure.is_flow}
    counted = queries.counting(asked.keys(), flows, period)
    return [one for key, one in asked.items() if key not in counted]


def _parts(quantities: dict[str, int] | None) -> list[tuple[str, int]]:
    named = []
    for key, number in (quantities or {}).items():
        if key:
            values = slice_parts(key.lstrip("~")).values()
            named.append((", ".join(gettext(VALUE_WORDS[value]) for value in values), number))
    return named


def lines_of(rows: list[tuple[Count, CountRevision]]) -> list[Line]:
    return [
        Line(
            count,
            revision,
            get(count.measure),
            (revision.quantities or {}).get(""),
            _parts(revision.quantities),
        )
        for count, revision in rows
    ]


def revision_lines(
    revisions: list[CountRevision],
) -> list[tuple[CountRevision, int | None, list[tuple[str, int]]]]:
    return [(one, (one.quantities or {}).get(""), _parts(one.quantities)) for one in revisions]
