"""Figures for judging: each question to the indicators is asked once a reading, however many targets need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

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
    _amounts: dict[tuple[str, Scope], dict[Period, int | None]] = field(default_factory=dict, repr=False)
    _noted: dict[tuple[str, Scope, Period, date], Value] = field(default_factory=dict, repr=False)
    _noted_amounts: dict[tuple[str, Scope], set[Period]] = field(default_factory=dict, repr=False)
    _earlier: dict[tuple[str, Scope, Period, date], list[tuple[int, int]]] = field(
        default_factory=dict, repr=False
    )
    _asked_earlier: set[tuple[str, Scope, Period, date]] = field(default_factory=set, repr=False)
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
                _noted_amounts={},
                _earlier={},
                _asked_earlier=set(),
                _reading=None,
                _shared=self,
            )
        )

    def value(self, indicator: Indicator, scope: Scope, period: Period, on: date | None = None) -> Value:
        """The indicator over the period, seen on a day (the reading's own unless told)."""
        day = on or self.on
        key = (indicator.code, scope, period, day)
        if (self._shared or self)._is_collecting:
            return self._note(key, indicator, scope)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._reading_on(day).value(indicator, scope, period)
        return found

    def _note(self, key: tuple[str, Scope, Period, date], indicator: Indicator, scope: Scope) -> Value:
        """Lets the reading note what this figure needs; the next target that needs it adds nothing."""
        found = self._noted.get(key)
        if found is None:
            found = self._noted[key] = self._reading_on(key[3]).value(indicator, scope, key[2])
        return found

    def amounts(self, indicator: Indicator, scope: Scope, periods: Sequence[Period]) -> list[int | None]:
        """The numerators of many periods, where nothing else of the figures is asked."""
        reading, key = self._reading_on(self.on), (indicator.code, scope)
        if (self._shared or self)._is_collecting:
            noted = self._noted_amounts.setdefault(key, set())
            for period in set(periods) - noted:
                reading.amount(indicator, scope, period)
            noted.update(periods)
            return [None for _period in periods]
        known = self._amounts.setdefault(key, {})
        for period in periods:
            if period not in known:
                known[period] = reading.amount(indicator, scope, period)
        return [known[period] for period in periods]

    def know_areas(self, area_ids: Iterable[int]) -> None:
        """The map of many areas is read at once."""
        self._reading_on(self.on).know_areas(area_ids)

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
            self._noted_earlier(key, indicator)
            return []
        found = self._earlier.get(key)
        if found is None:
            found = self._earlier[key] = self._read_earlier(indicator, scope, year, on)
        return found

    def _noted_earlier(self, key: tuple[str, Scope, Period, date], indicator: Indicator) -> None:
        """Lets the reading note what the earlier years need, once."""
        if key not in self._asked_earlier:
            self._asked_earlier.add(key)
            self._read_earlier(indicator, *key[1:])

    def _read_earlier(
        self, indicator: Indicator, scope: Scope, year: Period, on: date
    ) -> list[tuple[int, int]]:
        value, reading = self.value(indicator, scope, year), self._reading_on(self.on)
        present, found = len(value.parts) - value.unknown, []
        for one in _earlier_years(year, on):
            so_far, all_, first = self.amounts(indicator, scope, [one.part, one.whole, one.head])
            begun, ended = (reading.tellers(indicator, scope, month) for month in (one.march, one.december))
            is_lump = one.head is not one.part and bool(all_) and _LUMP * (first or 0) > (all_ or 0)
            if so_far and all_ and not is_lump and _is_steady(begun, ended, present):
                found.append((so_far, all_))
        return found


class _Earlier(NamedTuple):
    """An earlier year: to the same day, all of it, and what of it would hold a number entered for another one."""

    part: Period
    whole: Period
    head: Period
    march: Period
    december: Period


@lru_cache(maxsize=256)
def _earlier_years(year: Period, on: date) -> tuple[_Earlier, ...]:
    whole, part, found = year, Period(year.start, min(max(on, year.start), year.end)), []
    for _step in range(EARLIER_YEARS):
        whole, part = whole.year_earlier(), part.year_earlier()
        # From 15/12 to 31/12 end the numbers of whole calendar years: of the year before, not of this one.
        head = Period(whole.start, date(whole.start.year, 12, 31)) if whole.start.day > 1 else part
        march, december = (Period.month(whole.end.year, month) for month in (3, 12))
        found.append(_Earlier(part, whole, head, march, december))
    return tuple(found)


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
