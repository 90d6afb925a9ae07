"""The part that all kinds share: the bands of r, and the rule that missing answers never fake a status."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from densach.programme.plans.judging.verdict import Limits, Status, Step, Verdict

ENOUGH_KNOWN: Final = Fraction(80, 100)


@dataclass(frozen=True)
class Case:
    """A target made ready for the bands; every kind is brought to this form.

    A value from `need` up is achieved (where `achievable`), from `on_track` up on track, from `at_risk` up at
    risk. `expected` None says that there is no line to compare with. `highest` is the value if every missing
    answer were yes, None where a missing answer may be any number.
    """

    actual: Fraction
    highest: Fraction | None
    known: Fraction
    need: Fraction
    base: Fraction
    expected: Fraction | None
    on_track: Fraction
    at_risk: Fraction
    closed: bool
    steps: tuple[Step, ...]
    achievable: bool = True

    def read(self, value: Fraction) -> Status:
        """The status that this value would have."""
        if self.achievable and value >= self.need:
            return Status.ACHIEVED
        if self.expected is None:
            return Status.NO_DATA
        if self.closed:
            return Status.OFF_TRACK
        if self.expected == self.base or value >= self.on_track:
            return Status.ON_TRACK
        return Status.AT_RISK if value >= self.at_risk else Status.OFF_TRACK

    @property
    def ratio(self) -> Fraction | None:
        """r = achieved so far / expected so far, or none while nothing is expected."""
        if self.expected is None or self.expected == self.base:
            return None
        return (self.actual - self.base) / (self.expected - self.base)


def line(base: Fraction, need: Fraction, elapsed: Fraction, limits: Limits) -> tuple[Fraction, ...]:
    """Base, expected value and the two limits on the straight line from base to need.

    Where the base is the need already, the need is to be kept and the line lies flat there, read from zero.
    """
    if base >= need and elapsed > 0:
        base, expected = Fraction(0), need
    else:
        expected = base + (need - base) * elapsed
    rise = expected - base
    return base, expected, base + limits.on_track * rise, base + limits.at_risk * rise


def settle(case: Case) -> Verdict:
    """Judge with missing answers as no and as yes, and say what both together prove.

    The same status twice is the status. Otherwise the low one counts, provisionally, from 80 % known on;
    below that there is no data. A missing number may be of any size, so it can never prove failure.
    """
    low = case.read(case.actual)
    complete = case.known >= 1
    if complete:
        high = low
    else:
        high = Status.ACHIEVED if case.highest is None else case.read(case.highest)
    status, provisional = _weigh(case, low, high)
    steps = [*case.steps, Step("judging.actual", {"actual": case.actual})]
    ratio = case.ratio
    if ratio is not None:
        name = "judging.ratio_from" if case.base else "judging.ratio"
        steps.append(Step(name, {"ratio": ratio, "base": case.base}))
    if not complete:
        told = {"known": case.known, "low": low.value, "high": high.value}
        steps.append(Step("judging.missing", told))
    steps.append(Step(_reason(case, status)))
    return Verdict(
        status,
        provisional,
        case.expected,
        case.actual,
        ratio,
        case.need,
        low,
        high,
        tuple(steps),
        on_track_from=None if case.expected is None else case.on_track,
        at_risk_from=None if case.expected is None else case.at_risk,
    )


def _weigh(case: Case, low: Status, high: Status) -> tuple[Status, bool]:
    if low == high:
        return low, False
    proves_failure = case.highest is None and low is Status.OFF_TRACK
    if case.known < ENOUGH_KNOWN or proves_failure or low is Status.NO_DATA:
        return Status.NO_DATA, False
    return low, True


def _reason(case: Case, status: Status) -> str:
    if status is Status.NO_DATA:
        return "judging.status.no_base" if case.expected is None else "judging.status.no_data"
    if status is Status.OFF_TRACK and case.closed:
        return "judging.status.missed"
    if status is Status.ON_TRACK and case.expected == case.base:
        return "judging.status.begun"
    return f"judging.status.{status.value}"


def unanswered(message_id: str, need: Fraction | None = None) -> Verdict:
    """No data, and the question that the officer must answer first."""
    nothing = Status.NO_DATA
    return Verdict(nothing, False, None, None, None, need, nothing, nothing, (Step(message_id),))
