"""Opening times as values: a week's timetable, whether an institution is open on a day, and how people are told.

Pure: no table is read here. Days of the week are those of ISO 8601, 1 Monday to 7 Sunday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Final, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from densach.kernel.errors import Conflict, Invalid

WEEK: Final = (1, 2, 3, 4, 5, 6, 7)
WEEKDAYS: Final = {
    1: _("Monday"),
    2: _("Tuesday"),
    3: _("Wednesday"),
    4: _("Thursday"),
    5: _("Friday"),
    6: _("Saturday"),
    7: _("Sunday"),
}


class OpeningTimesOverlap(Conflict):
    """Two spans of one day overlap. Parameters: `weekday`, `first`, `second`, already worded."""

    message_id = "organisations.opening_times_overlap"


class OpeningTimeBackwards(Invalid):
    """A span closes before it opens. Parameters: `weekday`, `span`, already worded."""

    message_id = "organisations.opening_time_backwards"


class NoOpeningTimes(Invalid):
    """A timetable without a single span says nothing."""

    message_id = "organisations.no_opening_times"


@dataclass(frozen=True, order=True)
class Span:
    """Open from `opens` to `closes` on one day."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{clock(self.opens)}–{clock(self.closes)}"


Week = Mapping[int, Sequence[Span]]


def clock(at: time) -> str:
    """7:30, as it stands on a door."""
    return f"{at.hour}:{at.minute:02d}"


@dataclass(frozen=True)
class Timetable:
    """A week's opening times, and for which days they hold."""

    valid_from: date
    valid_to: date | None
    week: Week

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Opening:
    """Whether an institution is open on a day.

    `unknown`: nobody has written a timetable for the day. `reason` is the closure's own word, empty for a weekday on
    which it never opens.
    """

    day: date
    state: Literal["open", "closed", "unknown"]
    spans: tuple[Span, ...] = ()
    reason: str = ""

    def __bool__(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True)
class ClosedDays:
    """A closure as a value: both days included."""

    first_day: date
    last_day: date
    reason: str

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def require_week(week: Week) -> None:
    """Refuses a week whose spans run backwards or overlap, or that has none."""
    if not any(week.values()):
        raise NoOpeningTimes()
    for weekday in sorted(week):
        name = gettext(WEEKDAYS[weekday])
        spans = sorted(week[weekday])
        for span in spans:
            if span.closes <= span.opens:
                raise OpeningTimeBackwards(weekday=name, span=str(span))
        for before, after in pairwise(spans):
            if after.opens < before.closes:
                raise OpeningTimesOverlap(weekday=name, first=str(before), second=str(after))


def opening_on(day: date, timetables: Iterable[Timetable], closures: Iterable[ClosedDays]) -> Opening:
    """What a visitor would find on the day; a closure speaks before any timetable."""
    closed = next((one for one in closures if one.covers(day)), None)
    if closed is not None:
        return Opening(day, "closed", reason=closed.reason)
    holding = next((one for one in timetables if one.holds(day)), None)
    if holding is None:
        return Opening(day, "unknown")
    spans = tuple(sorted(holding.week.get(day.isoweekday(), ())))
    return Opening(day, "open", spans) if spans else Opening(day, "closed")


def opening_words(week: Week) -> str:
    """A week in one line: "Thứ Hai – Thứ Sáu: 7:30–11:30, 13:30–17:00; Chủ nhật nghỉ". In the page's language.

    Days in a row with the same hours stand together, the days off last.
    """
    hours = {weekday: ", ".join(str(span) for span in sorted(week.get(weekday, ()))) for weekday in WEEK}
    if not any(hours.values()):
        return ""
    runs = _runs(hours)
    open_days = [
        gettext("%(days)s: %(hours)s") % {"days": _days(run), "hours": hours[run[0]]}
        for run in runs
        if hours[run[0]]
    ]
    off = [_days(run) for run in runs if not hours[run[0]]]
    if off:
        open_days.append(gettext("%(days)s closed") % {"days": ", ".join(off)})
    return "; ".join(open_days)


def _runs(hours: Mapping[int, str]) -> list[list[int]]:
    found: list[list[int]] = []
    for weekday in WEEK:
        if found and hours[found[-1][0]] == hours[weekday]:
            found[-1].append(weekday)
        else:
            found.append([weekday])
    return found


def _days(run: Sequence[int]) -> str:
    names = [gettext(WEEKDAYS[weekday]) for weekday in run]
    if len(names) == len(WEEK):
        return gettext("Every day")
    if len(names) == 2:
        return ", ".join(names)
    return names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"


def weekday_name(weekday: int) -> str:
    """Thứ Hai, Monday."""
    return gettext(WEEKDAYS[weekday])
