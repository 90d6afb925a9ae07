"""What stands on the door: open now or not, the hours of today, when it opens next. Values in, words out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from densach.kernel.dates import VIETNAM
from densach.organisations.opening import (
    ClosedDays,
    Opening,
    Span,
    Timetable,
    clock,
    opening_on,
    opening_words,
    weekday_name,
)
from densach.ui.figures import day_text, language

_NEAR: Final = timedelta(days=6)
# As many days ahead as the longest closure lasts.
_AHEAD: Final = 62


@dataclass(frozen=True)
class Plate:
    """The whole plate: the week in words, the hours of the day, open now or not, the next opening, what closes it."""

    timetable: Timetable | None
    week: str
    today: str
    is_open: bool
    next: str
    closures: tuple[ClosedDays, ...]


def plate(
    timetables: Sequence[Timetable], closures: Sequence[ClosedDays], on: date, at: datetime | None
) -> Plate:
    """The plate on a day; "open now" and the next opening are said at an instant of that day, for None not at all."""
    holding = next((one for one in timetables if one.holds(on)), None)
    if holding is None:
        return Plate(None, "", "", False, "", tuple(closures))
    opening = opening_on(on, timetables, closures)
    is_open = at is not None and opens_at(opening, at)
    soon = None if at is None or is_open else _next(timetables, closures, at)
    return Plate(
        timetable=holding,
        week=opening_words(holding.week),
        today=today_words(opening),
        is_open=is_open,
        next=next_words(soon, on) if soon else "",
        closures=tuple(closures),
    )


def _next(
    timetables: Sequence[Timetable], closures: Sequence[ClosedDays], at: datetime
) -> tuple[date, Span] | None:
    local = at.astimezone(VIETNAM)
    for ahead in range(_AHEAD):
        day = local.date() + timedelta(days=ahead)
        for span in opening_on(day, timetables, closures).spans:
            if ahead or span.opens > local.time():
                return day, span
    return None


def opens_at(opening: Opening, at: datetime) -> bool:
    """Whether it is open at this instant; `opening` is that of the day."""
    local = at.astimezone(VIETNAM)
    return opening.day == local.date() and any(
        span.opens <= local.time() < span.closes for span in opening.spans
    )


def today_words(opening: Opening) -> str:
    """The hours of the day, or that it is closed and why; empty where nobody has written any."""
    if opening:
        hours = ", ".join(str(span) for span in opening.spans)
        return _("Today: %(hours)s") % {"hours": hours}
    if opening.state == "unknown":
        return ""
    if opening.reason:
        return _("Closed today: %(reason)s") % {"reason": opening.reason}
    return _("Closed today")


def next_words(soon: tuple[date, Span], on: date) -> str:
    """ "Opens on Monday at 7:30": by weekday within a week, else by date."""
    day, span = soon
    hour = clock(span.opens)
    if day == on:
        return _("Opens today at %(hour)s") % {"hour": hour}
    if day - on <= _NEAR:
        return _("Opens on %(weekday)s at %(hour)s") % {
            "weekday": weekday_name(day.isoweekday()),
            "hour": hour,
        }
    return _("Opens on %(day)s at %(hour)s") % {"day": day_text(day, language()), "hour": hour}
