"""STOCK readings on many days at once: what a page of many months asks of the book, in one query a measure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, Max, OuterRef

from densach.facts.models import Count, Fact
from densach.facts.queries.book import in_slice

OnDays = Mapping[tuple[str, date], Collection[int]]


def readings_by_day(asked: OnDays, until_fact: int | None = None) -> dict[tuple[str, date], dict[int, int]]:
    """(measure, day) → each organisation's latest reading on or before the day; those without one are left out. The
    same as `readings_of_organisations` day by day.
    """
    found: dict[tuple[str, date], dict[int, int]] = {}
    for measure in {measure for measure, _day in asked}:
        mine = {day: ids for (name, day), ids in asked.items() if name == measure}
        told = _told(measure, set().union(*mine.values()), max(mine), until_fact)
        for day, ids in mine.items():
            found[measure, day] = {
                key: told[key][1][place - 1]
                for key in ids
                if key in told and (place := bisect_right(told[key][0], day))
            }
    return found


def _told(
    measure: str, ids: Collection[int], until: date, until_fact: int | None
) -> dict[int, tuple[list[date], list[int]]]:
    """Every standing reading of each organisation: its days, oldest first, and what was read."""
    rows = Fact.objects.filter(
        in_slice(""), measure=measure, organisation_id__in=list(ids), on__lte=until, sign=1
    )
    back = Fact.objects.filter(
        measure=OuterRef("measure"),
        source=OuterRef("source"),
        slice=OuterRef("slice"),
        revision=OuterRef("revision"),
        sign=-1,
    )
    if until_fact is not None:
        rows, back = rows.filter(pk__lte=until_fact), back.filter(pk__lte=until_fact)
    told: dict[int, tuple[list[date], list[int]]] = {}
    ordered = rows.filter(~Exists(back)).order_by("organisation_id", "on", "pk")
    for key, day, quantity in ordered.values_list("organisation_id", "on", "quantity"):
        days, numbers = told.setdefault(key, ([], []))
        days.append(day)
        numbers.append(quantity)
    return told


def last_by_hand_of(
    organisation_ids: Collection[int], measures: Collection[str]
) -> dict[tuple[int, str], date]:
    """The same of several organisations, by organisation and measure; one query."""
    rows = Count.objects.filter(organisation__in=organisation_ids, measure__in=measures, reversed=False)
    found = rows.values_list("organisation_id", "measure").annotate(last=Max("until")).order_by()
    return {(organisation, measure): last for organisation, measure, last in found}


def last_by_hand(organisation_id: int, measures: Collection[str]) -> dict[str, date]:
    """The last day that a count by hand holds, for each of the measures that has one."""
    rows = Count.objects.filter(organisation_id=organisation_id, measure__in=measures, reversed=False)
    return dict(rows.values_list("measure").annotate(last=Max("until")).order_by())
