"""From a target and its figures to what the judge must be told: one small builder for each kind.

The term of a target runs from the plan's day of issue, from the last milestone before it of the same target, or
from the day on which what it waited for happened, to the end of its last year.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from densach.kernel.dates import parse_day_month
from densach.kernel.errors import Refusal
from densach.kernel.period import Period
from densach.kernel.vietnamese import fold
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.rules import Scope, Value
from densach.programme.plans.models import Target
from densach.programme.plans.queries.fates import Standing
from densach.programme.plans.queries.figures import Figures, known_share
from densach.programme.plans.queries.terms import month_from, months_between
from densach.programme.plans.status import (
    Cadence,
    Capability,
    Continuous,
    Coverage,
    Growth,
    Inputs,
    InvalidTarget,
    Ratio,
    Share,
    Step,
    Term,
    Total,
    Yearly,
    cadence_window,
    expected_share,
)

_DAY_MONTH = re.compile(r"\b(\d{1,2}\s*/\s*\d{1,2})\b(?!\s*/)")
_QUARTERS = tuple(Fraction(quarters, 4) for quarters in range(5))


@dataclass(frozen=True)
class Ask:
    """A target about to be judged: whose figures count, and its term; `standing` where it outlived whom it asked."""

    target: Target
    scope: Scope
    figures: Figures
    start: date
    end: date
    earlier_milestone: int | None = None
    waits: bool = False
    is_administrative: bool = False
    standing: Standing | None = None

    @property
    def indicator(self) -> Indicator:
        """Raises InvalidTarget where none is tied."""
        if self.target.indicator is None:
            raise InvalidTarget(reason="no indicator")
        return self.target.indicator

    @property
    def is_judged(self) -> bool:
        """Whether there is anything to reckon: an indicator, and a clock that runs. What waits for an event owes
        nothing before it; the judge says the same of a capability by itself.
        """
        begun = not self.waits or self.target.trigger_on is not None or self.target.kind == "capability"
        return self.target.indicator is not None and begun

    @property
    def on(self) -> date:
        return self.figures.on

    @property
    def term(self) -> Term:
        return Term(min(self.start, self.end), self.end, self.on)

    def value(self, period: Period, on: date | None = None) -> Value:
        return self.figures.value(self.indicator, self.scope, period, on)

    def year(self, number: int) -> Period:
        """The year in the calendar that is looked at: 01/01 to 31/12, or 15/12 to 14/12 (Decree 09/2019/NĐ-CP)."""
        return Period.admin_year(number) if self.is_administrative else Period.year(number)

    @property
    def running_year(self) -> int:
        """The number of the year that holds the day."""
        return self.on.year + (self.on > self.year(self.on.year).end)

    def estimate(self, year: Period, value: Value) -> Fraction | None:
        """The running year as it would end if it went like earlier ones; shown, never judged."""
        if not year.start <= self.on < year.end:
            return None
        # Asked also where nothing is known yet: so the earlier years are read together with all the rest.
        earlier = self.figures.earlier(self.indicator, self.scope, year, self.on)
        if value.numerator is None:
            return None
        due = expected_share(self.on, year, earlier)
        return Fraction(round(Fraction(value.numerator) / due)) if due else None

    def reading(self, on: date) -> Value:
        """What stood on a day: a share, a number of institutions, a reading."""
        return self.value(Period(date(on.year, 1, 1), on), on)


@dataclass(frozen=True)
class Material:
    """What the judge is told, and the figure that it rests on, over the period that it covers."""

    inputs: Inputs
    value: Value | None
    period: Period
    steps: tuple[Step, ...] = field(default=())


def material(ask: Ask) -> Material:
    """The judge's inputs for the target."""
    return _BUILDERS[ask.target.kind](ask)


# stocks: a share, a ratio, a number standing at a date ----------------------------------------------------


def _now(ask: Ask) -> date:
    """The day whose state counts: today, or the milestone once it has passed."""
    return max(min(ask.on, ask.end), min(ask.start, ask.on))


def _base(ask: Ask, read: Callable[[Value], int | None]) -> int | None:
    """What stood at the start: declared, or as it was answered then. Where there was somebody to ask and none of them
    had answered, nothing is known of that day, and no nought is put in its place.
    """
    if ask.target.base_value is not None:
        return ask.target.base_value
    then = ask.reading(min(ask.start, ask.on))
    return None if then.parts and not then.answered else read(then)


def _share(ask: Ask) -> Material:
    now = ask.reading(_now(ask))
    # Of several, who had not answered is not counted at the start; today's answers say nothing about that day.
    base = _base(ask, lambda value: value.yes)
    inputs = Share(now.yes, now.no, now.unknown, ask.target.value_min or 0, base, ask.term)
    return Material(inputs, now, now.period or Period.day(ask.on))


