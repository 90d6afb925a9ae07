"""What was told apart: sums of a measure by the slices that its facts name."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, Sum

from densach.facts.models import Fact, Total
from densach.facts.queries.book import in_cells
from densach.facts.rules import cover, feeds
from densach.kernel.period import Period


def sums_by_slice(measure: str, organisation_ids: Collection[int], period: Period) -> dict[str, int]:
    """FLOW: slice ("" the whole, else one `dimension=value`) → its sum over the organisations and the period. Two
    queries, however many slices there are.
    """
    ids, (keys, edges) = list(organisation_ids), cover(period)
    kept = Total.objects.filter(in_cells(keys), unit_kind="o", unit_id__in=ids, measure=measure)
    rows = kept.values("slice").annotate(sum=Sum("quantity")).order_by()
    found = {row["slice"]: int(row["sum"]) for row in rows}
    for edge in edges:
        facts = Fact.objects.filter(
            measure=measure, organisation_id__in=ids, on__gte=edge.start, on__lte=edge.end
        )
        told = facts.values("slice").annotate(sum=Sum(F("sign") * F("quantity"))).order_by()
        for row in told:
            for key in feeds(row["slice"]):
                found[key] = found.get(key, 0) + int(row["sum"])
    return found
