"""Opening on one day for many institutions at once: lists tell it of each line, and ask who is open now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import QuerySet

from densach.kernel.dates import VIETNAM
from densach.organisations.models import Closure, OpeningTime
from densach.organisations.opening import ClosedDays, Opening, Span, Timetable, opening_on
from densach.organisations.queries.areas import alive_on
from densach.organisations.queries.profile import timetables_of


def openings_on(ids: Iterable[int], day: date) -> dict[int, Opening]:
    """What a visitor would find at each of them; who has written no timetable for the day is left out. Two queries."""
    wanted = set(ids)
    rows = OpeningTime.objects.filter(alive_on(day), organisation_id__in=wanted)
    return _opened(rows.values_list("organisation_id", "weekday", "opens", "closes"), wanted, day)


def hours_of(organisation_id: int, since: date) -> tuple[list[Timetable], list[ClosedDays]]:
    """Its timetables, and its closures that have not ended before the day, the earliest first. Two queries."""
    rows = Closure.objects.filter(organisation_id=organisation_id, last_day__gte=since).order_by("first_day")
    closures = [ClosedDays(row.first_day, row.last_day, row.reason) for row in rows]
    return timetables_of(organisation_id), closures


def open_ids(at: datetime) -> set[int]:
    """Everybody who is open at this instant. Two queries."""
    local = at.astimezone(VIETNAM)
    day, hour = local.date(), local.time()
    rows = OpeningTime.objects.filter(
        alive_on(day), weekday=day.isoweekday(), opens__lte=hour, closes__gt=hour
    )
    found = set(rows.values_list("organisation_id", flat=True))
    return found - set(_closures(day).values_list("organisation_id", flat=True))


def _closures(day: date) -> QuerySet[Closure]:
    return Closure.objects.filter(first_day__lte=day, last_day__gte=day)


def _opened(rows: Iterable[tuple[int, int, time, time]], wanted: set[int], day: date) -> dict[int, Opening]:
    weeks: defaultdict[int, defaultdict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for key, weekday, opens, closes in rows:
        weeks[key][weekday].append(Span(opens, closes))
    closed: defaultdict[int, list[ClosedDays]] = defaultdict(list)
    for row in _closures(day).filter(organisation_id__in=wanted):
        closed[row.organisation_id].append(ClosedDays(row.first_day, row.last_day, row.reason))
    return {
        key: opening_on(day, [Timetable(day, day, dict(week))], closed.get(key, ()))
        for key, week in weeks.items()
    } | {key: opening_on(day, (), days) for key, days in closed.items() if key not in weeks}