def _coverage(ask: Ask) -> Material:
    now = ask.reading(_now(ask))
    whole = ask.target.denominator
    covered = now.yes if ask.indicator.formula == Formula.SHARE and now.yes + now.no else now.numerator
    if ask.indicator.formula == Formula.SHARE and not now.answered:
        covered = None
    base = _base(ask, lambda value: value.numerator or 0)
    inputs = Coverage(covered, whole or None, ask.target.value_min or 0, base, ask.term)
    return Material(inputs, now, now.period or Period.day(ask.on))


def _ratio(ask: Ask) -> Material:
    now = ask.reading(_now(ask))
    need, whole = int(ask.target.value_min or 0), int(ask.target.value_max or 0)
    base = _base(ask, _standing)
    inputs = Ratio(
        _standing(now), need, max(whole, need, 1), base, ask.term, unknown=min(now.unknown, max(whole, 1))
    )
    return Material(inputs, now, now.period or Period.day(ask.on))


def _standing(value: Value) -> int | None:
    """How many there are: of institutions, or of those that answered yes; where the register knows none at all of
    the kind, nothing is known.
    """
    return value.numerator if value.parts or value.numerator else None


# counts ---------------------------------------------------------------------------------------------------


def _yearly(ask: Ask) -> Material:
    first, last = ask.target.year_from or ask.start.year, ask.end.year
    if _averaged(ask.target):
        return _average(ask, first, last)
    year = ask.year(min(max(ask.running_year, first), last))
    if ask.on < year.start:
        return Material(_count(ask, None, year, begun=False), None, year)
    return Material(_count(ask, ask.value(year), year), ask.value(year), year)


def _averaged(target: Target) -> bool:
    """ "Trung bình/năm": the sums over the years are compared."""
    quote = fold(target.quote)
    return ("trung binh" in quote or "binh quan" in quote) and target.kind != "growth_avg"


def _count(ask: Ask, value: Value | None, year: Period, *, begun: bool = True) -> Yearly:
    minimum, maximum = _bounds(ask, value)
    if value is None or not begun:
        return Yearly(0, minimum, Fraction(0), False, maximum)
    due = expected_share(ask.on, year, ask.figures.earlier(ask.indicator, ask.scope, year, ask.on))
    closed = ask.on >= year.end
    estimate = ask.estimate(year, value) if ask.target.per != "each" else None
    return Yearly(_counted(ask, value), minimum, due, closed, maximum, known_share(value), estimate=estimate)


def _average(ask: Ask, first: int, last: int) -> Material:
    years = Period(ask.year(first).start, ask.year(last).end)
    value = ask.value(years)
    running = ask.year(min(max(ask.running_year, first), last))
    due = expected_share(ask.on, running, ask.figures.earlier(ask.indicator, ask.scope, running, ask.on))
    closed_years = min(max(ask.running_year - first, 0), last - first + 1)
    closed = ask.on >= years.end
    minimum, maximum = _bounds(ask, value)
    inputs = Yearly(
        _counted(ask, value) if ask.on >= years.start else 0,
        minimum,
        Fraction(0) if closed or ask.on < running.start else due,
        closed,
        maximum,
        known_share(value),
        years=last - first + 1,
        closed_years=closed_years,
    )
    return Material(inputs, value, years)


def _bounds(ask: Ask, value: Value | None) -> tuple[Fraction, Fraction | None]:
    """Minimum and maximum; a target for each unit is as many times as large as there are units."""
    low, high = ask.target.value_min, ask.target.value_max
    units = len(value.parts) if ask.target.per == "each" and value is not None else 1
    minimum = Fraction(low or 0) * max(units, 1)
    return minimum, None if high is None or ask.target.kind == "at_least" else Fraction(high) * max(units, 1)


def _counted(ask: Ask, value: Value) -> Fraction | None:
    """The sum; for a target of each unit no unit counts for more than it owes, so none hides behind another."""
    if _standing(value) is None or value.numerator is None:
        return None
    if ask.target.per != "each":
        return Fraction(value.numerator)
    owed = Fraction(ask.target.value_min or 0)
    return sum((min(Fraction(part.numerator or 0), owed) for part in value.parts), Fraction(0))


def _total(ask: Ask) -> Material:
    if ask.indicator.formula in {Formula.TOTAL, Formula.RATIO}:
        period = Period(min(ask.start, ask.on), max(min(ask.on, ask.end), min(ask.start, ask.on)))
        value = ask.value(period)
        base: int | None = 0
    else:
        value = ask.reading(_now(ask))
        period = value.period or Period.day(ask.on)
        base = _base(ask, _standing)
    minimum, maximum = _bounds(ask, value)
    actual = _counted(ask, value)
    return Material(Total(actual, minimum, ask.term, base, maximum, known_share(value)), value, period)


