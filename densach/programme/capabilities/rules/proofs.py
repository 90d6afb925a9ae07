"""Rules by which counted acts prove a capability: pure arithmetic over months.

"A month with sessions in 9 of 12 months": each of the whole months before the day is looked at by itself. "Participants
of 3 age bands in 12 months": the months are looked at together, value by value of a dimension.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from densach.kernel.errors import Closed, Invalid, NotFound
from densach.kernel.period import Period
from densach.organisations.rules import last_day_from


class UnknownRule(NotFound):
    """There is no such rule of proof."""

    message_id = "capabilities.unknown_rule"


class RuleImpossible(Invalid):
    """More months are asked for than are looked at. Parameters: `months`, `window`."""

    message_id = "capabilities.rule_impossible"


class RuleDimensionUnfit(Invalid):
    """The measure is not told apart this way, or has fewer values than are asked for. Parameters: `measure`,
    `dimension`, already worded, `most`.
    """

    message_id = "capabilities.rule_dimension_unfit"


class RuleMeasureUnfit(Invalid):
    """The measure is a reading, or not counted by those who are asked. Parameters: `measure`, `capability`."""

    message_id = "capabilities.rule_measure_unfit"


class RuleForStages(Invalid):
    """A work in stages is handed over by a paper, not proven by acts. Parameter: `capability`."""

    message_id = "capabilities.rule_for_stages"


class RuleTooEarly(Invalid):
    """A new version begins after the present one. Parameters: `since`, `present`."""

    message_id = "capabilities.rule_too_early"


class RuleHasEnded(Closed):
    """The rule ended before; only the present one can be changed. Parameter: `ended`."""

    message_id = "capabilities.rule_has_ended"


class RuleStandsAlready(Closed):
    """The capability already has a rule on this measure. Parameters: `capability`, `measure`."""

    message_id = "capabilities.rule_stands_already"


class BasisNeeded(Invalid):
    """A change of what the law asks, or of what proves it, names its paper."""

    message_id = "capabilities.basis_needed"


class NotBeforeToday(Invalid):
    """What a rule proves or a list asks is changed from today on, never for days gone by. Parameter: `since`."""

    message_id = "capabilities.not_before_today"


class TooFarAhead(Invalid):
    """A rule or a list begins within five years. Parameters: `since`, `last`."""

    message_id = "capabilities.too_far_ahead"


def require_coming(since: date, on: date) -> None:
    """A rule or a list begins today or later, within five years. Raises NotBeforeToday, TooFarAhead."""
    last = last_day_from(on)
    if since < on:
        raise NotBeforeToday(since=since)
    if since > last:
        raise TooFarAhead(since=since, last=last)


class Asks(Protocol):
    """What a rule asks, saved or only tried."""

    @property
    def measure(self) -> str: ...

    @property
    def at_least(self) -> int: ...

    @property
    def months(self) -> int: ...

    @property
    def window(self) -> int: ...

    @property
    def dimension(self) -> str: ...

    @property
    def values(self) -> int: ...

    @property
    def together(self) -> bool: ...


class Dated(Protocol):
    """Something in force from a day to a day; `ended_at` is when its end was written down."""

    valid_from: date
    valid_to: date | None
    ended_at: datetime | None


@dataclass(frozen=True)
class Proof:
    """The months in which enough was counted, oldest first, of the `window` months looked at. Of variety, all of them,
    and of how many `values` of the `dimension` enough was counted.
    """

    rule_id: int | None
    measure: str
    months: tuple[Period, ...]
    window: int
    dimension: str = ""
    values: int = 0


def in_force(one: Dated, on: date, known_at: datetime | None = None) -> bool:
    """Whether it holds on the day; at an earlier instant an end that was not yet written down is not seen."""
    unseen = known_at is not None and one.ended_at is not None and one.ended_at > known_at
    return one.valid_from <= on and (unseen or one.valid_to is None or on <= one.valid_to)


def whole_months(on: date, number: int) -> tuple[Period, ...]:
    """The last `number` whole months on the day, oldest first; a month is whole on its last day."""
    tomorrow = on + timedelta(days=1)
    place = tomorrow.year * 12 + tomorrow.month - 1
    return tuple(Period.month(*_month(one)) for one in range(place - number, place))


def _month(place: int) -> tuple[int, int]:
    year, month = divmod(place, 12)
    return year, month + 1


def looked_at(asks: Asks, on: date) -> set[tuple[str, Period]]:
    """What has to be counted for the rule: the measure in each month; of variety, over all months at once and under a
    name that says of which dimension and from which number on.
    """
    months = whole_months(on, asks.window)
    if asks.dimension:
        return {(variety_key(asks), Period(months[0].start, months[-1].end))}
    return {(asks.measure, month) for month in months}


def variety_key(asks: Asks) -> str:
    """`culture.participants|band|10`: of how many age bands at least ten were counted."""
    return f"{asks.measure}|{asks.dimension}|{asks.at_least}"


def varied(asks: Asks, counted: Mapping[int, int], on: date, rule_id: int | None = None) -> dict[int, Proof]:
    """Each organisation with enough different values; `counted` says how many each has."""
    months = whole_months(on, asks.window)
    return {
        unit: Proof(rule_id, asks.measure, months, asks.window, asks.dimension, number)
        for unit, number in counted.items()
        if number >= asks.values
    }


def proven(
    asks: Asks, counted: Mapping[Period, Mapping[int, int]], on: date, rule_id: int | None = None
) -> dict[int, Proof]:
    """Each organisation with enough in enough months; `counted` says what each counted in each month."""
    months: dict[int, list[Period]] = {}
    for month in whole_months(on, asks.window):
        for unit, amount in counted.get(month, {}).items():
            if amount >= asks.at_least:
                months.setdefault(unit, []).append(month)
    return {
        unit: Proof(rule_id, asks.measure, tuple(enough), asks.window)
        for unit, enough in months.items()
        if len(enough) >= asks.months
    }
