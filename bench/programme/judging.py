"""Every target of every province judged: 34 × 150 of all kinds, out of one reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from bench.programme.nation import Nation, measured
from densach.programme.plans import queries
from densach.programme.plans.models import Plan

# Not the end of a month: odd days are in no kept total.
DAY: Final = date(2025, 11, 20)


def figures(laid: Nation) -> Iterator[Mapping[str, Any]]:
    plans = list(Plan.objects.order_by("pk"))
    found: Counter[str] = Counter()

    def judge() -> None:
        found.clear()
        for rows in queries.judged_many(plans, DAY).values():
            found.update(row.status.value for row in rows)

    judge()  # warm
    told = measured("all targets of all provinces judged", judge, 2)
    yield {**told, "plans": len(plans), "targets": sum(found.values()), "statuses": dict(found)}
    one = plans[len(plans) // 2]
    yield measured("the targets of one province judged", lambda: queries.judged(one, DAY), 2)
