"""Opening times as values: a week's timetable, whether an institution is open on a day, and how people are told.

Pure: no table is read here. Days of the week are those of ISO 8601, 1 Monday to 7 Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Final, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from densach.kernel.errors import Conflict, Invalid
from densach.kernel.vietnamese import fold

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


# What people write of days and hours, folded: "T2 - T6: 7h30 - 11h; CN: 8:00-10:00", "hang ngay 7 gio - 21 gio".
_DAY_NAMES: Final = {
    "2": 1, "hai": 1, "monday": 1, "mon": 1,
    "3": 2, "ba": 2, "tuesday": 2, "tue": 2,
    "4": 3, "tu": 3, "wednesday": 3, "wed": 3,
    "5": 4, "nam": 4, "thursday": 4, "thu": 4,
    "6": 5, "sau": 5, "friday": 5, "fri": 5,
    "7": 6, "bay": 6, "saturday": 6, "sat": 6,
    "chu nhat": 7, "cn": 7, "sunday": 7, "sun": 7,
}  # fmt: skip
_DAY: Final = (
    r"(?:(?:thu|t)\s*(?P<{0}>[2-7]|hai|ba|tu|nam|sau|bay)|(?P<{1}>chu nhat|cn|sunday|monday|tuesday|wednesday"
    r"|thursday|friday|saturday))(?!\w)"
)
_TO: Final = r"\s*(?:-|den|to|toi)\s*"
_DAYS: Final = re.compile(rf"{_DAY.format('n1', 'w1')}(?:{_TO}{_DAY.format('n2', 'w2')})?")
_ALWAYS: Final = re.compile(r"\b(?:hang ngay|moi ngay|ca tuan|cac ngay trong tuan|every day|daily)\b")
_TIME: Final = r"(\d{{1,2}})\s*(?::|h|gio|g)?\s*(\d{{2}})?(?:\s*phut)?"
_SPAN: Final = re.compile(_TIME.format() + _TO + _TIME.format())
_OFF: Final = re.compile(r"\b(?:nghi|closed|dong cua)\b")


def read_spans(text: str) -> tuple[Span, ...] | None:
    """The hours of one day: "7:30–11:30, 13h30 - 17h". None where something else stands there; empty for nothing."""
    plain = _plain(text)
    rest = re.sub(r"[\s,;.]|\b(?:va|and)\b", "", _SPAN.sub("", plain))
    if rest and not _OFF.fullmatch(plain.strip(" .,")):
        return None
    try:
        return tuple(
            Span(_time(opens, minutes), _time(closes, until))
            for opens, minutes, closes, until in _SPAN.findall(plain)
        )
    except ValueError:
        return None


def read_week(text: str) -> dict[int, tuple[Span, ...]] | None:
    """A week as people write it on a door: the other way round of `opening_words`. None where it cannot be read."""
    found: dict[int, tuple[Span, ...]] = {}
    for part in re.split(r"[;\n]", _plain(text)):
        if not part.strip():
            continue
        days, rest = _days_in(part)
        spans = read_spans(rest.strip(" :,"))
        if spans is None or not days or (not spans and not _OFF.search(rest)):
            return None
        found.update(dict.fromkeys(days, spans))
    return {day: spans for day, spans in found.items() if spans} or None


def _days_in(part: str) -> tuple[list[int], str]:
    """The weekdays that a part names, and what else it says."""
    if _ALWAYS.search(part):
        return list(WEEK), _ALWAYS.sub("", part)
    days: list[int] = []
    for match in _DAYS.finditer(part):
        first = _DAY_NAMES[match["n1"] or match["w1"]]
        second = match["n2"] or match["w2"]
        days += range(first, (_DAY_NAMES[second] if second else first) + 1)
    return days, re.sub(r"^[\s,]*(?:va|and)?[\s,]*", "", _DAYS.sub("", part))


def _plain(text: str) -> str:
    return re.sub("[–—−]", "-", fold(text)).strip()


def _time(hours: str, minutes: str) -> time:
    return time(int(hours), int(minutes or 0))
