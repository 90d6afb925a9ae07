"""Where a target stands: a pure function from its kind and inputs to a verdict that explains itself.

Bands on r = achieved so far / expected so far: achieved when the target value is reached, on track from 0.95,
at risk from 0.60, off track below or when the date has passed unmet, no data. The limits are settings of the
programme. All arithmetic is in integers and fractions.
"""

from __future__ import annotations

from typing import Final

from densach.programme.plans.judging import kinds
from densach.programme.plans.judging.bands import Case, settle
from densach.programme.plans.judging.inputs import (
    Cadence,
    Capability,
    Continuous,
    Coverage,
    Growth,
    Inputs,
    Ratio,
    Share,
    Term,
    Total,
    Yearly,
)
from densach.programme.plans.judging.kinds import needed
from densach.programme.plans.judging.verdict import (
    DEFAULT_LIMITS,
    InvalidTarget,
    Kind,
    Limits,
    Status,
    Step,
    Verdict,
)
from densach.programme.plans.judging.windows import cadence_window, expected_share

__all__ = [
    "DEFAULT_LIMITS",
    "INPUTS_OF",
    "Cadence",
    "Capability",
    "Case",
    "Continuous",
    "Coverage",
    "Growth",
    "Inputs",
    "InvalidTarget",
    "Kind",
    "Limits",
    "Ratio",
    "Share",
    "Status",
    "Step",
    "Term",
    "Total",
    "Verdict",
    "Yearly",
    "cadence_window",
    "expected_share",
    "judge",
    "needed",
    "prepare",
    "settle",
]

# At least so many: within each year, or standing at the milestone; the plan's words decide which.
INPUTS_OF: Final[dict[Kind, tuple[type[Inputs], ...]]] = {
    Kind.PCT_INSTITUTIONS: (Share,),
    Kind.PCT_COVERAGE: (Coverage, Share),
    Kind.RATIO: (Ratio,),
    Kind.COUNT_PER_YEAR: (Yearly,),
    Kind.RANGE_PER_YEAR: (Yearly,),
    Kind.COUNT_TOTAL: (Total,),
    Kind.RANGE_TOTAL: (Total,),
    Kind.AT_LEAST: (Yearly, Total),
    Kind.GROWTH_AVG: (Growth,),
    Kind.CADENCE: (Cadence,),
    Kind.CAPABILITY: (Capability,),
    Kind.CONTINUOUS: (Continuous,),
    Kind.MONEY: (Total,),
}


def judge(kind: Kind | str, inputs: Inputs, limits: Limits = DEFAULT_LIMITS) -> Verdict:
    """The verdict on a target. Raises InvalidTarget where kind and inputs do not belong together."""
    found = prepare(kind, inputs, limits)
    return settle(found) if isinstance(found, Case) else found


def prepare(kind: Kind | str, inputs: Inputs, limits: Limits = DEFAULT_LIMITS) -> Case | Verdict:
    """The numbers that the bands look at, which can be added to those of another target; or, where something must be
    answered first, the verdict that asks for it. Raises InvalidTarget.
    """
    allowed = INPUTS_OF.get(Kind(kind)) if kind in set(Kind) else None
    if allowed is None or not isinstance(inputs, allowed):
        raise InvalidTarget(reason=f"a target of kind {kind} cannot be judged by {type(inputs).__name__}")
    return _case(inputs, limits)


def _case(inputs: Inputs, limits: Limits) -> Case | Verdict:
    match inputs:
        case Share():
            return kinds.share(inputs, limits)
        case Coverage():
            return kinds.coverage(inputs, limits)
        case Ratio():
            return kinds.ratio(inputs, limits)
        case Yearly():
            return kinds.yearly(inputs, limits)
        case Total():
            return kinds.total(inputs, limits)
        case Growth():
            return kinds.growth(inputs, limits)
        case Cadence():
            return kinds.cadence(inputs, limits)
        case Capability():
            return kinds.capability(inputs, limits)
        case Continuous():
            return kinds.continuous(inputs, limits)
