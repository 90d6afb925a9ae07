"""Targets of territories that became one, taken together until a new plan replaces them. Pure and exact.

What each predecessor needs, has reached and owes by now is added: 70 % of 8 institutions is 6, 100 % of 9 is 9,
together 15 of 17. Growth adds the totals that it requires, so that the rate of the whole is no mean of the rates.
Stages are not added: the whole stands where the slowest part stands. Decision 0026 says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from densach.programme.plans.judging.bands import Case, settle
from densach.programme.plans.judging.inputs import Capability, Coverage, Growth, Inputs, Ratio, Share
from densach.programme.plans.judging.verdict import Status, Step, Verdict

# A rate is told in hundredths of a percent.
_HUNDREDTHS: Final = 10_000
_MOST: Final = 100 * _HUNDREDTHS
# Kinds that say the same of a year, and of a sum or a stock by a day.
_FAMILIES: Final = {
    "range_per_year": "count_per_year",
    "range_total": "count_total",
    "at_least": "count_total",
    "money": "count_total",
}
# Where values that differ contradict each other; sums of two places differ by nature.
_COMPARABLE: Final = frozenset({"pct_institutions", "pct_coverage", "growth_avg", "cadence", "capability"})


@dataclass(frozen=True)
class Piece:
    """One predecessor's target as the judge sees it; without figures it has no `inputs`. `units`: how many institutions
    it asks, at least one.
    """

    name: str
    found: Case | Verdict
    inputs: Inputs | None
    units: int = 1

    @property
    def need(self) -> Fraction | None:
        """What it needs, where that can be told."""
        return self.found.need


def family(kind: str, is_yearly: bool = False) -> str:
    """Kinds of one family can be added; "at least so many a year" goes with what is counted a year."""
    return "count_per_year" if is_yearly else _FAMILIES.get(kind, kind)


def conflict(kind: str, per: str, values: Iterable[tuple[object, object]]) -> bool:
    """Whether the predecessors ask different things of the same: 70 % and 100 %, 10–15 % and 15–20 % a year."""
    return (kind in _COMPARABLE or per == "each") and len(set(values)) > 1


def together(pieces: Sequence[Piece]) -> Verdict:
    """The verdict on all pieces as one target. Of one piece it is its own verdict; their order does not matter."""
    if len(pieces) == 1:
        found = pieces[0].found
        return settle(found) if isinstance(found, Case) else found
    ordered = sorted(pieces, key=lambda piece: piece.name)
    cases = [piece.found for piece in ordered if isinstance(piece.found, Case)]
    if len(cases) < len(ordered):
        return _asking(ordered)
    told = tuple(_told(piece) for piece in ordered)
    if all(isinstance(piece.inputs, Capability) for piece in ordered):
        return _slowest(ordered, told)
    whole = added(cases, [piece.units for piece in ordered])
    return settle(replace(whole, steps=(*told, *_sum(ordered, whole))))


def added(cases: Sequence[Case], units: Sequence[int]) -> Case:
    """One case of many: every number is the sum; what is known counts by the units that were asked."""
    zero = Fraction(0)
    expected = [case.expected for case in cases]
    known = sum((case.known * many for case, many in zip(cases, units, strict=True)), zero) / sum(units)
    open_ended = any(case.known < 1 and case.highest is None for case in cases)
    highest = sum((case.actual if case.highest is None else case.highest for case in cases), zero)
    return Case(
        actual=sum((case.actual for case in cases), zero),
        highest=None if open_ended else highest,
        known=known,
        need=sum((case.need for case in cases), zero),
        base=sum((case.base for case in cases), zero),
        expected=None if None in expected else sum((one for one in expected if one is not None), zero),
        on_track=sum((case.on_track for case in cases), zero),
        at_risk=sum((case.at_risk for case in cases), zero),
        closed=all(case.closed for case in cases),
        steps=(),
        achievable=all(case.achievable for case in cases),
    )


def equal_growth(parts: Iterable[tuple[Fraction, Fraction]], years: int) -> Fraction:
    """The yearly growth, a share in hundredths of a percent rounded down, by which the bases together reach the needs
    together in so many years. `parts` are (base, need): 500,000 at 10 % and 300,000 at 15 % over 5 years are 11.98 %.
    """
    told = list(parts)
    base, need = (sum((pair[place] for pair in told), Fraction(0)) for place in (0, 1))
    low, high = 0, _MOST
    while low < high:
        middle = (low + high + 1) // 2
        if base * Fraction(_HUNDREDTHS + middle, _HUNDREDTHS) ** years <= need:
            low = middle
        else:
            high = middle - 1
    return Fraction(low, _HUNDREDTHS)


def growth_of(pieces: Sequence[Piece], *, upper: bool = False) -> Fraction | None:
    """The growth that the pieces ask together (with `upper` their second mark); None where they are no growth, or a
    base is not known.
    """
    told = _required(pieces, upper=upper)
    return None if told is None else equal_growth(*told)


def _required(
    pieces: Sequence[Piece], *, upper: bool = False
) -> tuple[list[tuple[Fraction, Fraction]], int] | None:
    """(base, total required in the last year) of each piece, and the years between."""
    asked = [piece.inputs for piece in pieces if isinstance(piece.inputs, Growth)]
    known = [(Fraction(one.base), one) for one in asked if one.base]
    if not known or len(known) < len(pieces):
        return None
    years = max(one.years for one in asked)
    parts = []
    for base, one in known:
        percent = one.percent_max if upper and one.percent_max is not None else one.percent
        parts.append((base, base * (1 + Fraction(percent) / 100) ** years))
    return parts, years


def _slowest(pieces: Sequence[Piece], told: tuple[Step, ...]) -> Verdict:
    verdicts = [(settle(piece.found), piece) for piece in pieces if isinstance(piece.found, Case)]
    worst, piece = min(verdicts, key=lambda pair: (pair[0].status.rank, pair[0].actual or 0))
    step = Step("merged.slowest", {"name": piece.name})
    return replace(worst, explanation=(*told, step, worst.explanation[-1]))


def _asking(pieces: Sequence[Piece]) -> Verdict:
    """No data: some piece must be answered first. What the others need is told all the same."""
    needs = [piece.need for piece in pieces]
    steps: list[Step] = []
    for piece in pieces:
        if isinstance(piece.found, Verdict):
            steps += [Step("merged.open", {"name": piece.name}), *piece.found.explanation]
        else:
            steps.append(_told(piece))
    nothing = Status.NO_DATA
    need = None if None in needs else sum((one for one in needs if one is not None), Fraction(0))
    return Verdict(nothing, False, None, None, None, need, nothing, nothing, tuple(steps))


def _told(piece: Piece) -> Step:
    case = piece.found
    if isinstance(case, Verdict):
        return Step("merged.open", {"name": piece.name})
    told: dict[str, Fraction | str] = {"name": piece.name, "need": case.need, "actual": case.actual}
    if case.expected is None:
        return Step("merged.part_without_line", told)
    return Step("merged.part", {**told, "expected": case.expected})


def _sum(pieces: Sequence[Piece], whole: Case) -> tuple[Step, ...]:
    required = _required(pieces)
    if required is not None:
        base, need = (sum((pair[place] for pair in required[0]), Fraction(0)) for place in (0, 1))
        rate, most = equal_growth(*required) * 100, growth_of(pieces, upper=True)
        step = Step("merged.growth", {"base": base, "need": Fraction(round(need)), "rate": rate})
        if most is None or most * 100 == rate:
            return (step,)
        return (step, Step("merged.growth_most", {"rate": most * 100}))
    if all(isinstance(piece.inputs, Share | Ratio | Coverage) for piece in pieces):
        units = Fraction(sum(piece.units for piece in pieces))
        return (Step("merged.sum_of", {"need": whole.need, "total": units}),)
    return (Step("merged.sum", {"need": whole.need}),)
