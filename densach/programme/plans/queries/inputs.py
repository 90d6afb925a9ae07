"""From a target and its figures to what the judge must be told: one small builder for each kind.

The term of a target runs from the plan's day of issue, from the last milestone before it of the same target, or
from the day on which what it waited for happened, to the end of its last year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from densach.kernel.dates import parse_day_month
from densach.kernel.errors import Refusal
from densach.kernel.period import Period
from densach.kernel.vietnamese import fold
from densach.programme.indicators.models import Formula, Indicator
from densach.programme.indicators.rules import Scope, Value
from densach.programme.plans.models import Plan, Target
from densach.programme.plans.queries.figures import Figures, known_share
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
_QUARTER = Fraction(1, 4)


@dataclass(frozen=True)
class Ask:
    """A target about to be judged: whose figures count, and its term."""

    target: Target
    scope: Scope
    figures: Figures
    start: date
    end: date
    earlier_milestone: int | None = None
    waits: bool = False

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


def term_of(
    plan: Plan, target: Target, siblings: Sequence[Target], on: date
) -> tuple[date, date, int | None]:
    """First and last day of a target's term, and the year of the milestone that it follows, if one does."""
    last = _last_year(plan, target)
    before = [
        year
        for other in siblings
        if _same_aim(other, target) and (year := _last_year(plan, other)) < last and date(year, 12, 31) <= on
    ]
    issued = plan.issued_on or date(plan.year_from, 1, 1)
    if target.trigger_on:
        return target.trigger_on, date(last, 12, 31), None
    if before:
        return max(issued, date(max(before), 12, 31)), date(last, 12, 31), max(before)
    return issued, date(last, 12, 31), None


def default_base_year(plan: Plan, target: Target, siblings: Sequence[Target]) -> int:
    """The year from which growth is counted where the paper names none: that of the milestone before (2025 for 2030),
    else the last full year before the plan was issued.
    """
    last = _last_year(plan, target)
    before = [_last_year(plan, one) for one in siblings if _same_aim(one, target)]
    issued = plan.issued_on.year if plan.issued_on else plan.year_from
    return max((year for year in before if year < last), default=min(issued, last) - 1)


def _last_year(plan: Plan, target: Target) -> int:
    return target.year_to or target.milestone or plan.year_to


def _same_aim(one: Target, other: Target) -> bool:
    told = ("indicator_id", "kind", "institution_types", "levels")
    return one.pk != other.pk and all(getattr(one, name) == getattr(other, name) for name in told)


# stocks: a share, a ratio, a number standing at a date ----------------------------------------------------


def _now(ask: Ask) -> date:
    """The day whose state counts: today, or the milestone once it has passed."""
    return max(min(ask.on, ask.end), min(ask.start, ask.on))


def _base(ask: Ask, read: Callable[[Value], int | None]) -> int | None:
    if ask.target.base_value is not None:
        return ask.target.base_value
    return read(ask.reading(min(ask.start, ask.on)))


def _share(ask: Ask) -> Material:
    now = ask.reading(_now(ask))
    # Who had not answered at the start is not counted at the start; today's answers say nothing about that day.
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
    year = Period.year(min(max(ask.on.year, first), last))
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
    return Yearly(_counted(ask, value), minimum, due, closed, maximum, known_share(value))


def _average(ask: Ask, first: int, last: int) -> Material:
    years = Period(date(first, 1, 1), date(last, 12, 31))
    value = ask.value(years)
    running = Period.year(min(max(ask.on.year, first), last))
    due = expected_share(ask.on, running, ask.figures.earlier(ask.indicator, ask.scope, running, ask.on))
    closed_years = min(max(ask.on.year - first, 0), last - first + 1)
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
    closed = min(ask.on.year if ask.on == date(ask.on.year, 12, 31) else ask.on.year - 1, last)
    years = [Period.year(base_year), Period.year(max(closed, base_year))]
    base_value, value = ask.figures.series(ask.indicator, ask.scope, years)
    base = ask.target.base_value if ask.target.base_value is not None else base_value.numerator
    low, high = ask.target.value_min or 0, ask.target.value_max
    inputs = Growth(
        base,
        value.numerator,
        max(closed - base_year, 0),
        max(last - base_year, 1),
        low,
        high if high is not None and high > low else None,
        _estimate(ask) if closed < last else None,
        known_share(value),
        base_year,
    )
    return Material(inputs, value, years[1])


def _estimate(ask: Ask) -> Fraction | None:
    """The running year as it would end if it went like earlier ones; shown, never judged."""
    year = Period.year(ask.on.year)
    value = ask.value(year)
    due = expected_share(ask.on, year, ask.figures.earlier(ask.indicator, ask.scope, year, ask.on))
    return None if value.numerator is None or due == 0 else Fraction(round(Fraction(value.numerator) / due))


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
        return _QUARTER * quarters
    return None if answer is None else Fraction(int(answer))


def _continuous(ask: Ask) -> Material:
    start = _month_from(ask.start)
    until = min(ask.on, ask.end)
    months = _months(start, until)
    period = Period(start, max(until, start))
    if ask.indicator.formula not in {Formula.TOTAL, Formula.RATIO} or not months:
        value = ask.reading(_now(ask))
        return Material(Continuous(0, 0, ask.on >= ask.end), value, value.period or period)
    values = ask.figures.series(ask.indicator, ask.scope, months)
    recorded = sum(1 for value in values if value.numerator)
    unknown = sum(1 for value in values if value.numerator is None)
    return Material(Continuous(len(months), recorded, ask.on >= ask.end, unknown), ask.value(period), period)


def _month_from(day: date) -> date:
    """The first day of the first month that begins on or after the day."""
    return day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _months(start: date, until: date) -> list[Period]:
    """Calendar months from the one that begins on `start` that are over at the end of `until`."""
    found: list[Period] = []
    year, month = start.year, start.month
    while (period := Period.month(year, month)).end <= until:
        found.append(period)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


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
