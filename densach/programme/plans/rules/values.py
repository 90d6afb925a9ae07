"""What a person may write into a row, checked before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from densach.programme.plans.rules.refusals import (
    BaseAfterTerm,
    DayImpossible,
    NotAPercentage,
    SubjectMissing,
    UnknownTargetKind,
    ValueMissing,
    ValuesOutOfOrder,
    YearsOutOfOrder,
)
from densach.programme.plans.rules.unfit import (
    BaseOfNought,
    BegunAhead,
    BelowNought,
    NothingPromised,
    RangeHalfOpen,
    TermBeforePlan,
    TooManyDecimals,
    ValueTooLarge,
)
from densach.programme.plans.rules.vocabulary import KINDS, PERCENT, RANGES, VALUED

_LEAP_YEAR = 2024
# What a paper may mean at most: sums of money in đồng stay far below, and every column holds it.
MOST: Final = 10**15
MOST_UNITS: Final = 10**12
MOST_GROWTH: Final = 1000  # per cent a year
_PLACES: Final = 4


@dataclass(frozen=True)
class Place:
    """Where in the paper a row stands; offsets count Unicode characters of the plan's text, end exclusive."""

    quote: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class TargetValues:
    """All that can be changed of a target. For `ratio` the promise is value_min of value_max."""

    subject: str
    kind: str
    value_min: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    per: str = ""
    every_years: int | None = None
    year_from: int | None = None
    year_to: int | None = None
    milestone: int | None = None
    base_year: int | None = None
    base_value: int | None = None
    denominator: int | None = None
    trigger_on: date | None = None
    institution_types: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    indicator: str = ""
    mandatory: bool = False

    def check(self) -> None:
        """Raises the first refusal that these values meet."""
        if not self.subject.strip():
            raise SubjectMissing
        if self.kind not in KINDS:
            raise UnknownTargetKind(kind=self.kind)
        self._check_values()
        self._check_bounds()
        if self.year_from and self.year_to and self.year_from > self.year_to:
            raise YearsOutOfOrder(year_from=self.year_from, year_to=self.year_to)
        last = self.year_to or self.milestone
        if self.kind == "growth_avg" and self.base_year and last and self.base_year >= last:
            raise BaseAfterTerm(base_year=self.base_year, year_to=last)

    def check_within(self, plan_from: int, plan_to: int, on: date) -> None:
        """What only the plan and the day can tell. A target may look beyond its plan, never end before it begins."""
        last = self.year_to or self.milestone
        if last and last < plan_from:
            raise TermBeforePlan(year_to=last, plan_from=plan_from, plan_to=plan_to)
        if self.trigger_on and self.trigger_on > on:
            raise BegunAhead(day=self.trigger_on)

    def _check_bounds(self) -> None:
        most = MOST_GROWTH if self.kind == "growth_avg" else MOST
        for value, limit in (
            (self.value_min, most),
            (self.value_max, most),
            (self.base_value, MOST),
            (self.denominator, MOST_UNITS),
        ):
            if value is not None and value < 0:
                raise BelowNought(value=value)
            if value is not None and value > limit:
                raise ValueTooLarge(value=value, most=limit)
            if value is not None and value != round(value, _PLACES):
                raise TooManyDecimals(value=value)
        if self.kind == "growth_avg" and self.base_value == 0:
            raise BaseOfNought

    def _check_promise(self) -> None:
        if self.kind in RANGES and self.value_max is None:
            raise RangeHalfOpen
        promised = self.value_min if self.kind == "ratio" or self.value_max is None else self.value_max
        if self.kind != "growth_avg" and promised == 0:
            raise NothingPromised

    def _check_values(self) -> None:
        if self.kind in VALUED and self.value_min is None:
            raise ValueMissing
        if self.kind == "ratio" and self.value_max is None:
            raise ValueMissing
        if self.value_min is not None and self.value_max is not None and self.value_min > self.value_max:
            raise ValuesOutOfOrder(low=self.value_min, high=self.value_max)
        for value in (self.value_min, self.value_max):
            if self.kind in PERCENT and value is not None and not 0 <= value <= 100:
                raise NotAPercentage(value=value)
        self._check_promise()


@dataclass(frozen=True)
class TaskValues:
    title: str
    content: str = ""
    group: str = ""
    time_kind: str = ""
    time_text: str = ""

    def check(self) -> None:
        if not self.title.strip():
            raise SubjectMissing


@dataclass(frozen=True)
class DutyValues:
    cycle: str
    due_day: int | None = None
    due_month: int | None = None
    due_on: date | None = None
    reporters: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    def check(self) -> None:
        check_day(self.due_day, self.due_month)


@dataclass(frozen=True)
class EventValues:
    name: str
    day: int | None = None
    month: int | None = None
    lunar: bool = False

    def check(self) -> None:
        if not self.name.strip():
            raise SubjectMissing
        if not self.lunar:
            check_day(self.day, self.month)


RowValues = TargetValues | TaskValues | DutyValues | EventValues


def check_day(day: int | None, month: int | None) -> None:
    """A day of every year: both or neither, and one that the calendar has (29/2 is one)."""
    if day is None and month is None:
        return
    try:
        date(_LEAP_YEAR, month or 0, day or 0)
    except ValueError:
        raise DayImpossible(day=day, month=month) from None
