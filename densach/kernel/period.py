"""Periods of time, both ends included, with the calendars that reports follow.

    year, half, quarter, month          calendar: statistics of the sector (Circular 16/2022/TT-BVHTTDL)
    admin_year, _half, _quarter, _month administrative: the 15th to the 14th (Decree 09/2019/NĐ-CP)
    library_year                        self-assessment of libraries: 01/12 to 30/11 (Circular 05/2020)
    between                             any first and last day

Counts are kept by half-month cells, day 1 to 14 and day 15 to the end. Every calendar above but the day
itself is an exact sum of cells, so one book of counts serves them all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from densach.kernel.dates import english_month, format_date, format_month
from densach.kernel.errors import InvalidPeriod

_DAY: Final = timedelta(days=1)
_ROMAN: Final = ("I", "II", "III", "IV")
_ENGLISH_ORDINALS: Final = ("first", "second", "third", "fourth")
_NAMED: Final = re.compile(r"(\d{4})(?:-(L|A?(?:H([12])|Q([1-4]))|A|(A?)(\d{2})))?", re.ASCII)
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Cells(NamedTuple):
    """A period as whole half-month cells and what is left over at its ends (none, one or two periods)."""

    full: tuple[int, ...]
    edges: tuple[Period, ...]


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` to `end`, both included. Raises InvalidPeriod for an end before the start."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise InvalidPeriod(text=f"{self.start.isoformat()}..{self.end.isoformat()}")

    @classmethod
    def between(cls, start: date, end: date) -> Period:
        """Any first and last day."""
        return cls(start, end)

    @classmethod
    def day(cls, on: date) -> Period:
        """One day."""
        return cls(on, on)

    @classmethod
    def year(cls, year: int) -> Period:
        """Calendar year."""
        return _span(str(year), year, 1, 12)

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        """Calendar half: 1 is January to June, 2 is July to December."""
        return _part(f"{year}-H{half}", year, half, 2)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """Calendar quarter, 1 to 4."""
        return _part(f"{year}-Q{quarter}", year, quarter, 4)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Calendar month, 1 to 12."""
        return _part(f"{year}-{month:02d}", year, month, 12)

    @classmethod
    def admin_year(cls, year: int) -> Period:
        """Administrative year: 15 December of the year before to 14 December."""
        return _administrative(cls.year(year))

    @classmethod
    def admin_half(cls, year: int, half: int) -> Period:
        """Administrative half: 15/12 to 14/6, and 15/6 to 14/12."""
        return _administrative(cls.half(year, half))

    @classmethod
    def admin_quarter(cls, year: int, quarter: int) -> Period:
        """Administrative quarter: from the 15th before the calendar quarter to the 14th of its last month."""
        return _administrative(cls.quarter(year, quarter))

    @classmethod
    def admin_month(cls, year: int, month: int) -> Period:
        """Administrative month: the 15th of the month before to the 14th."""
        return _administrative(cls.month(year, month))

    @classmethod
    def library_year(cls, year: int) -> Period:
        """The year that a library assesses itself by: 1 December of the year before to 30 November."""
        try:
            return cls(date(year - 1, 12, 1), date(year, 11, 30))
        except ValueError:
            raise InvalidPeriod(text=f"{year}-L") from None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a code: 2026, 2026-H1, 2026-Q2, 2026-03, 2026-A, 2026-AH1, 2026-AQ1, 2026-A03, 2026-L,
        2026-01-05, 2026-01-05..2026-02-07. Raises InvalidPeriod.
        """
        return _parse(text)

    @property
    def code(self) -> str:
        """The shortest code that `parse` reads back as this period."""
        return _name(self).code

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def contains(self, other: date | Period) -> bool:
        """Whether a day, or every day of another period, lies inside."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return other in self

    def overlap(self, other: Period) -> Period | None:
        """The days that both have, or none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        if start is self.start and end is self.end:
            return self
        return Period(start, end) if start <= end else None

    def each_day(self) -> Iterator[date]:
        """Every day in order."""
        return (self.start + timedelta(days=n) for n in range(self.days))

    def elapsed(self, on: date) -> Fraction:
        """Share of the days reached at the end of the day `on`: 0 before the start, 1 from the end on."""
        reached = (on - self.start).days + 1
        return Fraction(min(max(reached, 0), self.days), self.days)

    def calendar_years(self) -> tuple[Period, ...]:
        """The period cut at each new year, in order."""
        years = range(self.start.year, self.end.year + 1)
        return tuple(Period(max(self.start, date(y, 1, 1)), min(self.end, date(y, 12, 31))) for y in years)

    def previous(self) -> Period:
        """The period of the same kind just before; for a free one, as many days just before."""
        name = _name(self)
        if name.parts == 0:
            return Period(self.start - self.days * _DAY, self.start - _DAY)
        number = name.year * name.parts + name.part - 2
        year, part = divmod(number, name.parts)
        return _build(name.calendar, year, part + 1, name.parts)

    def year_earlier(self) -> Period:
        """The same period a year before ("cùng kỳ năm trước"); 29 February answers to 28 February."""
        name = _name(self)
        if name.parts:
            return _build(name.calendar, name.year - 1, name.part, name.parts)
        return Period(_year_before(self.start), _year_before(self.end))

    def cells(self) -> Cells:
        """The whole half-month cells inside, and the remainders at the ends, in order."""
        full: list[int] = []
        edges: list[Period] = []
        start = self.start
        while start <= self.end:
            key = cell_of(start)
            cell = cell_period(key)
            if self.contains(cell):
                full.append(key)
            else:
                edges.append(Period(start, min(cell.end, self.end)))
            if cell.end >= self.end:
                break
            start = cell.end + _DAY
        return Cells(tuple(full), tuple(edges))

    def label(self, lang: str = "vi") -> str:
        """The name as a paper says it: "6 tháng đầu năm 2026"; its dates if not of the plain calendar."""
        return _label(self, lang)

    def label_vi(self) -> str:
        """The Vietnamese name."""
        return self.label("vi")


def cell_of(day: date) -> int:
    """Key of the half-month cell of a day: year*10000 + month*100 + half, half 1 being the days 1 to 14."""
    return day.year * 10000 + day.month * 100 + (1 if day.day <= 14 else 2)


def cell_period(key: int) -> Period:
    """The days of a cell. Raises InvalidPeriod for a number that is no key."""
    year, month, half = key // 10000, key // 100 % 100, key % 100
    try:
        if half == 1:
            return Period(date(year, month, 1), date(year, month, 14))
        if half == 2:
            return Period(date(year, month, 15), _month_end(year, month))
    except ValueError:
        pass
    raise InvalidPeriod(text=str(key))


class _Name(NamedTuple):
    """How a period is called: `parts` to the year (12 for a month, 0 for a free one), the `part` from 1."""

    calendar: str  # "" calendar, "A" administrative, "L" library
    year: int
    part: int
    parts: int
    code: str


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=1024)
def _span(text: str, year: int, first: int, last: int) -> Period:
    try:
        return Period(date(year, first, 1), _month_end(year, last))
    except (ValueError, calendar.IllegalMonthError):
        raise InvalidPeriod(text=text) from None


def _part(text: str, year: int, part: int, parts: int) -> Period:
    if not 1 <= part <= parts:
        raise InvalidPeriod(text=text)
    months = 12 // parts
    return _span(text, year, (part - 1) * months + 1, part * months)


def _administrative(plain: Period) -> Period:
    """Half a month earlier at both ends: from the 15th before to the 14th of the last month."""
    try:
        before = plain.start - _DAY
        return Period(before.replace(day=15), plain.end.replace(day=14))
    except OverflowError:
        raise InvalidPeriod(text=plain.start.isoformat()) from None


def _build(kind: str, year: int, part: int, parts: int) -> Period:
    if kind == "L":
        return Period.library_year(year)
    plain = _part(str(year), year, part, parts)
    return _administrative(plain) if kind == "A" else plain


def _name(period: Period) -> _Name:
    year, last = period.end.year, period.end.month
    spans = {12: 1, 6: 2, 3: 4, 1: 12}
    for kind in ("", "A"):
        for months, parts in spans.items():
            if last % months:
                continue
            part = last // months
            if year > 1 and _build(kind, year, part, parts) == period:
                return _Name(kind, year, part, parts, _code(kind, year, part, parts))
    if (period.end.month, period.end.day) == (11, 30) and period.start == date(year - 1, 12, 1):
        return _Name("L", year, 1, 1, f"{year:04d}-L")
    ends = [period.start.isoformat(), period.end.isoformat()]
    return _Name("", year, 0, 0, ends[0] if period.days == 1 else "..".join(ends))


def _code(kind: str, year: int, part: int, parts: int) -> str:
    if parts == 1:
        return f"{year:04d}-{kind}" if kind else f"{year:04d}"
    tail = {2: f"H{part}", 4: f"Q{part}", 12: f"{part:02d}"}[parts]
    return f"{year:04d}-{kind}{tail}"


def _parse(text: str) -> Period:
    try:
        if ".." in text:
            start, end = text.split("..")
            return Period(_iso(start), _iso(end))
        if _ISO.fullmatch(text):
            return Period.day(_iso(text))
    except ValueError:
        raise InvalidPeriod(text=text) from None
    match = _NAMED.fullmatch(text)
    if match is None:
        raise InvalidPeriod(text=text)
    kind = (match[2] or "")[:1] if (match[2] or "")[:1] in ("A", "L") else ""
    numbers = ((2, match[3]), (4, match[4]), (12, match[6]))
    part, parts = next(((int(found), parts) for parts, found in numbers if found), (1, 1))
    try:
        return _build(kind, int(match[1]), part, parts)
    except InvalidPeriod:
        raise InvalidPeriod(text=text) from None


def _iso(text: str) -> date:
    if not _ISO.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _year_before(day: date) -> date:
    last = _month_end(day.year - 1, day.month).day
    return day.replace(year=day.year - 1, day=min(day.day, last))


def _label(period: Period, lang: str) -> str:
    name = _name(period)
    if name.calendar or not name.parts:
        start, end = format_date(period.start, lang), format_date(period.end, lang)
        if period.days == 1:
            return f"ngày {start}" if lang == "vi" else start
        return f"từ ngày {start} đến ngày {end}" if lang == "vi" else f"{start} to {end}"
    if lang == "vi":
        return _label_vi(name)
    if name.parts == 1:
        return f"{name.year}"
    if name.parts == 12:
        return f"{english_month(name.part)} {name.year}"
    return f"{_ENGLISH_ORDINALS[name.part - 1]} {'half' if name.parts == 2 else 'quarter'} of {name.year}"


def _label_vi(name: _Name) -> str:
    return {
        1: f"năm {name.year}",
        2: f"6 tháng {'đầu' if name.part == 1 else 'cuối'} năm {name.year}",
        4: f"quý {_ROMAN[(name.part - 1) % 4]} năm {name.year}",
        12: f"{format_month(name.part)} năm {name.year}",
    }[name.parts]
