"""Figures for judging: each question to the indicators is asked once a reading, however many targets need it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

from densach.kernel.period import Period
from densach.programme.indicators import queries as indicators
from densach.programme.indicators.models import Indicator
from densach.programme.indicators.queries import Reading
from densach.programme.indicators.rules import AsWhen, Scope, Value

EARLIER_YEARS = 3
# More than a sixth of a year within its first seventeen days is a number of more than those days.
_LUMP = 6
# The reading of the indicators that takes an area, or a unit, together with what became part of it.
READ_AS: AsWhen = "now"


@dataclass
class Figures:
    """A reading of the book on a day; with marks, what was known then.

    A plan is read over its territory with the areas that went wholly into it, and a unit with those that went on as
    it: the year 2025 of a province born on 01/07 is its predecessors' to 30/06 and its own after.
    """

    on: date
    until_fact: int | None = None
    known_at: datetime | None = None
    _known: dict[tuple[str, Scope, Period, date], Value] = field(default_factory=dict, repr=False)
    _amounts: dict[tuple[str, Scope, Period], int | None] = field(default_factory=dict, repr=False)
    _noted: dict[tuple[str, Scope, Period, date], Value] = field(default_factory=dict, repr=False)
    _noted_amounts: set[tuple[str, Scope, Period]] = field(default_factory=set, repr=False)
    _earlier: dict[tuple[str, Scope, Period, date], list[tuple[int, int]]] = field(
        default_factory=dict, repr=False
    )
    _reading: Reading | None = field(default=None, repr=False)
    _is_collecting: bool = field(default=False, repr=False)
    _shared: Figures | None = field(default=None, repr=False)

    def on_day(self, day: date) -> Figures:
        """Figures of another day out of the same reading: what is asked of them is read together with the rest."""
        return (
            self
            if day == self.on
            else replace(
                self,
                on=day,
                _known={},
                _amounts={},
                _noted={},
                _noted_amounts=set(),
                _earlier={},
                _reading=None,
                _shared=self,
            )
        )

    def value(self, indicator: Indicator, scope: Scope, period: Period, on: date | None = None) -> Value:
        """The indicator over the period, seen on a day (the reading's own unless told)."""
        return self.series(indicator, scope, [period], on)[0]

    def series(
        self, indicator: Indicator, scope: Scope, periods: Sequence[Period], on: date | None = None
    ) -> list[Value]:
        """Many periods of one indicator, read together."""
        day = on or self.on
        keys = [(indicator.code, scope, period, day) for period in periods]
        if (self._shared or self)._is_collecting:
            return [self._note(key, indicator, scope) for key in keys]
        missing = [period for key, period in zip(keys, periods, strict=True) if key not in self._known]
        if missing:
            reading = self._reading_on(day)
            for period in missing:
                self._known[(indicator.code, scope, period, day)] = reading.value(indicator, scope, period)
        return [self._known[key] for key in keys]

    def _note(self, key: tuple[str, Scope, Period, date], indicator: Indicator, scope: Scope) -> Value:
        """Lets the reading note what this figure needs; the next target that needs it adds nothing."""
        if key not in self._noted:
            self._noted[key] = self._reading_on(key[3]).value(indicator, scope, key[2])
        return self._noted[key]

    def amounts(self, indicator: Indicator, scope: Scope, periods: Sequence[Period]) -> list[int | None]:
        """The numerators of many periods, where nothing else of the figures is asked."""
        reading = self._reading_on(self.on)
        keys = [(indicator.code, scope, period) for period in periods]
        if (self._shared or self)._is_collecting:
            for key in set(keys) - self._noted_amounts:
                reading.amount(indicator, scope, key[2])
                self._noted_amounts.add(key)
            return [None for _key in keys]
        for key, period in zip(keys, periods, strict=True):
            if key not in self._amounts:
                self._amounts[key] = reading.amount(indicator, scope, period)
        return [self._amounts[key] for key in keys]

    def read_together(self, ask: Callable[[], None]) -> None:
        """Asks once without answers, so that everything it needs is read together; ask again for the figures."""
        with self._reading_on(self.on).collecting():
            self._is_collecting = True
            ask()
            self._is_collecting = False

    def _reading_on(self, day: date) -> Reading:
        """One reading for all days: the map and the members of a scope are walked once for the whole plan."""
        if self._shared is not None:
            return self._shared._reading_on(day)
        if self._reading is None:
            self._reading = indicators.begin_reading(
                self.on, as_=READ_AS, until_fact=self.until_fact, known_at=self.known_at
            )
        return self._reading if day == self.on else replace(self._reading, on=day)

    def earlier(self, indicator: Indicator, scope: Scope, year: Period, on: date) -> list[tuple[int, int]]:
        """(count by the same day, count of the whole year) of up to three earlier years, latest first.

        Only a year tells how a year goes whose end was counted by hardly more units than its beginning: one that was
        entered as one number, by half years, or only from some month on shows when counting began, not when readers
        came. Most of those who count this year must have counted then.
        """
        key = (indicator.code, scope, year, on)
        if (self._shared or self)._is_collecting:
            return self._read_earlier(indicator, scope, year, on)
        if key not in self._earlier:
            self._earlier[key] = self._read_earlier(indicator, scope, year, on)
        return self._earlier[key]

    def _read_earlier(
        self, indicator: Indicator, scope: Scope, year: Period, on: date
    ) -> list[tuple[int, int]]:
        whole, part = year, Period(year.start, min(max(on, year.start), year.end))
        value, reading = self.value(indicator, scope, year), self._reading_on(self.on)
        present, found = len(value.parts) - value.unknown, []
        for _step in range(EARLIER_YEARS):
            whole, part = whole.year_earlier(), part.year_earlier()
            # From 15/12 to 31/12 end the numbers of whole calendar years: of the year before, not of this one.
            head = Period(whole.start, date(whole.start.year, 12, 31)) if whole.start.day > 1 else part
            so_far, all_, first = self.amounts(indicator, scope, [part, whole, head])
            march, december = (Period.month(whole.end.year, month) for month in (3, 12))
            begun, ended = (reading.tellers(indicator, scope, month) for month in (march, december))
            is_lump = head is not part and bool(all_) and _LUMP * (first or 0) > (all_ or 0)
            if so_far and all_ and not is_lump and _is_steady(begun, ended, present):
                found.append((so_far, all_))
        return found


def _is_steady(begun: int, ended: int, present: int) -> bool:
    """Whether a year was counted by the same from its beginning to its end, and by most of those who count now.

    March holds months and the first quarter, but neither half years nor years: those end in June or December.
    """
    return min(begun, ended) > 0 and 5 * begun >= 4 * ended and 2 * begun > present


def evidence_url(
    indicator: Indicator,
    scope: Scope,
    period: Period,
    on: date,
    until_fact: int | None = None,
    known_at: datetime | None = None,
) -> str:
    """The page whose sum is the figure."""
    return indicators.evidence_url(
        indicator, scope, period, on, as_=READ_AS, until_fact=until_fact, known_at=known_at
    )


def known_share(value: Value) -> Fraction:
    """Share of the institutions asked that answered; 1 where nobody in particular is asked."""
    if not value.parts:
        return Fraction(1)
    return Fraction(len(value.parts) - value.unknown, len(value.parts))
