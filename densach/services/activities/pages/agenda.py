"""The unit's calendar as values: a month of weeks, a week of days, a list; each session a line with its place."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from densach.formats.lunar import lunar_of
from densach.kernel.dates import parse_date
from densach.kernel.errors import Refusal
from densach.services.activities.models import Session
from densach.services.activities.rules.activity import FIRST_YEAR, LAST_YEAR, local
from densach.ui.figures import day_text, language

MONTH, WEEK, LIST = "thang", "tuan", "danh-sach"
VIEWS: Final = {
    MONTH: gettext_lazy("Month"),
    WEEK: gettext_lazy("Week"),
    LIST: pgettext_lazy("calendar of activities", "List"),
}
SHOWN: Final = 4
_COLUMNS: Final = (
    "pk", "starts", "ends", "all_day", "state", "topic", "activity_id", "activity__title", "activity__state",
    "activity__kind__family", "activity__kind__icon", "venue__name", "place", "organisation_id",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The calendar as asked for in the address."""

    view: str
    day: date
    unit: str = ""
    venue: str = ""
    family: str = ""
    state: str = ""

    @property
    def span(self) -> tuple[date, date]:
        """First and last day that are shown: whole weeks for a month, thirty days for a list."""
        if self.view == WEEK:
            first = self.day - timedelta(days=self.day.weekday())
            return first, first + timedelta(days=6)
        if self.view == LIST:
            return self.day, self.day + timedelta(days=29)
        first = self.day.replace(day=1)
        last = self.day.replace(day=monthrange(self.day.year, self.day.month)[1])
        return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())

    def url(self, **other: object) -> str:
        """The same calendar but for what is told."""
        told = replace(self, **other)  # type: ignore[arg-type]  # fields by their names
        pairs = {
            "xem": told.view, "ngay": told.day.isoformat(), "don_vi": told.unit, "phong": told.venue,
            "ho": told.family, "tt": told.state,
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


def asked_from(told: QueryDict, on: date) -> Asked:
    """What is not understood is today's month."""
    view = told.get("xem", MONTH)
    try:
        day = parse_date(told.get("ngay", "")) if told.get("ngay") else on
    except Refusal:
        day = on
    if not FIRST_YEAR < day.year < LAST_YEAR:
        day = on
    return Asked(
        view if view in VIEWS else MONTH, day, told.get("don_vi", ""), told.get("phong", ""), told.get("ho", ""),
        told.get("tt", ""),
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A session as the calendar shows it."""

    pk: int
    starts: datetime
    ends: datetime
    clock: str
    title: str
    topic: str
    where: str
    state: str
    draft: bool
    family: str
    icon: str
    unit: str

    @property
    def days(self) -> list[date]:
        """The days on which it lasts."""
        first, last = local(self.starts).date(), local(self.ends - timedelta(seconds=1)).date()
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@dataclass(frozen=True)
class Day:
    """A square of the month: its lunar day, its first lines and how many more."""

    day: date
    lunar: str
    lines: list[Line]
    beside: bool
    today: bool
    url: str

    @property
    def first(self) -> list[Line]:
        return self.lines[:SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.lines) - SHOWN, 0)


def lines_of(rows: QuerySet[Session], names: Mapping[int, str] | None = None) -> list[Line]:
    """One query, plain values: a department looks at thousands. `names` of units, where several are shown."""
    names = names or {}
    found = []
    for (
        pk, starts, ends, whole, state, topic, _activity, title, activity_state, family, icon, venue, place, unit
    ) in rows.values_list(*_COLUMNS):  # fmt: skip
        clock = _("all day") if whole else f"{local(starts):%H:%M}"
        draft = activity_state == "draft"
        found.append(
            Line(
                pk, starts, ends, clock, title, topic, venue or place, state, draft, family, icon, names.get(unit, "")
            )
        )  # fmt: skip
    return found


def by_day(lines: Iterable[Line]) -> Mapping[date, list[Line]]:
    """Day → what is held on it; a festival of three days stands on each."""
    found: defaultdict[date, list[Line]] = defaultdict(list)
    for line in lines:
        for day in line.days:
            found[day].append(line)
    return found


def days_of(asked: Asked, lines: Iterable[Line], on: date) -> list[Day]:
    """Every day that the view shows, in order."""
    held = by_day(lines)
    first, last = asked.span
    return [
        Day(
            day, _lunar(day), held.get(day, []), asked.view == MONTH and day.month != asked.day.month, day == on,
            asked.url(view=LIST, day=day),
        )
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
    ]  # fmt: skip


def weeks_of(days: list[Day]) -> list[list[Day]]:
    """Seven days a row."""
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _lunar(day: date) -> str:
    told = lunar_of(day)
    return str(told) if told.day in (1, 15) else str(told.day)


def title_of(asked: Asked) -> str:
    """What is shown, in words."""
    if asked.view == MONTH:
        return _("%(month)s/%(year)s") % {"month": f"{asked.day.month:02d}", "year": asked.day.year}
    first, last = asked.span
    return f"{day_text(first, language())} – {day_text(last, language())}"


def steps_of(asked: Asked) -> tuple[str, str]:
    """The addresses of what was before and of what comes after."""
    if asked.view == MONTH:
        before = asked.day.replace(day=1) - timedelta(days=1)
        after = asked.day.replace(day=28) + timedelta(days=7)
        return asked.url(day=before.replace(day=1)), asked.url(day=after.replace(day=1))
    length = timedelta(days=7 if asked.view == WEEK else 30)
    return asked.url(day=asked.day - length), asked.url(day=asked.day + length)
