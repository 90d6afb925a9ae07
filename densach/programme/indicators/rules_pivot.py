"""A table turned as one likes: what is asked of it, its windows of time, and where sums make sense. Pure.

The address says all: `?hang=area&cot=month&do=library.visits&tu=2025-01&den=2026-12&dia_ban=86&xem=now`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final, Literal
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from densach.kernel.errors import Conflict, Invalid, NotFound
from densach.kernel.period import Period
from densach.programme.indicators.rules import AsWhen

Nature = Literal["flow", "stock", "ratio", "share"]

AREAS: Final[dict[str, str | Promise]] = {
    "area": _("places, the next level down"),
    "province": _("provinces"),
    "commune": _("communes and wards"),
    "tree": _("places, all levels"),
}
UNITS: Final[dict[str, str | Promise]] = {
    "kind": _("kinds of institutions"),
    "level": _("levels"),
    "unit": _("institutions"),
}
STEPS: Final[dict[str, str | Promise]] = {
    "month": _("months"),
    "quarter": _("quarters"),
    "half": _("half-years"),
    "year": _("years"),
}
SLICES: Final[dict[str, str | Promise]] = {
    "age": _("age bands"),
    "sex": _("sex"),
    "ethnic": _("ethnic minority or not"),
    "channel": _("where served"),
    "visitor": _("who came"),
}
MEASURES: Final = "measure"
AXES: Final[dict[str, str | Promise]] = {
    **AREAS,
    **UNITS,
    **STEPS,
    **SLICES,
    MEASURES: _("measures and indicators"),
}
CHARTS: Final[dict[str, str | Promise]] = {
    "bars": _("bars"),
    "lines": _("lines"),
    "stacked": _("stacked bars"),
    "none": _("no chart"),
}
_PARTS: Final = {"month": 12, "quarter": 4, "half": 2, "year": 1}

CELLS: Final = 5000
MOST_COLUMNS: Final = 150
MOST_ROWS: Final = 200
MOST_MEASURES: Final = 12
MOST_YEARS: Final = 20
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


class UnreadableAxis(Invalid):
    """Rows and columns ask for the same thing. Parameter: `axis`."""

    message_id = "indicators.pivot_same_axis"


class TooManyColumns(Invalid):
    """More columns than a page can hold. Parameters: `number`, `most`."""

    message_id = "indicators.pivot_too_many_columns"


class NothingToMeasure(NotFound):
    """Neither a measure nor an indicator that a table can show has this code. Parameter: `code`."""

    message_id = "indicators.pivot_unknown_measure"


class UnnamedView(Invalid):
    """A view is kept under a name."""

    message_id = "indicators.view_unnamed"


class ViewNameTaken(Conflict):
    """The person keeps another view under this name. Parameter: `name`."""

    message_id = "indicators.view_name_taken"


class UnknownView(NotFound):
    """No such view, or somebody else's."""

    message_id = "indicators.view_unknown"


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `unread` are parts that said nothing we know; `swapped`: its months stood the wrong
    way round.
    """

    rows: str = "area"
    columns: str = "month"
    measures: tuple[str, ...] = ()
    first: date = date(2026, 1, 1)
    last: date = date(2026, 12, 31)
    administrative: bool = False
    area: str = ""
    as_: AsWhen = "was"
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    slice: str = ""
    chart: str = "bars"
    order: str = ""
    page: int = 1
    plain: bool = False
    unread: tuple[str, ...] = ()
    swapped: bool = False

    @property
    def axes(self) -> tuple[str, str]:
        return self.rows, self.columns

    @property
    def step(self) -> str:
        """The step of the axis of time, if there is one; of parts of the year against years the parts'."""
        steps = [axis for axis in self.axes if axis in STEPS]
        return next((axis for axis in steps if axis != "year"), steps[0] if steps else "")

    @property
    def is_seasonal(self) -> bool:
        """Whether months (quarters, half-years) of the year stand against years."""
        return all(axis in STEPS for axis in self.axes)

    @property
    def sliced(self) -> str:
        """The dimension of the axis of slices, if there is one."""
        return next((axis for axis in self.axes if axis in SLICES), "")

    def query(self, **changed: str) -> str:
        """The address of the same view, with parts changed; an empty text leaves a part out."""
        told: dict[str, str] = {
            "hang": self.rows,
            "cot": self.columns,
            "do": ",".join(self.measures),
            "tu": f"{self.first:%Y-%m}",
            "den": f"{self.last:%Y-%m}",
            "lich": "nd09" if self.administrative else "",
            "dia_ban": self.area,
            "xem": self.as_,
            "loai": ",".join(self.kinds),
            "cap": ",".join(self.levels),
            "lat": self.slice,
            "ve": self.chart,
            "xep": self.order,
            "trang": str(self.page) if self.page > 1 else "",
            "mau": "khong" if self.plain else "",
        }
        return urlencode({name: text for name, text in (told | changed).items() if text})


