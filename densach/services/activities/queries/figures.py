"""Figures of activities of one unit or many: what the counting book holds, so that no page says anything else than the
reports of the programme; and what is no sum, different people and classes that run.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count, QuerySet

from densach.facts import queries as book
from densach.facts.measures import REGISTRY
from densach.kernel.period import Period
from densach.services.activities.measures import OTHER_PARTICIPANTS, OTHER_SESSIONS, PARTICIPANTS, SESSIONS
from densach.services.activities.models import (
    Activity,
    ActivityState,
    Attendance,
    Family,
    Session,
    SessionState,
)
from densach.services.activities.rules.counting import THERE

# A class runs that was held within so many days.
RUNS_DAYS: Final = 60
HELD, CAME = (SESSIONS, OTHER_SESSIONS), (PARTICIPANTS, OTHER_PARTICIPANTS)
# Dimensions of who came, and of what was held.
WHO: Final = ("band", "sex", "ethnic", "role", "remote")
WHAT: Final = ("kind", "interest", "channel", "occasion")


@dataclass(frozen=True)
class Split:
    """A figure told apart by a dimension: value → number, in its order; `unknown` of whom it was not told."""

    dimension: str
    values: dict[str, int]
    unknown: int


@dataclass(frozen=True)
class Figures:
    """What units came to in a period. `people`: different people by name; `open_`: sessions over and not closed."""

    sessions: int
    participants: int
    people: int
    running: int
    open_: int
    who: list[Split]
    sessions_by: list[Split]
    participants_by: list[Split]


@dataclass(frozen=True)
class UnitRow:
    """One unit in the list of many."""

    unit: int
    sessions: int
    participants: int
    people: int
    running: int


def figures_of(ids: Collection[int], period: Period, on: date) -> Figures:
    """The whole page; as many queries for many units as for one."""
    keys = list(ids)
    held, came = _sums(HELD, keys, period), _sums(CAME, keys, period)
    return Figures(
        sessions=held.get("", 0),
        participants=came.get("", 0),
        people=different_people(keys, period),
        running=sum(number for unit, number in classes_on(min(period.end, on)).items() if unit in set(keys)),
        open_=_not_closed(keys, period, on),
        who=[_split(one, came) for one in WHO],
        sessions_by=[_split(one, held) for one in WHAT],
        participants_by=[_split(one, came) for one in WHAT],
    )


def _sums(measures: tuple[str, ...], ids: list[int], period: Period) -> dict[str, int]:
    found: dict[str, int] = {}
    for measure in measures:
        for key, amount in book.sums_by_slice(measure, ids, period).items():
            found[key] = found.get(key, 0) + amount
    return found


def _split(dimension: str, sums: dict[str, int]) -> Split:
    order = REGISTRY[PARTICIPANTS].slices[dimension]
    values = {value: number for value in order if (number := sums.get(f"{dimension}={value}", 0))}
    return Split(dimension, values, max(sums.get("", 0) - sum(values.values()), 0))


def by_month(ids: Collection[int], period: Period, *, people: bool) -> dict[date, dict[str, int]]:
    """First day of each month → kind of activity → sessions, or participants; "" is the whole."""
    found: dict[date, dict[str, int]] = {}
    for measure in CAME if people else HELD:
        for month, values in book.sums_by_month(measure, "kind", ids, period).items():
            mine = found.setdefault(month, {})
            for value, amount in values.items():
                mine[value] = mine.get(value, 0) + amount
    return dict(sorted(found.items()))


def by_unit(ids: Collection[int], period: Period, on: date) -> list[UnitRow]:
    """Each unit with something to tell, the one with most participants first."""
    keys = list(ids)
    sums = book.sums_in_windows({(measure, period) for measure in (*HELD, *CAME)}, keys).sums
    people = dict(
        _there(keys, period)
        .values_list("session__organisation_id")
        .annotate(number=Count("person", distinct=True))
        .order_by()
    )
    running = classes_on(min(period.end, on))
    rows = [
        UnitRow(
            key,
            sum(sums[measure, period].get(key, 0) for measure in HELD),
            sum(sums[measure, period].get(key, 0) for measure in CAME),
            people.get(key, 0),
            running.get(key, 0),
        )
        for key in keys
    ]
    told = [row for row in rows if row.sessions or row.participants or row.people or row.running]
    return sorted(told, key=lambda row: (-row.participants, -row.sessions, row.unit))


def _there(ids: list[int], period: Period) -> QuerySet[Attendance]:
    return Attendance.objects.filter(
        status__in=THERE,
        session__state=SessionState.HELD,
        session__organisation_id__in=ids,
        session__on__range=(period.start, period.end),
    )


def different_people(ids: Collection[int], period: Period) -> int:
    """People by name who were there at least once; whoever came to several units is one."""
    return _there(list(ids), period).values("person").distinct().count()


def people_in(period: Period) -> dict[int, int]:
    """Unit → different people by name who were there in the period."""
    rows = Attendance.objects.filter(
        status__in=THERE, session__state=SessionState.HELD, session__on__range=(period.start, period.end)
    )
    told = rows.values_list("session__organisation_id").annotate(people=Count("person", distinct=True))
    return dict(told.order_by())


def classes_on(end: date) -> dict[int, int]:
    """Unit → classes with a closed session in the sixty days up to the day that had not finished by then."""
    held = Session.objects.filter(state=SessionState.HELD, activity__kind__family=Family.CLASS)
    lately = held.filter(on__gt=end - timedelta(days=RUNS_DAYS), on__lte=end).values("activity")
    later = held.filter(on__gt=end).values("activity")
    over = (ActivityState.DONE, ActivityState.CANCELLED)
    rows = Activity.objects.filter(pk__in=lately)
    running = rows.exclude(state__in=over) | rows.filter(state__in=over, pk__in=later)
    return dict(running.values_list("organisation_id").annotate(number=Count("pk", distinct=True)).order_by())


def _not_closed(ids: list[int], period: Period, on: date) -> int:
    rows = Session.objects.filter(
        organisation_id__in=ids,
        state=SessionState.PLANNED,
        on__range=(period.start, min(period.end, on)),
        on__lt=on,
    )
    return rows.count()
