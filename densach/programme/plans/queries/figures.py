"""Figures for judging: each question to the indicators is asked once a reading, however many targets need it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

from densach.kernel.period import Period
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.queries import Reading
from densach.programme.indicators.rules import AsWhen, Scope, Value

EARLIER_YEARS = 3


@dataclass
class Figures:
    """A reading of the book on a day; with marks, what was known then."""

    on: date
    as_: AsWhen = "was"
    until_fact: int | None = None
    known_at: datetime | None = None
    _known: dict[tuple[str, Scope, Period, date], Value] = field(default_factory=dict, repr=False)
    _reading: Reading | None = field(default=None, repr=False)

    def value(self, indicator: Indicator, scope: Scope, period: Period, on: date | None = None) -> Value:
        """The indicator over the period, seen on a day (the reading's own unless told)."""
        return self.series(indicator, scope, [period], on)[0]

    def series(
        self, indicator: Indicator, scope: Scope, periods: Sequence[Period], on: date | None = None
    ) -> list[Value]:
        """Many periods of one indicator, read together."""
        day = on or self.on
        keys = [(indicator.code, scope, period, day) for period in periods]
        missing = [period for key, period in zip(keys, periods, strict=True) if key not in self._known]
        if missing:
            reading = self._reading_on(day)
            for period in missing:
                self._known[(indicator.code, scope, period, day)] = reading.value(indicator, scope, period)
        return [self._known[key] for key in keys]

    def _reading_on(self, day: date) -> Reading:
        """One reading for all days: the map and the members of a scope are walked once for the whole plan."""
        if self._reading is None:
            self._reading = indicators.begin_reading(
                self.on, as_=self.as_, until_fact=self.until_fact, known_at=self.known_at
            )
        return self._reading if day == self.on else replace(self._reading, on=day)

    def earlier(self, indicator: Indicator, scope: Scope, year: Period, on: date) -> list[tuple[int, int]]:
        """(count by the same day, count of the whole year) of up to three earlier years, latest first.

        A year that was entered as one number has nothing by the same day and cannot tell how a year goes.
        """
        wholes: list[Period] = []
        parts: list[Period] = []
        whole, part = year, Period(year.start, min(max(on, year.start), year.end))
        for _step in range(EARLIER_YEARS):
            whole, part = whole.year_earlier(), part.year_earlier()
            wholes.append(whole)
            parts.append(part)
        values = self.series(indicator, scope, [*wholes, *parts])
        pairs = zip(values[EARLIER_YEARS:], values[:EARLIER_YEARS], strict=True)
        return [
            (so_far.numerator, all_.numerator)
            for so_far, all_ in pairs
            if so_far.numerator and all_.numerator
        ]

    def evidence_url(self, indicator: Indicator, scope: Scope, period: Period) -> str:
        """The page whose sum is the figure."""
        return indicators.evidence_url(
            indicator, scope, period, self.on, until_fact=self.until_fact, known_at=self.known_at
        )


def known_share(value: Value) -> Fraction:
    """Share of the institutions asked that answered; 1 where nobody in particular is asked."""
    if not value.parts:
        return Fraction(1)
    return Fraction(len(value.parts) - value.unknown, len(value.parts))
