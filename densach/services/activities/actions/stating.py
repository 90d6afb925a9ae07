"""Readings at the end of each month: different people in twelve months, classes that run. Stated once, never summed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Min

from densach.facts import actions as book
from densach.facts.measures import REGISTRY
from densach.kernel.dates import today
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.services.activities.measures import LEARNERS, RUNNING
from densach.services.activities.models import Session, SessionState, Stated
from densach.services.activities.queries.figures import classes_on, people_in

# Months longer ago are not stated any more.
REMEMBERED_DAYS: Final = 3 * 366


def state_months(at: datetime) -> Mapping[str, int]:
    """States each whole month that is missing, unit by unit since its first closed session; months before a unit's last
    statement stay as they are. Run again, it does nothing.
    """
    on = today(at)
    held = Session.objects.filter(state=SessionState.HELD)
    first = dict(held.values_list("organisation_id").annotate(first=Min("on")).order_by())
    last = dict(
        Stated.objects.filter(measure=LEARNERS)
        .values_list("organisation_id")
        .annotate(last=Max("on"))
        .order_by()
    )
    number = 0
    for end in _month_ends(min(first.values()), on) if first else ():
        units = [key for key, day in first.items() if day <= end and last.get(key, date.min) < end]
        if units:
            number += _state(at, units, end)
    return {"activities_stated": number}


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
    year = Period(_month_after(end.replace(year=end.year - 1, day=1)), end)
    people, classes = people_in(year), classes_on(end)
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
