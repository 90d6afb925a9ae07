"""What the calendar's pages show: which days were asked for, and what stands on each. No writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from densach.formats.lunar import FIRST_YEAR, LAST_YEAR
from densach.kernel.dates import format_date
from densach.kernel.errors import InvalidPeriod
from densach.kernel.period import Period
from densach.programme.calendar.rules import KINDS, Item, by_day, lunar_text, together, weeks
from densach.ui.figures import day_text, language
from densach.ui.nav import NavItem

VIEWS: Final = ("thang", "tuan", "nam")
# What a day's square shows before it says "and n more".
IN_A_SQUARE: Final = 3


@dataclass(frozen=True)
class Wanted:
    """What the address asks for: a view, the period it shows, a unit and kinds."""

    view: str
    period: Period
    anchor: date
    unit: str
    kinds: tuple[str, ...]

    def query(self, **changed: str) -> str:
        told = {"xem": self.view, "ngay": self.anchor.isoformat(), "don-vi": self.unit}
        told.update(changed)
        pairs = [(name, value) for name, value in told.items() if value]
        return urlencode([*pairs, *(("loai", kind) for kind in self.kinds)])


def wanted_from(given: Any, on: date) -> Wanted:
    """From the address, forgiving: what cannot be read is today's month."""
    view = given.get("xem", "")
    view = view if view in VIEWS else VIEWS[0]
    anchor = _anchor(given.get("ngay", "") or given.get("thang", ""), on)
    kinds = tuple(kind for kind in given.getlist("loai") if kind in KINDS)
    return Wanted(view, _period(view, anchor), anchor, given.get("don-vi", ""), kinds)


def _anchor(text: str, on: date) -> date:
    """The day named, within the years that a calendar is looked at; today's where none can be read."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        try:
            found = Period.parse(text).start
        except InvalidPeriod:
            return on
    return found if FIRST_YEAR < found.year < LAST_YEAR else on


def _period(view: str, anchor: date) -> Period:
    if view == "nam":
        return Period.year(anchor.year)
    if view == "tuan":
        monday = anchor - timedelta(days=anchor.weekday())
        return Period(monday, monday + timedelta(days=6))
    return Period.month(anchor.year, anchor.month)


def shown_period(wanted: Wanted) -> Period:
    """What must be read: a month's page shows days of its neighbours too."""
    if wanted.view != "thang":
        return wanted.period
    grid = weeks(wanted.anchor.year, wanted.anchor.month)
    return Period(grid[0][0], grid[-1][-1])


def steps(wanted: Wanted) -> tuple[str, str]:
    """Addresses of the period before and after."""
    before = wanted.period.start - timedelta(days=1)
    after = wanted.period.end + timedelta(days=1)
    return f"?{wanted.query(ngay=before.isoformat())}", f"?{wanted.query(ngay=after.isoformat())}"


def tabs(wanted: Wanted) -> list[NavItem]:
    """The three views, and the list of occasions."""
    names = {"thang": _("Month"), "tuan": _("Week"), "nam": _("Year")}
    found = [NavItem(names[code], f"?{wanted.query(xem=code)}", "", code == wanted.view) for code in VIEWS]
    days = f"{reverse('calendar:occasions')}?nam={wanted.anchor.year}"
    return [*found, NavItem(_("Days of the year"), days)]


def title(wanted: Wanted) -> str:
    lang = language()
    if wanted.view == "tuan":
        told = {"first": day_text(wanted.period.start, lang), "last": day_text(wanted.period.end, lang)}
        return _("%(first)s – %(last)s") % told
    words = wanted.period.label(lang)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Square:
    """One day of a month's page."""

    day: date
    lunar: str
    items: list[Item]
    is_here: bool
    is_today: bool

    @property
    def more(self) -> int:
        return max(0, len(self.items) - IN_A_SQUARE)

    @property
    def shown(self) -> list[Item]:
        return self.items[:IN_A_SQUARE]


def month_of(items: Sequence[Item], wanted: Wanted, on: date) -> list[list[Square]]:
    told = together(items)
    return [
        [
            Square(day, lunar_text(day), found, day.month == wanted.anchor.month, day == on)
            for day, found in by_day(told, week)
        ]
        for week in weeks(wanted.anchor.year, wanted.anchor.month)
    ]


@dataclass(frozen=True)
class DayLine:
    """A day of the list with what is on it."""

    day: date
    lunar: str
    items: list[Item]
    is_today: bool


def days_of(items: Sequence[Item], period: Period, on: date) -> list[DayLine]:
    """Days that have something on them; a thing of several days stands on its first one in the period."""
    found: dict[date, list[Item]] = {}
    for item in together(items):
        if item.last >= period.start and item.first <= period.end:
            found.setdefault(max(item.first, period.start), []).append(item)
    return [DayLine(day, lunar_text(day), found[day], day == on) for day in sorted(found)]


def months_of(items: Sequence[Item], year: int, on: date) -> list[tuple[str, str, list[DayLine]]]:
    """The year by months: label, the month's code for its address, and its days."""
    found = []
    for number in range(1, 13):
        month = Period.month(year, number)
        own = [item for item in items if month.start <= item.first <= month.end]
        found.append((month.label(language()), month.start.isoformat(), days_of(own, month, on)))
    return found


def kind_words() -> list[tuple[str, str]]:
    return [
        ("occasion", _("Days of the year")),
        ("plan", _("Days named by plans")),
        ("report", _("Reports due")),
        ("task", _("Tasks due")),
        ("budget", _("Estimates due")),
        ("oversight", _("Inspections and answers")),
    ]


def table(items: Sequence[Item]) -> tuple[list[str], list[list[object]]]:
    words = dict(kind_words())
    head = [
        _("First day"),
        pgettext("calendar", "Last day"),
        _("Lunar"),
        _("Kind"),
        _("What"),
        _("Unit"),
        _("Done"),
    ]
    rows: list[list[object]] = [
        [
            item.first,
            item.last,
            lunar_text(item.first),
            words[item.kind],
            item.title,
            item.place,
            _("yes") if item.done else "",
        ]
        for item in items
    ]
    return head, rows


def file_name(wanted: Wanted) -> str:
    return f"lich-{format_date(wanted.period.start).replace('/', '-')}"
