"""Readings at the end of each month: different people in twelve months, classes that run. Stated once, never summed;
and stated anew where sessions of the time were closed, corrected or opened again after it: a revision in the book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Min
from django.db.models.functions import TruncMonth

from densach.facts import actions as book
from densach.facts.measures import REGISTRY
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.services.activities.actions.counting import book_stated
from densach.services.activities.measures import LEARNERS, RUNNING
from densach.services.activities.models import Closing, Session, SessionState, Stated
from densach.services.activities.queries.figures import classes_on, people_in

# Months longer ago are not stated any more.
REMEMBERED_DAYS: Final = 3 * 366
# A closing that began just before a run may have been written just after it.
_SLACK: Final = timedelta(minutes=10)
# Unit → first day of a month → when a session of it was last closed, corrected or opened again.
_Closed = Mapping[int, Mapping[date, datetime]]


def state_months(at: datetime) -> Mapping[str, int]:
    """States each whole month that is missing, unit by unit since its first closed session, and again those of which
    something was closed or changed since. Run again, it does nothing.
    """
    on = today(at)
    held = Session.objects.filter(state=SessionState.HELD)
    first = dict(held.values_list("organisation_id").annotate(first=Min("on")).order_by())
    told = Stated.objects.filter(measure=LEARNERS)
    made = {(unit, end): when for unit, end, when in told.values_list("organisation_id", "on", "made_at")}
    begun = min([*first.values(), *(end for _unit, end in made)], default=on)
    closed = _closed_in_months()
    number = 0
    for end in _month_ends(begun, on):
        missing = [unit for unit, day in first.items() if day <= end and (unit, end) not in made]
        stale = [unit for unit, day in made if day == end and _is_stale(closed, unit, end, made[unit, end])]
        if missing:
            number += _state(at, missing, end)
        if stale:
            number += _state_anew(at, stale, end)
    return {"activities_stated": number}


def _closed_in_months() -> _Closed:
    found: defaultdict[int, dict[date, datetime]] = defaultdict(dict)
    rows = Closing.objects.annotate(month=TruncMonth("session__on")).values_list(
        "session__organisation_id", "month"
    )
    for unit, month, last in rows.annotate(last=Max("at")).order_by():
        found[unit][month] = last
    return found


def _is_stale(closed: _Closed, unit: int, end: date, made: datetime) -> bool:
    """Something of the twelve months was closed or changed after they were stated."""
    first = _year_to(end).start
    return any(first <= month <= end and last > made - _SLACK for month, last in closed.get(unit, {}).items())


def _year_to(end: date) -> Period:
    return Period(_month_after(end.replace(year=end.year - 1, day=1)), end)


def _month_ends(begun: date, on: date) -> Iterator[date]:
    """Last days of whole months, the earliest first."""
    month = max(begun, on - timedelta(days=REMEMBERED_DAYS)).replace(day=1)
    while (after := _month_after(month)) <= on:
        yield after - timedelta(days=1)
        month = after


def _month_after(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


@transaction.atomic
def _state(at: datetime, units: list[int], end: date) -> int:
    alive = organisations.alive_ids(units, end)
    people, classes = people_in(_year_to(end)), classes_on(end)
    rows = [
        Stated(organisation_id=unit.id, measure=measure, on=end, quantity=found.get(unit.id, 0), made_at=at)
        for unit in organisations.all_named(alive, end).values()
        for measure, found in ((LEARNERS, people), (RUNNING, classes))
        if unit.kind in REGISTRY[measure].kinds
    ]
    # Two runs at once: the second finds what the first stated, and its own are refused by the database.
    made = Stated.objects.bulk_create(rows)
    entries = [
        book.Entry(row.measure, row.organisation_id, row.on, row.quantity, f"stated:{row.pk}") for row in made
    ]
    return book.record_many(at=at, entries=entries, origin="service")


@transaction.atomic
def _state_anew(at: datetime, units: list[int], end: date) -> int:
    """The readings of the month as they are now; returns how many were others before."""
    found = {LEARNERS: people_in(_year_to(end)), RUNNING: classes_on(end)}
    rows = Stated.objects.filter(organisation__in=units, measure__in=found, on=end)
    changed = 0
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        quantity = found[row.measure].get(row.organisation_id, 0)
        differs, row.quantity, row.made_at = quantity != row.quantity, quantity, at
        row.save(update_fields=["quantity", "made_at"])
        if differs:
            changed += 1
            book_stated(at, row)
    return changed
