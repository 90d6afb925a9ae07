"""What stands behind one institution's share in a figure: the very facts, whose sum it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from densach.facts import measures
from densach.facts import queries as facts
from densach.facts.queries import FactRow
from densach.kernel.errors import NotFound
from densach.kernel.period import Period
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.queries.evaluation import begin_reading
from densach.programme.indicators.queries.reading import Reading, asked_scope
from densach.programme.indicators.queries.territory import Member
from densach.programme.indicators.rules import Question

_STEP = 1000


@dataclass(frozen=True)
class Trail:
    """A page of an institution's facts. `total` sums all of them, not only this page; `number` counts them."""

    rows: tuple[FactRow, ...]
    total: int
    number: int
    next_after: int


def reading_for(question: Question) -> Reading:
    """The reading that answers the question."""
    return begin_reading(
        question.on, as_=question.as_, until_fact=question.until_fact, known_at=question.known_at
    )


def member_for(indicator: Indicator, question: Question, organisation_id: int) -> Member:
    """The institution as a part of the figure. NotFound where it is none."""
    members = reading_for(question).members_of(asked_scope(indicator, question.scope))
    found = next((member for member in members if member.id == organisation_id), None)
    if found is None:
        raise NotFound
    return found


def trail(
    indicator: Indicator, measure: str, question: Question, member: Member, *, after: int = 0, limit: int = 50
) -> Trail:
    """The facts of the measure behind the institution's part: all of a period for a flow, one for a reading."""
    day = min(question.period.end, question.on)
    if indicator.formula == Formula.AT_DATE or not measures.get(measure).is_flow:
        row = facts.reading_of(measure, member.id, day, until_fact=question.until_fact)
        return Trail((row,), row.quantity, 1, 0) if row else Trail((), 0, 0, 0)
    if question.period.start > question.on:
        return Trail((), 0, 0, 0)
    every = list(_all(measure, Period(question.period.start, day), question.until_fact, member))
    page = [row for row in every if row.id > after][: limit + 1]
    following = page[limit - 1].id if len(page) > limit else 0
    return Trail(tuple(page[:limit]), sum(row.quantity for row in every), len(every), following)


def _all(measure: str, period: Period, until_fact: int | None, member: Member) -> Iterator[FactRow]:
    """Every fact of the period that counts for the scope: those of the days on which the institution belonged to it."""
    windows, after = member.counted_in(period), 0
    while rows := facts.facts_of(
        measure, member.id, period, until_fact=until_fact, after_id=after, limit=_STEP
    ):
        yield from (row for row in rows if any(row.on in window for window in windows))
        after = rows[-1].id
        if len(rows) < _STEP:
            return
