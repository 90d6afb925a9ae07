"""The words of a verdict: kinds, statuses, limits, and the steps that explain it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from densach.kernel.dates import format_date
from densach.kernel.errors import Invalid
from densach.kernel.numbers import format_number, format_percent

Exact = int | Fraction | Decimal


class InvalidTarget(Invalid):
    """Inputs that no target can have. Parameter: `reason`, a short English phrase for the journal."""

    message_id = "plans.invalid_target"


class Kind(StrEnum):
    """The kinds of targets, as plans state them."""

    PCT_INSTITUTIONS = "pct_institutions"
    PCT_COVERAGE = "pct_coverage"
    RATIO = "ratio"
    COUNT_PER_YEAR = "count_per_year"
    RANGE_PER_YEAR = "range_per_year"
    COUNT_TOTAL = "count_total"
    RANGE_TOTAL = "range_total"
    AT_LEAST = "at_least"
    GROWTH_AVG = "growth_avg"
    CADENCE = "cadence"
    CAPABILITY = "capability"
    CONTINUOUS = "continuous"
    MONEY = "money"


class Status(StrEnum):
    """Where a target stands. `rank` orders all but NO_DATA, which is no place on the way."""

    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NO_DATA = "no_data"

    @property
    def rank(self) -> int:
        """3 for achieved down to 0 for off track; -1 for no data."""
        return _RANKS[self]


_RANKS: Final = {
    Status.ACHIEVED: 3,
    Status.ON_TRACK: 2,
    Status.AT_RISK: 1,
    Status.OFF_TRACK: 0,
    Status.NO_DATA: -1,
}


@dataclass(frozen=True)
class Limits:
    """The two limits of a programme on r = achieved so far / expected so far."""

    on_track: Fraction = Fraction(95, 100)
    at_risk: Fraction = Fraction(60, 100)

    def __post_init__(self) -> None:
        if not 0 < self.at_risk <= self.on_track <= 1:
            raise InvalidTarget(reason="limits must be 0 < at risk <= on track <= 1")


DEFAULT_LIMITS: Final = Limits()

_SHARES: Final = frozenset({"elapsed", "ratio", "percent", "known", "growth", "stage"})


@dataclass(frozen=True)
class Step:
    """One step of the reckoning, to be worded by its id; shares are held as shares (7/10, not 70)."""

    message_id: str
    params: Mapping[str, Fraction | date | str] = field(default_factory=dict)

    def texts(self, lang: str = "vi") -> dict[str, str]:
        """The parameters as text: shares as percentages, numbers and dates in the manner of the language."""
        return {name: _text(name, value, lang) for name, value in self.params.items()}


def _text(name: str, value: Fraction | date | str, lang: str) -> str:
    if isinstance(value, Fraction):
        return format_percent(value, lang) if name in _SHARES else format_number(value, lang)
    return format_date(value, lang) if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class Verdict:
    """The status of a target on a day, and how it came about.

    `low` and `high` are the statuses if every missing answer were no, and yes; `provisional` says that they
    differ and the low one was taken ("tạm tính"). `expected` is the value by that day, `need` the target
    value, both in the target's unit; `ratio` is r of the low reading. From `on_track_from` and `at_risk_from` up a
    value has that status on this day. None means that it cannot be told.
    """

    status: Status
    provisional: bool
    expected: Fraction | None
    actual: Fraction | None
    ratio: Fraction | None
    need: Fraction | None
    low: Status
    high: Status
    explanation: tuple[Step, ...]
    on_track_from: Fraction | None = None
    at_risk_from: Fraction | None = None
