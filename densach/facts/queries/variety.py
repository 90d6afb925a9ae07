"""How varied what was counted is: of how many values of a dimension each organisation counted enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import F, Q, Sum

from densach.facts.models import Fact, Total
from densach.facts.queries.book import in_cells
from densach.facts.queries.listing import listed
from densach.facts.rules import cover, feeds
from densach.kernel.period import Period

Row = tuple[int, str, int]


def sums_by_value(
    measure: str,
    dimension: str,
    organisation_ids: Collection[int],
    period: Period,
    until_fact: int | None = None,
) -> dict[int, dict[str, int]]:
    """FLOW: organisation → value of the dimension → its sum over the period; those with none are left out. One query,
    and one more for each odd end of the period.
    """
    found: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for unit, key, amount in _rows(measure, dimension, organisation_ids, period, until_fact):
        found[unit][key.partition("=")[2]] += amount
    return {
        unit: kept
        for unit, values in found.items()
        if (kept := {value: amount for value, amount in values.items() if amount})
    }


def _rows(
    measure: str, dimension: str, ids: Collection[int], period: Period, until_fact: int | None
) -> Iterator[Row]:
    keys, edges = cover(period)
    if until_fact is not None:
        # What a later fact has changed is in no kept total.
        keys, edges = [], [period]
    if keys:
        kept = Total.objects.filter(
            in_cells(keys), unit_kind="o", unit_id__in=listed(ids), measure=measure,
            slice__startswith=f"{dimension}=",
        )  # fmt: skip
        told = kept.values_list("unit_id", "slice").annotate(sum=Sum("quantity")).order_by()
        yield from ((unit, key, int(amount)) for unit, key, amount in told)
    for edge in edges:
        facts = Fact.objects.filter(
            Q(slice__contains=f"{dimension}="), measure=measure, organisation_id__in=listed(ids),
            on__gte=edge.start, on__lte=edge.end,
        )  # fmt: skip
        if until_fact is not None:
            facts = facts.filter(pk__lte=until_fact)
        sums = facts.values_list("organisation_id", "slice").annotate(sum=Sum(F("sign") * F("quantity")))
        for unit, key, amount in sums.order_by():
            for part in feeds(key):
                if part.startswith(f"{dimension}="):
                    yield unit, part, int(amount)


def variety(
    measure: str,
    dimension: str,
    at_least: int,
    organisation_ids: Collection[int],
    period: Period,
    until_fact: int | None = None,
) -> dict[int, int]:
    """Organisation → of how many values of the dimension it counted at least `at_least` over the period."""
    sums = sums_by_value(measure, dimension, organisation_ids, period, until_fact)
    counted = {unit: sum(amount >= at_least for amount in values.values()) for unit, values in sums.items()}
    return {unit: number for unit, number in counted.items() if number}


def sums_by_month(
    measure: str, dimension: str, organisation_ids: Collection[int], period: Period
) -> dict[date, dict[str, int]]:
    """FLOW: first day of a month → value of the dimension → the sum of all these organisations; "" is the whole, told
    apart or not. One query, and one more for each odd end of the period.
    """
    found: defaultdict[date, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    ids = listed(organisation_ids)
    parts = [part.cells() for part in period.calendar_years()]
    kept = Total.objects.filter(
        Q(slice="") | Q(slice__startswith=f"{dimension}="),
        in_cells([key for part in parts for key in part.full]),
        unit_kind="o", unit_id__in=ids, measure=measure,
    )  # fmt: skip
    for key, slice_, amount in kept.values_list("period", "slice").annotate(sum=Sum("quantity")).order_by():
        found[date(key // 10_000, key % 10_000 // 100, 1)][slice_.partition("=")[2]] += int(amount)
    for edge in (edge for part in parts for edge in part.edges):
        facts = Fact.objects.filter(
            measure=measure, organisation_id__in=ids, on__gte=edge.start, on__lte=edge.end
        )
        sums = facts.values_list("slice").annotate(sum=Sum(F("sign") * F("quantity"))).order_by()
        for slice_, amount in sums:
            for part_ in feeds(slice_):
                if not part_ or part_.startswith(f"{dimension}="):
                    found[edge.start.replace(day=1)][part_.partition("=")[2]] += int(amount)
    return {month: dict(values) for month, values in sorted(found.items())}
