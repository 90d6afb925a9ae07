"""What each kind of target must be told to be judged. Values are exact: no floats.

`base` None means that the starting value is unknown. `known` is the share of the reporters obliged to report
that did; 1 is all. A count that nobody reported is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from densach.programme.plans.judging.verdict import Exact, InvalidTarget


def require(condition: bool, reason: str) -> None:
    """Refuse inputs that no target can have."""
    if not condition:
        raise InvalidTarget(reason=reason)


@dataclass(frozen=True)
class Term:
    """From the day the base was taken to the milestone, seen on a day.

    The base is the state at the end of `start`, so nothing is expected on that day yet.
    """

    start: date
    milestone: date
    on: date

    def __post_init__(self) -> None:
        require(self.start <= self.milestone, "the milestone lies before the start")

    @property
    def elapsed(self) -> Fraction:
        """Share of the term that has gone by, 0 to 1."""
        if self.closed:
            return Fraction(1)
        if self.on <= self.start:
            return Fraction(0)
        return Fraction((self.on - self.start).days, (self.milestone - self.start).days)

    @property
    def closed(self) -> bool:
        """Whether the milestone is reached: what is unmet then is missed."""
        return self.on >= self.milestone


@dataclass(frozen=True)
class Share:
    """`percent` of the institutions of a type alive on the day (at the milestone: of that day)."""

    yes: int
    no: int
    unknown: int
    percent: Exact
    base: Exact | None
    term: Term

    def __post_init__(self) -> None:
        require(min(self.yes, self.no, self.unknown) >= 0, "answers cannot be fewer than none")
        require(0 <= self.percent <= 100, "a percentage lies between 0 and 100")


@dataclass(frozen=True)
class Coverage:
    """`percent` of a declared denominator; `unknown` of it are not answered for."""

    covered: Exact | None
    denominator: Exact | None
    percent: Exact
    base: Exact | None
    term: Term
    unknown: Exact = 0

    def __post_init__(self) -> None:
        require(0 <= self.percent <= 100, "a percentage lies between 0 and 100")
        require(self.denominator is None or self.denominator > 0, "the denominator must be above zero")
        require(self.unknown >= 0, "answers cannot be fewer than none")
        require(self.denominator is None or self.unknown <= self.denominator, "more unknown than there are")


@dataclass(frozen=True)
class Ratio:
    """`need` of `of` units; `total` is how many there are on the day, where that has changed."""

    actual: int | None
    need: int
    of: int
    base: Exact | None
    term: Term
    total: int | None = None
    unknown: int = 0

    def __post_init__(self) -> None:
        require(0 <= self.need <= self.of and self.of > 0, "n of N with n no greater than N")
        require(self.total is None or self.total > 0, "the total must be above zero")
        require(0 <= self.unknown <= (self.total or self.of), "more unknown than there are")


@dataclass(frozen=True)
class Yearly:
    """At least `minimum` within a year; `expected_share` of it is due by the day (see `windows`).

    "Trung bình/năm": `years` of the plan are taken together, `closed_years` of them are over, `actual` is the
    sum over all of them and `expected_share` belongs to the running year. `closed` says that all are over.
    `estimate` of the whole running year is shown, never judged.
    """

    actual: Exact | None
    minimum: Exact
    expected_share: Fraction
    closed: bool
    maximum: Exact | None = None
    known: Fraction = Fraction(1)
    years: int = 1
    closed_years: int = 0
    estimate: Exact | None = None

    def __post_init__(self) -> None:
        require(self.minimum >= 0, "a count cannot be below zero")
        require(self.maximum is None or self.maximum >= self.minimum, "the maximum is below the minimum")
        require(0 <= self.expected_share <= 1, "a share lies between 0 and 1")
        require(0 <= self.known <= 1, "a share lies between 0 and 1")
        require(0 <= self.closed_years <= self.years and self.years > 0, "more closed years than years")


@dataclass(frozen=True)
class Total:
    """At least `minimum` by the milestone, counted from the start (base 0) or standing there as a stock."""

    actual: Exact | None
    minimum: Exact
    term: Term
    base: Exact | None = 0
    maximum: Exact | None = None
    known: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        require(self.minimum >= 0, "a count cannot be below zero")
        require(self.maximum is None or self.maximum >= self.minimum, "the maximum is below the minimum")
        require(0 <= self.known <= 1, "a share lies between 0 and 1")


@dataclass(frozen=True)
class Growth:
    """`percent` a year on average from the value of the base year; `value` is that of the last closed year.

    The minimum judges; `percent_max` is a second mark. `estimate` of the running year is shown, never judged.
    """

    base: Exact | None
    value: Exact | None
    closed_years: int
    years: int
    percent: Exact
    percent_max: Exact | None = None
    estimate: Exact | None = None
    known: Fraction = Fraction(1)
    base_year: int | None = None

    def __post_init__(self) -> None:
        require(self.percent >= 0, "growth cannot be below zero")
        require(
            self.percent_max is None or self.percent_max >= self.percent, "the maximum is below the minimum"
        )
        require(self.years > 0 and self.closed_years >= 0, "growth needs at least one year")
        require(0 <= self.known <= 1, "a share lies between 0 and 1")


@dataclass(frozen=True)
class Cadence:
    """`times` in a window by each obligated unit; `done` counts no unit more than `times`.

    `event_passed` belongs to a dated event (21/4): False before and on its day, True after it. `unknown`
    units have not answered.
    """

    done: int
    obligated: int
    window_elapsed: Fraction
    times: int = 1
    unknown: int = 0
    event_passed: bool | None = None

    def __post_init__(self) -> None:
        require(self.done >= 0 and self.times > 0, "acts are counted from none up")
        require(0 <= self.unknown <= self.obligated, "more unknown than there are")
        require(0 <= self.window_elapsed <= 1, "a share lies between 0 and 1")


STAGES = tuple(Fraction(quarters, 4) for quarters in range(5))


@dataclass(frozen=True)
class Capability:
    """Something to be built by the end of a term: stage 0, ¼ (agreed in principle), ½ (approved, funded),
    ¾ (under way), 1 (accepted). It counts only once its evidence is verified one level up. Where it waits for
    an event, the term runs from the event and `triggered` says whether that has happened.
    """

    stage: Fraction | None
    verified: bool
    term_elapsed: Fraction
    triggered: bool = True

    def __post_init__(self) -> None:
        require(self.stage is None or self.stage in STAGES, "stages go by quarters")
        require(0 <= self.term_elapsed <= 1, "a share lies between 0 and 1")


@dataclass(frozen=True)
class Continuous:
    """At least one record in each of the `periods` gone by; for `unknown` of them nobody answered."""

    periods: int
    recorded: int
    closed: bool
    unknown: int = 0

    def __post_init__(self) -> None:
        require(min(self.recorded, self.unknown) >= 0, "periods are counted from none up")
        require(self.recorded + self.unknown <= self.periods, "more periods answered than have gone by")


Inputs = Share | Coverage | Ratio | Yearly | Total | Growth | Cadence | Capability | Continuous