def asked_of(query: Mapping[str, str], lists: Mapping[str, Sequence[str]], on: date) -> Asked:
    """What the address asks for; what it leaves out or says wrongly falls back to the running year by month.
    `lists` holds the parts that may stand several times (a form's boxes). Raises UnreadableAxis.
    """
    unread: list[str] = []

    def one_of(name: str, known: Iterable[str], fallback: str) -> str:
        text = query.get(name, "")
        if text and text not in known:
            unread.append(name)
        return text if text in known else fallback

    rows = one_of("hang", AXES, "area")
    columns = one_of("cot", AXES, "month" if rows not in STEPS else "measure")
    if rows == columns or (
        _family(rows) and _family(rows) == _family(columns) and not _seasonal(rows, columns)
    ):
        raise UnreadableAxis(axis=str(AXES[rows]))
    first, last, swapped = _span(query, on, unread)
    measures = _listed(lists.get("do", ()))
    if len(measures) > MOST_MEASURES:
        unread.append("do")
    page = query.get("trang", "1")
    return Asked(
        rows=rows,
        columns=columns,
        measures=measures[:MOST_MEASURES],
        first=first,
        last=last,
        administrative=query.get("lich") == "nd09",
        area=query.get("dia_ban", "")[:60],
        as_="now" if query.get("xem") == "now" else "was",
        kinds=_listed(lists.get("loai", ())),
        levels=_listed(lists.get("cap", ())),
        slice=query.get("lat", "")[:60],
        chart=one_of("ve", CHARTS, "bars"),
        order=one_of("xep", ("nhieu", "it"), ""),
        page=int(page) if page.isascii() and page.isdigit() and 0 < int(page[:6]) < 10_000 else 1,
        plain=query.get("mau") == "khong",
        unread=tuple(unread),
        swapped=swapped,
    )


def _family(axis: str) -> str:
    """Axes of one family cannot stand against each other: a month lies in one quarter only."""
    if axis in STEPS:
        return "time"
    return "place" if axis in AREAS else "slice" if axis in SLICES else ""


def _seasonal(rows: str, columns: str) -> bool:
    """Months of the year against years: the one pair of times that makes a table."""
    return rows in STEPS and columns in STEPS and "year" in (rows, columns)


def _listed(texts: Sequence[str]) -> tuple[str, ...]:
    found = (part.strip() for text in texts for part in text.split(","))
    return tuple(dict.fromkeys(part for part in found if part))


def _span(query: Mapping[str, str], on: date, unread: list[str]) -> tuple[date, date, bool]:
    first = _month_of(query.get("tu", ""), "tu", unread) or date(on.year, 1, 1)
    until = _month_of(query.get("den", ""), "den", unread) or date(max(on.year, first.year), 12, 1)
    swapped = first > until
    first, until = min(first, until), max(first, until)
    if until.year - first.year >= MOST_YEARS:
        unread.append("tu")
        first = date(until.year - MOST_YEARS + 1, 1, 1)
    return first, Period.month(until.year, until.month).end, swapped


def _month_of(text: str, name: str, unread: list[str]) -> date | None:
    match = _MONTH.fullmatch(text)
    if match and 1 <= int(match[2]) <= 12 and 1900 <= int(match[1]) <= 2200:
        return date(int(match[1]), int(match[2]), 1)
    if text:
        unread.append(name)
    return None


# time -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slot:
    """One window of the axis of time; `part`: the span asked for holds only some of its days."""

    period: Period
    named: Period
    part: bool = False


