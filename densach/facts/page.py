"""What the counting pages show: values ready for templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext

from densach.facts import queries
from densach.facts.measures import VALUE_WORDS, Measure, get, of_kind
from densach.facts.models import Count, CountRevision, Oddity
from densach.facts.rules import slice_parts
from densach.kernel.numbers import format_number
from densach.kernel.period import Period
from densach.organisations.rules import Named
from densach.ui.charts import Chart, Point, bar_chart
from densach.ui.figures import language


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


@dataclass(frozen=True)
class YearLine:
    """What a unit has counted of one FLOW: months of this year up to the day and all of the last one; None where the
    book holds nothing. `total` and `last_total` are their sums, None without any month.
    """

    measure: Measure
    months: tuple[int | None, ...]
    last_months: tuple[int | None, ...]

    @property
    def total(self) -> int | None:
        return _sum(self.months)

    @property
    def last_total(self) -> int | None:
        return _sum(self.last_months)

    @property
    def last_total_by_now(self) -> int | None:
        """The last year's sum of as many months as this year has begun."""
        return _sum(self.last_months[: len(self.months)])


def _sum(months: tuple[int | None, ...]) -> int | None:
    known = [number for number in months if number is not None]
    return sum(known) if known else None


def year_lines(place: Named, on: date) -> list[YearLine]:
    """Each FLOW that the unit has counted this year or last, in the order of declaration. One query."""
    book = queries.months_of(place.id, on.year - 1, on.year)
    counted = {measure for measure, _year, _month in book}
    return [
        YearLine(
            measure,
            tuple(book.get((measure.code, on.year, month)) for month in range(1, on.month + 1)),
            tuple(book.get((measure.code, on.year - 1, month)) for month in range(1, 13)),
        )
        for measure in of_kind(place.kind)
        if measure.is_flow and measure.code in counted
    ]


def stock_lines(place: Named, on: date) -> list[tuple[Measure, int]]:
    """The latest reading of each STOCK that the unit has told, in the order of declaration."""
    found = []
    for measure in of_kind(place.kind):
        if not measure.is_flow:
            reading = queries.readings_of_organisations(measure.code, [place.id], on).get(place.id)
            if reading is not None:
                found.append((measure, reading))
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


def oddity_words(oddity: Oddity) -> str:
    """The question in one sentence: "412 in July 2026, 8 times the middle of the same months: is that right?"."""
    lang, middle = language(), Fraction(oddity.median)
    told = {
        "number": format_number(oddity.quantity, lang),
        "unit": get(oddity.measure).unit,
        "month": Period.month(oddity.year, oddity.month).label(lang),
        "middle": format_number(middle, lang),
    }
    if not oddity.quantity:
        words = gettext("Nothing in %(month)s, usually about %(middle)s %(unit)s: is that right?")
    elif middle and oddity.quantity > 2 * middle:
        told["times"] = format_number(round(Fraction(oddity.quantity) / middle * 10) / Fraction(10), lang)
        words = gettext(
            "%(number)s %(unit)s in %(month)s, %(times)s times the usual %(middle)s of the same months: is that right?"
        )
    else:
        words = gettext(
            "%(number)s %(unit)s in %(month)s, usually about %(middle)s in the same months: is that right?"
        )
    return words % told


def oddity_chart(oddity: Oddity) -> Chart:
    """The month beside the same months of earlier years."""
    points = [Point(str(year), value) for year, value in sorted(oddity.earlier)]
    title = gettext("%(measure)s, the same month of each year") % {"measure": get(oddity.measure).name}
    return bar_chart(
        title,
        [*points, Point(str(oddity.year), oddity.quantity)],
        unit=get(oddity.measure).unit,
        lang=language(),
    )
