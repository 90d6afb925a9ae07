"""The formula of each kind: from its inputs to a `Case`, or to the verdict that asks a question first."""

from __future__ import annotations

from fractions import Fraction

from densach.programme.plans.judging import inputs as given
from densach.programme.plans.judging.bands import Case, line, unanswered
from densach.programme.plans.judging.verdict import Exact, Limits, Step, Verdict


def needed(percent: Exact, total: Exact) -> int:
    """Institutions that a percentage of `total` takes, rounded up: 70 % of 8 is 6."""
    return -(-Fraction(percent) * Fraction(total) // 100)


def _stock(
    actual: Fraction,
    highest: Fraction | None,
    known: Fraction,
    need: Fraction,
    base: Exact | None,
    term: given.Term,
    limits: Limits,
    steps: tuple[Step, ...],
) -> Case:
    """A value on a straight line from the base to the need."""
    if base is None:
        zero = Fraction(0)
        return Case(actual, highest, known, need, zero, None, zero, zero, term.closed, steps)
    start = Fraction(base)
    base_used, expected, on_track, at_risk = line(start, need, term.elapsed, limits)
    told = {"base": start, "need": need, "elapsed": term.elapsed, "expected": expected}
    steps = (*steps, Step("judging.line", {**told, "on": term.on}))
    return Case(actual, highest, known, need, base_used, expected, on_track, at_risk, term.closed, steps)


def share(target: given.Share, limits: Limits) -> Case | Verdict:
    """Share of institutions: the need is rounded up to whole institutions."""
    total = target.yes + target.no + target.unknown
    if total == 0:
        return unanswered("judging.ask.institutions")
    need = Fraction(needed(target.percent, total))
    told = {"percent": Fraction(target.percent) / 100, "total": Fraction(total), "need": need}
    yes, known = Fraction(target.yes), Fraction(total - target.unknown, total)
    steps = (Step("judging.need_share", told),)
    return _stock(yes, yes + target.unknown, known, need, target.base, target.term, limits, steps)


def coverage(target: given.Coverage, limits: Limits) -> Case | Verdict:
    """Share of a declared denominator; nothing can be said until it is declared."""
    if target.denominator is None:
        return unanswered("judging.ask.denominator")
    total = Fraction(target.denominator)
    need = Fraction(needed(target.percent, total))
    if target.covered is None:
        return unanswered("judging.ask.value", need)
    told = {"percent": Fraction(target.percent) / 100, "total": total, "need": need}
    covered, unknown = Fraction(target.covered), Fraction(target.unknown)
    steps = (Step("judging.need_coverage", told),)
    known = 1 - unknown / total
    return _stock(covered, covered + unknown, known, need, target.base, target.term, limits, steps)


def ratio(target: given.Ratio, limits: Limits) -> Case | Verdict:
    """n of N. Where N has changed to M, the need is the least A with A·N >= n·M."""
    total = target.of if target.total is None else target.total
    need = Fraction(-(-target.need * total // target.of))
    if target.actual is None:
        return unanswered("judging.ask.value", need)
    told = {
        "of": Fraction(target.of),
        "stated": Fraction(target.need),
        "total": Fraction(total),
        "need": need,
    }
    steps = (Step("judging.need_ratio", told),)
    actual, known = Fraction(target.actual), Fraction(total - target.unknown, total)
    return _stock(actual, actual + target.unknown, known, need, target.base, target.term, limits, steps)


def _over(actual: Fraction, maximum: Exact | None) -> tuple[Step, ...]:
    """Above the frame is told ("vượt khung") and is no fault."""
    if maximum is None or actual <= maximum:
        return ()
    return (Step("judging.over_maximum", {"maximum": Fraction(maximum)}),)


def _estimate(estimate: Exact | None) -> tuple[Step, ...]:
    return () if estimate is None else (Step("judging.estimate", {"estimate": Fraction(estimate)}),)


def yearly(target: given.Yearly, limits: Limits) -> Case | Verdict:
    """A count of a year: due is the share of it that earlier years had reached by the same day."""
    minimum = Fraction(target.minimum)
    need = minimum * target.years
    if target.actual is None:
        return unanswered("judging.ask.value", need)
    actual = Fraction(target.actual)
    due = (
        Fraction(target.years)
        if target.closed
        else min(target.closed_years + target.expected_share, Fraction(target.years))
    )
    expected = minimum * due
    told = {
        "minimum": minimum,
        "years": Fraction(target.years),
        "elapsed": due / target.years,
        "expected": expected,
    }
    name = "judging.year" if target.years == 1 else "judging.average"
    maximum = None if target.maximum is None else Fraction(target.maximum) * target.years
    steps = (Step(name, told), *_over(actual, maximum), *_estimate(target.estimate))
    limit, risk = limits.on_track * expected, limits.at_risk * expected
    zero = Fraction(0)
    return Case(actual, None, target.known, need, zero, expected, limit, risk, target.closed, steps)


def total(target: given.Total, limits: Limits) -> Case | Verdict:
    """A sum, or a stock, on a line to the minimum by the milestone."""
    need = Fraction(target.minimum)
    if target.actual is None:
        return unanswered("judging.ask.value", need)
    actual = Fraction(target.actual)
    steps = _over(actual, target.maximum)
    return _stock(actual, None, target.known, need, target.base, target.term, limits, steps)


def growth(target: given.Growth, limits: Limits) -> Case | Verdict:
    """Growth over the closed years, in exact fractions: nothing is rooted, nothing is rounded."""
    if target.base is None or target.base <= 0:
        return unanswered("judging.ask.base_year")
    base, rate, years = Fraction(target.base), Fraction(target.percent) / 100, target.closed_years
    need = base * (1 + rate) ** max(years, 1)
    if target.value is None and years > 0:
        return unanswered("judging.ask.value", need)
    value = base if target.value is None or years == 0 else Fraction(target.value)
    expected = base * (1 + rate) ** years
    limit = base * (1 + limits.on_track * rate) ** years
    risk = base * (1 + limits.at_risk * rate) ** years
    told = {"base": base, "growth": rate, "closed": Fraction(years), "years": Fraction(target.years)}
    steps = (Step("judging.growth", {**told, "expected": expected}), *_second_mark(target, value))
    closed, known = years >= target.years, target.known if years else Fraction(1)
    return Case(value, None, known, need, base, expected, limit, risk, closed, steps, achievable=years > 0)


def _second_mark(target: given.Growth, value: Fraction) -> tuple[Step, ...]:
    steps: list[Step] = []
    if target.base_year is not None:
        steps.append(Step("judging.base_year", {"year": str(target.base_year)}))
    if target.percent_max is not None and target.closed_years and target.base is not None:
        rate = Fraction(target.percent_max) / 100
        upper = Fraction(target.base) * (1 + rate) ** target.closed_years
        name = "judging.upper_mark_met" if value >= upper else "judging.upper_mark_open"
        steps.append(Step(name, {"growth": rate, "need": upper}))
    return (*steps, *_estimate(target.estimate))


def cadence(target: given.Cadence, limits: Limits) -> Case | Verdict:
    """So many times in a window by every obligated unit; a dated event is due only after its day."""
    if target.obligated == 0:
        return unanswered("judging.ask.units")
    need = Fraction(target.times * target.obligated)
    due = target.window_elapsed
    if target.event_passed is not None and due < 1:
        due = Fraction(int(target.event_passed))
    expected = need * due
    told = {
        "times": Fraction(target.times),
        "units": Fraction(target.obligated),
        "need": need,
        "elapsed": due,
    }
    steps = (Step("judging.cadence", {**told, "expected": expected}),)
    done, zero = Fraction(target.done), Fraction(0)
    known = Fraction(target.obligated - target.unknown, target.obligated)
    limit, risk = limits.on_track * expected, limits.at_risk * expected
    highest, closed = done + target.times * target.unknown, target.window_elapsed >= 1
    return Case(done, highest, known, need, zero, expected, limit, risk, closed, steps)


def capability(target: given.Capability, limits: Limits) -> Case | Verdict:
    """A stage against the term; achieved only with evidence verified one level up."""
    if target.stage is None and target.triggered:
        return unanswered("judging.ask.stage", Fraction(1))
    stage = target.stage or Fraction(0)
    due = target.term_elapsed if target.triggered else Fraction(0)
    told = {"stage": stage, "elapsed": due}
    steps = [Step("judging.stage" if target.triggered else "judging.waiting", told)]
    if stage == 1 and not target.verified:
        steps.append(Step("judging.unverified"))
    limit, risk, one, zero = limits.on_track * due, limits.at_risk * due, Fraction(1), Fraction(0)
    closed = target.triggered and due >= 1
    return Case(stage, stage, one, one, zero, due, limit, risk, closed, tuple(steps), target.verified)


def continuous(target: given.Continuous, limits: Limits) -> Case | Verdict:
    """A record in every period; achieved only when the term is over: until then one may be missed."""
    if target.periods == 0 and target.closed:
        return unanswered("judging.ask.periods")
    periods, recorded = Fraction(target.periods), Fraction(target.recorded)
    steps = (Step("judging.continuous", {"recorded": recorded, "periods": periods}),)
    known = 1 - Fraction(target.unknown, target.periods) if target.periods else Fraction(1)
    limit, risk = limits.on_track * periods, limits.at_risk * periods
    zero, highest = Fraction(0), recorded + target.unknown
    return Case(
        recorded, highest, known, periods, zero, periods, limit, risk, target.closed, steps, target.closed
    )
