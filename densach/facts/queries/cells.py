"""Kept totals cell by cell, and readings of many days: what a table of many rows and columns asks of the book."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal, NamedTuple

from django.db.models import Q, QuerySet, Sum

from densach.facts.models import Fact, Total
from densach.facts.queries.book import in_cells, in_slice, standing_facts
from densach.facts.rules import feeds
from densach.kernel.period import Period

UnitKind = Literal["a", "o"]


class CellSum(NamedTuple):
    """`unit` is an area or an organisation (0 where all of them were added up); `cell` a key of the kernel's cells."""

    unit: int
    measure: str
    slice: str
    cell: int
    quantity: int


def _cells(
    kind: UnitKind,
    unit_ids: Collection[int],
    measures: Collection[str],
    keys: Sequence[int],
    slices: Collection[str],
) -> QuerySet[Total]:
    rows = Total.objects.filter(
        unit_kind=kind, unit_id__in=list(unit_ids), measure__in=list(measures), slice__in=list(slices)
    )
    return rows.filter(_stretch(sorted(keys)))


def _stretch(keys: Sequence[int]) -> Q:
    """Half months of several years as one stretch of the key; the years' own cells between them are left to the reader
    to skip: one in twenty-five, cheaper than a search for each month.
    """
    if not keys or len(keys) <= 2 or not all(key % 10_000 for key in keys):
        return in_cells(keys)
    return Q(period__range=(keys[0], keys[-1]))


def kept_cells(
    kind: UnitKind,
    unit_ids: Collection[int],
    measures: Collection[str],
    keys: Sequence[int],
    slices: Collection[str] = ("",),
) -> list[CellSum]:
    """Every kept cell of the units asked for. One query; cells in which nothing was ever counted are missing."""
    rows, asked = _cells(kind, unit_ids, measures, keys, slices), set(keys)
    told = rows.values_list("unit_id", "measure", "slice", "period", "quantity")
    return [CellSum._make(row) for row in told if row[3] in asked]


def added_cells(
    kind: UnitKind,
    unit_ids: Collection[int],
    measures: Collection[str],
    keys: Sequence[int],
    slices: Collection[str] = ("",),
) -> list[CellSum]:
    """The same with all units added up by the database: a line of totals under thousands of rows."""
    rows, asked = _cells(kind, unit_ids, measures, keys, slices), set(keys)
    told = rows.values("measure", "slice", "period").annotate(sum=Sum("quantity")).order_by()
    return [
        CellSum(0, measure, slice_, cell, int(amount))
        for measure, slice_, cell, amount in told.values_list("measure", "slice", "period", "sum")
        if cell in asked
    ]


def readings_on_days(
    measure: str, organisation_ids: Collection[int], days: Sequence[date], slice: str = ""
) -> dict[tuple[int, int], int]:
    """STOCK: (organisation, place of the day in `days`) → its latest reading on or before that day. One query for all
    days; those without a reading by then are left out.
    """
    if not days:
        return {}
    rows = standing_facts(
        Fact.objects.filter(
            in_slice(slice), measure=measure, organisation_id__in=list(organisation_ids), on__lte=max(days)
        )
    )
    told: dict[int, tuple[list[date], list[int]]] = {}
    for key, on, quantity in rows.order_by("organisation_id", "on", "pk").values_list(
        "organisation_id", "on", "quantity"
    ):
        known = told.setdefault(key, ([], []))
        known[0].append(on)
        known[1].append(quantity)
    found: dict[tuple[int, int], int] = {}
    for key, (dates, quantities) in told.items():
        for place, day in enumerate(days):
            if before := bisect_right(dates, day):
                found[key, place] = quantities[before - 1]
    return found


class Nought(NamedTuple):
    """Somebody counted on the day, and it was nothing. No total is kept of it: a sum would not change by it."""

    organisation: int
    measure: str
    slice: str
    on: date


def noughts(measures: Collection[str], organisation_ids: Collection[int], span: Period) -> list[Nought]:
    """Every standing nought of the organisations in the span, once for each slice that it speaks for. One query."""
    rows = Fact.objects.filter(
        organisation_id__in=list(organisation_ids),
        measure__in=list(measures),
        on__gte=span.start,
        on__lte=span.end,
        quantity=0,
    )
    left = rows.values("organisation_id", "measure", "slice", "on").annotate(left=Sum("sign")).order_by()
    return [
        Nought(key, measure, told, on)
        for key, measure, slice_, on, standing in left.values_list(
            "organisation_id", "measure", "slice", "on", "left"
        )
        if standing > 0
        for told in feeds(slice_)
    ]
