"""An indicator taken apart: by place, kind or level of its institutions, by lists of priority places, by who came.

Whatever was not told apart is a slice of its own, so that the parts always make the whole and never exceed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from densach.facts import measures
from densach.facts import queries as facts
from densach.kernel.period import Period
from densach.programme.indicators.models import Formula, Indicator, PriorityKind
from densach.programme.indicators.queries.evaluation import begin_reading
from densach.programme.indicators.queries.places import listed_on
from densach.programme.indicators.queries.reading import Reading, asked_scope
from densach.programme.indicators.queries.territory import Member
from densach.programme.indicators.rules import Part, Question, Value

# What the institutions themselves can be told apart by, whatever is counted.
BY_UNIT: Final = ("area", "kind", "level", "priority")
UNKNOWN: Final = "?"
OTHER: Final = "other"


@dataclass(frozen=True)
class Slice:
    """One part of a figure. `key` names an area, kind, level, list or value; `units` is how many institutions stand in
    it and `unknown` how many of them did not answer. `of_which` lies inside another slice and is not added up.
    """

    key: str
    numerator: int | None
    denominator: int | None = None
    units: int | None = None
    unknown: int = 0
    of_which: bool = False


@dataclass(frozen=True)
class Sliced:
    """The whole and its parts."""

    whole: Value
    slices: tuple[Slice, ...]


def dimensions(indicator: Indicator) -> tuple[str, ...]:
    """What the indicator can be taken apart by: first by its institutions, then as its measure is counted."""
    own: tuple[str, ...] = ()
    if indicator.formula == Formula.TOTAL:
        own = tuple(measures.get(indicator.measure).slices)
    return (*BY_UNIT, *own)


def sliced(indicator: Indicator, question: Question, by: str) -> Sliced:
    """The figure of the question, taken apart by one dimension. A handful of queries, however many slices."""
    reading = begin_reading(question.on, as_=question.as_)
    whole = reading.value(indicator, question.scope, question.period)
    members = {one.id: one for one in reading.members_of(asked_scope(indicator, question.scope))}
    if by not in BY_UNIT:
        return Sliced(whole, tuple(_by_value(indicator, whole, reading, members.values(), question, by)))
    if by == "priority":
        lists = listed_on(min(question.period.end, question.on))
        return Sliced(whole, tuple(_by_priority(indicator, whole.parts, lists)))
    keys: dict[str, Callable[[Part], str]] = {
        "area": lambda part: str(part.area_id or 0),
        "kind": lambda part: members[part.organisation_id].kind,
        "level": lambda part: members[part.organisation_id].level,
    }
    return Sliced(whole, tuple(_by_unit(indicator, whole.parts, keys[by])))


def _by_unit(indicator: Indicator, parts: Iterable[Part], key: Callable[[Part], str]) -> list[Slice]:
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(key(part), []).append(part)
    return [_slice(indicator, name, some) for name, some in groups.items()]


def _slice(indicator: Indicator, key: str, parts: Sequence[Part], *, of_which: bool = False) -> Slice:
    told = [part.numerator for part in parts if part.numerator is not None]
    below = [part.denominator for part in parts if part.denominator is not None]
    share = indicator.formula in {Formula.SHARE, Formula.STAGE, Formula.INSTITUTIONS}
    return Slice(
        key,
        sum(told) if told else None,
        len(parts) if share else sum(below) if below else None,
        len(parts),
        sum(1 for part in parts if not part.answered),
        of_which,
    )


def _by_priority(indicator: Indicator, parts: Sequence[Part], lists: dict[int, set[str]]) -> list[Slice]:
    """All priority places together, each list of them inside that (a place may stand on several), and the rest."""
    listed = [part for part in parts if lists.get(part.area_id or 0)]
    rest = [part for part in parts if not lists.get(part.area_id or 0)]
    found = [_slice(indicator, "listed", listed)]
    for kind in PriorityKind.values:
        some = [part for part in listed if kind in lists[part.area_id or 0]]
        if some:
            found.append(_slice(indicator, kind, some, of_which=True))
    return [*found, _slice(indicator, OTHER, rest)]


def _by_value(
    indicator: Indicator,
    whole: Value,
    reading: Reading,
    members: Iterable[Member],
    question: Question,
    dimension: str,
) -> list[Slice]:
    values = measures.get(indicator.measure).slices.get(dimension, ())
    told = _told(indicator.measure, members, question.period, reading.on)
    if whole.numerator is None:
        return [Slice(value, None) for value in values]
    amounts = {value: told.get(f"{dimension}={value}") for value in values}
    rest = max(whole.numerator - sum(amount or 0 for amount in amounts.values()), 0)
    # What nobody told is nought only where the others make the whole.
    parts = [Slice(value, 0 if amount is None and not rest else amount) for value, amount in amounts.items()]
    return [*parts, Slice(UNKNOWN, rest)]


def _told(measure: str, members: Iterable[Member], period: Period, on: date) -> dict[str, int]:
    """The sums of each slice over the days on which each institution counts for the scope."""
    if period.start > on:
        return {}
    reached = Period(period.start, min(period.end, on))
    groups: dict[Period, list[int]] = {}
    for member in members:
        for window in member.counted_in(reached):
            groups.setdefault(window, []).append(member.id)
    found: dict[str, int] = {}
    for window, ids in groups.items():
        for key, amount in facts.sums_by_slice(measure, ids, window).items():
            found[key] = found.get(key, 0) + amount
    return found
