"""Sessions as pages show them: when, what, where, by whom, for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from densach.formats.lunar import FIRST_YEAR, LAST_YEAR, lunar_of
from densach.kernel.dates import VIETNAM, format_date, today
from densach.organisations import queries as organisations
from densach.organisations.rules import Named
from densach.services.activities.queries import calendars, public
from densach.ui.figures import language

_WEEKDAYS: Final = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
DRAWINGS: Final = {
    "class": "child",
    "club": "boat",
    "event": "lamp",
    "festival": "drum",
    "outreach": "river",
    "training": "lamp",
    "visit": "boat",
    "meeting": "lamp",
}


@dataclass(frozen=True)
class Line:
    """One session in a list. `clock` "19:00", "19:00–21:00" or "all day"; `off`: called off, with why."""

    pk: int
    clock: str
    title: str
    url: str
    unit: str
    unit_code: str
    place: str
    kind: str
    icon: str
    off: bool
    why: str
    whom: str
    fee: int
    enrols: bool
    iso: str


@dataclass(frozen=True)
class Square:
    """A day of a month: in it or beside it, with its lunar day and the first of what it holds."""

    day: date
    inside: bool
    is_today: bool
    lunar: str
    lunar_first: bool
    number: int
    lines: list[Line]
    more: int
    url: str


@dataclass(frozen=True)
class DayLines:
    """A day of a list."""

    day: date
    title: str
    lunar: str
    is_today: bool
    lines: list[Line]
    url: str = ""
    more: int = 0


def activity_addresses(keys: Iterable[int | None]) -> dict[int, str]:
    """Number of an activity → the address of its page."""
    return {key: reverse("portal:activity", args=[key]) for key in keys if key}


def names_of(rows: Iterable[public.Session], on: date) -> dict[int, Named]:
    return organisations.all_named({one.organisation_id for one in rows}, on)


def line_of(one: public.Session, names: Mapping[int, Named], *, short: bool = False) -> Line:
    activity, unit = one.activity, names.get(one.organisation_id)
    off = public.is_cancelled(one)
    return Line(
        pk=one.pk,
        clock=clock_of(one, short=short),
        title=f"{activity.title}: {one.topic}" if one.topic else activity.title,
        url=reverse("portal:activity", args=[activity.pk]),
        unit=unit.name if unit else "",
        unit_code=unit.code if unit else "",
        place="" if short else calendars.place_of(one),
        kind=activity.kind.name,
        icon=activity.kind.icon,
        off=off,
        why=(one.cancelled_why or activity.ended_why) if off else "",
        whom="" if short else public.bands_in_words(activity.audience),
        fee=activity.fee,
        enrols=activity.enrol_mode in {"open", "approval"},
        iso=one.starts.astimezone(VIETNAM).isoformat(timespec="minutes"),
    )


def clock_of(one: public.Session, *, short: bool = False) -> str:
    if one.all_day:
        last = public.last_day(one)
        return _("all day") if last == one.on else _("until %(day)s") % {"day": format_date(last, language())}
    first, last_at = one.starts.astimezone(VIETNAM), one.ends.astimezone(VIETNAM)
    if short:
        return f"{first:%H:%M}"
    if first.date() != last_at.date():
        return f"{first:%H:%M} – {last_at:%H:%M} {format_date(last_at.date(), language())}"
    return f"{first:%H:%M}–{last_at:%H:%M}"


def when_of(one: public.Session) -> str:
    """The day and the hours in one line."""
    return f"{day_title(one.on)}, {clock_of(one)}"


def day_title(day: date) -> str:
    return f"{_WEEKDAYS['en' if language() == 'en' else 'vi'][day.weekday()]}, {format_date(day, language())}"


def lunar_text(day: date) -> str:
    """11/10, as a wall calendar has it; empty where the lunar calendar is not known."""
    if not FIRST_YEAR < day.year < LAST_YEAR:
        return ""
    found = lunar_of(day)
    leap = _(" leap") if found.leap else ""
    return f"{found.day}/{found.month}{leap}"


def squares(
    first: date,
    last: date,
    month: int,
    days: Mapping[date, public.Day],
    *,
    on: date,
    address: object,
) -> list[list[Square]]:
    """The weeks of a month; `address` gives the address of a day."""
    shown = [one for told in days.values() for one in told.first]
    names = names_of(shown, on)
    weeks: list[list[Square]] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        told = days.get(day)
        lunar = lunar_text(day)
        square = Square(
            day=day,
            inside=day.month == month,
            is_today=day == on,
            lunar=lunar,
            lunar_first=lunar.startswith("1/"),
            number=told.number if told else 0,
            lines=[line_of(one, names, short=True) for one in told.first] if told else [],
            more=told.more if told else 0,
            url=address(day),  # type: ignore[operator]
        )
        if number % 7 == 0:
            weeks.append([])
        weeks[-1].append(square)
    return weeks


def by_day(
    days: Mapping[date, Sequence[public.Session]], on: date, *, every: Sequence[date] = ()
) -> list[DayLines]:
    """Days with their sessions in order of time; `every`: also those of the days on which nothing is."""
    names = names_of([one for rows in days.values() for one in rows], on)
    return [
        DayLines(
            day=day,
            title=day_title(day),
            lunar=lunar_text(day),
            is_today=day == on,
            lines=[line_of(one, names) for one in days.get(day, ())],
        )
        for day in sorted({*days, *every})
    ]


def grouped(rows: Iterable[public.Session]) -> dict[date, list[public.Session]]:
    found: dict[date, list[public.Session]] = {}
    for one in rows:
        found.setdefault(one.on, []).append(one)
    return found


def is_over(one: public.Session, at: datetime) -> bool:
    return one.ends <= at or today(one.ends) < today(at)
