"""Figures: one, many at once, and along a row of periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from densach.facts import measures
from densach.facts import queries as facts
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.queries.reading import Reading
from densach.programme.indicators.rules import AsWhen, Question, Scope, Value


def evaluate(
    indicator: Indicator,
    scope: Scope,
    period: Period,
    on: date,
    *,
    as_: AsWhen = "was",
    until_fact: int | None = None,
    known_at: datetime | None = None,
) -> Value:
    """The figure as of `on`. `until_fact` and `known_at` read the book and the answers as they were known then."""
    return Reading(on, as_, _known(until_fact), known_at).value(indicator, scope, period)


def begin_reading(
    on: date, *, as_: AsWhen = "was", until_fact: int | None = None, known_at: datetime | None = None
) -> Reading:
    """A reading that many figures are taken from one after another, sharing the map and the members it has read."""
    return Reading(on, as_, _known(until_fact), known_at)


def evaluate_all(
    asked: Iterable[tuple[Indicator, Scope, Period]],
    on: date,
    *,
    as_: AsWhen = "was",
    until_fact: int | None = None,
    known_at: datetime | None = None,
) -> list[Value]:
    """Many figures in one reading, in the order asked: what they need is noted first and then read at once."""
    shared, questions = begin_reading(on, as_=as_, until_fact=until_fact, known_at=known_at), list(asked)
    with shared.collecting():
        for indicator, scope, period in questions:
            shared.value(indicator, scope, period)
    return [shared.value(indicator, scope, period) for indicator, scope, period in questions]


def series(
    indicator: Indicator,
    scope: Scope,
    periods: Sequence[Period],
    on: date,
    *,
    as_: AsWhen = "was",
    until_fact: int | None = None,
    known_at: datetime | None = None,
) -> list[Value]:
    """The figure of each period, in their order."""
    asked = [(indicator, scope, period) for period in periods]
    return evaluate_all(asked, on, as_=as_, until_fact=until_fact, known_at=known_at)


def begun_before(indicator: Indicator, value: Value) -> tuple[int, int]:
    """Counts of the value's period that began before it, and what they hold: nought of both for what is no flow."""
    if not indicator.measure or value.period is None or not measures.get(indicator.measure).is_flow:
        return 0, 0
    return facts.begun_before(indicator.measure, [part.organisation_id for part in value.parts], value.period)


def tellers_by_month(indicator: Indicator, value: Value) -> dict[int, set[int]]:
    """For each calendar month of the value's period, by 12 × year + month - 1, which of those asked have counts for
    days of it; a count of half a year tells of six months. Empty for what is no flow. One query.
    """
    if not indicator.measure or value.period is None or not measures.get(indicator.measure).is_flow:
        return {}
    first, last = (12 * day.year + day.month - 1 for day in (value.period.start, value.period.end))
    found: dict[int, set[int]] = {month: set() for month in range(first, last + 1)}
    asked = [part.organisation_id for part in value.parts]
    for unit, since, until in facts.counted_days(indicator.measure, asked, value.period):
        for month in range(12 * since.year + since.month - 1, 12 * until.year + until.month):
            found[month].add(unit)
    return found


def book_mark() -> int:
    """The number of the last fact of the counting book: what a report freezes as `until_fact`."""
    return facts.mark()


def _known(until_fact: int | None) -> int | None:
    """None where nothing was counted since: the kept totals then say the same, faster."""
    return None if until_fact is None or until_fact >= facts.mark() else until_fact


def evidence_url(
    indicator: Indicator,
    scope: Scope,
    period: Period,
    on: date,
    *,
    as_: AsWhen = "was",
    until_fact: int | None = None,
    known_at: datetime | None = None,
) -> str:
    """The page that lists the institutions, facts and records behind `evaluate` of the same arguments."""
    question = Question(scope, period, on, as_, until_fact, known_at)
    return f"{reverse('indicators:evidence', args=[indicator.code])}?{urlencode(question.as_query())}"


def share_elapsed(indicator: Indicator, scope: Scope, on: date, years: int = 3) -> Fraction | None:
    """Mean share of the year's figure reached by this day in up to `years` complete earlier years of the territory,
    those before it was born read with what went wholly into it.

    None where the indicator is no flow, or no earlier year is complete.
    """
    area_id = scope.area_id
    if area_id is None and scope.root_id is not None:
        area_id = organisations.area_of(scope.root_id, on)
    if area_id is None or not indicator.measure:
        return None
    return facts.share_elapsed(indicator.measure, organisations.as_now_area_ids(area_id), on, years)
