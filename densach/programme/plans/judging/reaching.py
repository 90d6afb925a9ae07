"""What would make a target green: how many more today to be on track, and how many more by its end to reach it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from densach.programme.plans.judging.bands import ENOUGH_KNOWN
from densach.programme.plans.judging.inputs import Growth, Inputs
from densach.programme.plans.judging.verdict import Status, Verdict


@dataclass(frozen=True)
class Reaching:
    """All in the target's unit, exact; None where it cannot be told. `answers` is how many more answers are needed
    before anything can be said, `year_end` what growth asks of the year that runs.
    """

    to_on_track: Fraction | None = None
    to_achieve: Fraction | None = None
    answers: int = 0
    year_end: Fraction | None = None


def reaching(verdict: Verdict, inputs: Inputs | None, asked: int = 0, answered: int = 0) -> Reaching:
    """`asked` units of which `answered` did; below 80 % of answers nothing is judged that they could turn."""
    if verdict.need is None or verdict.actual is None:
        return Reaching(answers=_answers(asked, answered))
    short = max(verdict.need - verdict.actual, Fraction(0))
    on_track = verdict.on_track_from
    behind = None if on_track is None else max(on_track - verdict.actual, Fraction(0))
    silent = _answers(asked, answered) if verdict.status is Status.NO_DATA else 0
    return Reaching(behind, short, silent, _year_end(inputs))


def _answers(asked: int, answered: int) -> int:
    return max(-(-ENOUGH_KNOWN.numerator * asked // ENOUGH_KNOWN.denominator) - answered, 0)


def _year_end(inputs: Inputs | None) -> Fraction | None:
    """What the running year must reach for growth to keep its pace: one year beyond the closed ones."""
    if not isinstance(inputs, Growth) or not inputs.base or inputs.closed_years >= inputs.years:
        return None
    return Fraction(inputs.base) * (1 + Fraction(inputs.percent) / 100) ** (inputs.closed_years + 1)