def _at_least(ask: Ask) -> Material:
    return _yearly(ask) if "/nam" in fold(ask.target.unit).replace(" ", "") else _total(ask)


def _growth(ask: Ask) -> Material:
    last = ask.end.year
    base_year = ask.target.base_year or ask.earlier_milestone or ask.start.year - 1
    closed = min(ask.running_year - (ask.on < ask.year(ask.running_year).end), last)
    years = [ask.year(base_year), ask.year(max(closed, base_year))]
    value, base = ask.value(years[1]), ask.target.base_value
    if base is None:
        base = ask.figures.amounts(ask.indicator, ask.scope, years[:1])[0]
    low, high = ask.target.value_min or 0, ask.target.value_max
    inputs = Growth(
        base,
        value.numerator,
        max(closed - base_year, 0),
        max(last - base_year, 1),
        low,
        high if high is not None and high > low else None,
        _running(ask) if closed < last else None,
        known_share(value),
        base_year,
    )
    return Material(inputs, value, years[1])


def _running(ask: Ask) -> Fraction | None:
    year = ask.year(ask.running_year)
    return ask.estimate(year, ask.value(year))


# acts -----------------------------------------------------------------------------------------------------


def _cadence(ask: Ask) -> Material:
    every = ask.target.every_years or 1
    first = date(ask.target.year_from or ask.start.year, 1, 1)
    window = cadence_window(first, every, max(min(ask.on, ask.end), first))
    value = ask.value(window)
    times = max(int(ask.target.value_min or 1), 1)
    if ask.indicator.formula == Formula.SHARE:
        done = value.yes * times
    else:
        done = sum(min(part.numerator or 0, times) for part in value.parts)
    passed = _event_passed(ask, window) if every == 1 else None
    # Before the day nobody can have held it: silence is no missing answer yet.
    unknown = 0 if passed is False else value.unknown
    inputs = Cadence(done, len(value.parts), window.elapsed(ask.on), times, unknown, passed)
    return Material(inputs, value, window)


def _event_passed(ask: Ask, window: Period) -> bool | None:
    """Whether the day that the target names ("21/4") has gone by in this window; none when it names no day."""
    for written in _DAY_MONTH.findall(ask.target.quote):
        try:
            day, month = parse_day_month(written)
            return ask.on > date(window.end.year, month, day)
        except (Refusal, ValueError):
            continue
    return None


def _capability(ask: Ask) -> Material:
    now = ask.reading(_now(ask))
    stages = [_stage_of(part.stage, part.answer) for part in now.parts]
    told = [stage for stage in stages if stage is not None]
    # What every unit must have stands where the slowest of them stands; one that did not answer leaves it open.
    stage = min(told) if told and len(told) == len(stages) else None
    verified = bool(now.parts) and all(part.verified for part in now.parts)
    triggered = not ask.waits or ask.target.trigger_on is not None
    inputs = Capability(stage, verified, ask.term.elapsed, triggered and ask.on >= ask.start)
    return Material(inputs, now, now.period or Period.day(ask.on))


def _stage_of(quarters: int | None, answer: bool | None) -> Fraction | None:
    if quarters is not None and answer is not None:
        return _QUARTERS[quarters]
    return None if answer is None else _QUARTERS[4 * answer]


def _continuous(ask: Ask) -> Material:
    start = month_from(ask.start)
    until = min(ask.on, ask.end)
    months = months_between(start, until)
    period = Period(start, max(until, start))
    if ask.indicator.formula not in {Formula.TOTAL, Formula.RATIO} or not months:
        value = ask.reading(_now(ask))
        return Material(Continuous(0, 0, ask.on >= ask.end), value, value.period or period)
    amounts = ask.figures.amounts(ask.indicator, ask.scope, months)
    recorded = sum(1 for amount in amounts if amount)
    unknown = sum(1 for amount in amounts if amount is None)
    return Material(Continuous(len(months), recorded, ask.on >= ask.end, unknown), ask.value(period), period)


_BUILDERS: dict[str, Callable[[Ask], Material]] = {
    "pct_institutions": _share,
    "pct_coverage": _coverage,
    "ratio": _ratio,
    "count_per_year": _yearly,
    "range_per_year": _yearly,
    "count_total": _total,
    "range_total": _total,
    "at_least": _at_least,
    "growth_avg": _growth,
    "cadence": _cadence,
    "capability": _capability,
    "continuous": _continuous,
    "money": _total,
}