def slots_of(asked: Asked) -> list[Slot]:
    """The windows that the span is cut into; without an axis of time the whole span is one. In the administrative
    calendar (Decree 09/2019/NĐ-CP) each begins on the 15th before and ends on the 14th.
    """
    span = _administrative(asked) if asked.administrative else Period(asked.first, asked.last)
    if not asked.step:
        return [Slot(span, span)]
    parts = _PARTS[asked.step]
    months = 12 // parts
    found: list[Slot] = []
    for year in range(asked.first.year, asked.last.year + 1):
        for part in range(1, parts + 1):
            named = _window(asked.step, year, part, asked.administrative)
            ends = Period.month(year, part * months).end
            begins = date(year, (part - 1) * months + 1, 1)
            if ends < asked.first or begins > asked.last:
                continue
            shown = named.overlap(span)
            if shown is not None:
                found.append(Slot(shown, named, shown != named))
    return found


def years_of(asked: Asked) -> list[Slot]:
    """The years of the span, for months of the year against years."""
    return slots_of(replace(asked, rows="year", columns=MEASURES))


def part_of_year(slot: Slot, step: str) -> int:
    """The month, quarter or half-year of the year (1–12, 1–4, 1–2) in which the slot ends."""
    return -(-slot.named.end.month * _PARTS[step] // 12)


def _administrative(asked: Asked) -> Period:
    first = Period.admin_month(asked.first.year, asked.first.month)
    last = Period.admin_month(asked.last.year, asked.last.month)
    return Period(first.start, last.end)


def _window(step: str, year: int, part: int, administrative: bool) -> Period:
    if step == "year":
        return Period.admin_year(year) if administrative else Period.year(year)
    if step == "half":
        return Period.admin_half(year, part) if administrative else Period.half(year, part)
    if step == "quarter":
        return Period.admin_quarter(year, part) if administrative else Period.quarter(year, part)
    return Period.admin_month(year, part) if administrative else Period.month(year, part)


def cells_of(slots: Sequence[Slot], whole_years: bool) -> dict[int, int]:
    """Cell key of the book → place of its slot. Whole calendar years are read as one cell where `whole_years`."""
    found: dict[int, int] = {}
    for place, slot in enumerate(slots):
        for part in slot.period.calendar_years():
            if whole_years and part == Period.year(part.start.year):
                found[part.start.year * 10_000] = place
            else:
                found.update(dict.fromkeys(part.cells().full, place))
    return found


# figures --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """`top` alone is an amount; with `below` it is a part of a whole or a ratio. `unknown` have not answered, `heard`
    have.
    """

    top: int
    below: int | None = None
    unknown: int = 0
    heard: int = 1

    @property
    def height(self) -> Fraction | None:
        """What is drawn and compared; nothing where nobody answered."""
        if not self.heard:
            return None
        if self.below is None:
            return Fraction(self.top)
        return Fraction(self.top, self.below) if self.below else None


def added(figures: Iterable[Figure | None]) -> Figure | None:
    """Numerators to numerators, denominators to denominators; nothing where nothing is known."""
    known = [one for one in figures if one is not None]
    if not known:
        return None
    below = [one.below for one in known if one.below is not None]
    return Figure(
        sum(one.top for one in known),
        sum(below) if below else None,
        sum(one.unknown for one in known),
        sum(one.heard for one in known),
    )


def adds_up(nature: Nature, axis: str) -> bool:
    """Whether a total over the axis says something: flows add up over everything but measures; readings and shares
    over places and institutions, never over time.
    """
    if axis == MEASURES or axis == "tree":
        return False
    if nature in ("flow", "ratio"):
        return True
    return axis not in STEPS


def shades(values: Iterable[Fraction | None]) -> list[int]:
    """0 (empty or nought) to 5 for each value: its place among those known, equal ones alike."""
    given = list(values)
    known = sorted({value for value in given if value})
    if not known:
        return [0] * len(given)
    place = {value: 1 + (number * 5) // len(known) for number, value in enumerate(known)}
    return [place[value] if value else 0 for value in given]


def per_page(columns: int) -> int:
    """Rows on a page: never more cells than a screen can bear."""
    return max(10, min(MOST_ROWS, CELLS // max(columns, 1)))


def first_page(asked: Asked) -> Asked:
    return replace(asked, page=1)
