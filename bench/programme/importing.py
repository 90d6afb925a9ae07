"""Counts of another program: a CSV text of a year of months becomes counts, facts and totals, and is taken back."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final
from uuid import uuid4

from bench.programme.nation import Nation, measured
from densach.facts import actions
from densach.facts.rows import from_csv
from densach.kernel.actor import SYSTEM
from densach.kernel.period import Period
from densach.organisations.models import OrganisationVersion

AT: Final = datetime(2027, 1, 20, 2, tzinfo=UTC)
YEAR: Final = 2026
MOST: Final = 80_000
LIMIT: Final = 20_000
COUNTED: Final = {
    "public_library": "library.visits",
    "culture_centre": "culture.participants",
    "museum": "museum.visitors",
}


def figures(laid: Nation) -> Iterator[Mapping[str, Any]]:
    text = "\n".join(["key,organisation,measure,since,until,quantity", *islice(_rows(laid), MOST)])
    rows = text.count("\n")
    yield _told("counts of a CSV text judged, nothing written", rows, lambda: _take_in(text, dry_run=True))
    made: list[actions.Imported] = []
    yield _told("counts of a CSV text taken in", rows, lambda: made.append(_take_in(text)))
    yield _told("the same sent again", rows, lambda: _take_in(text))
    batch = made[0].batch
    if batch is None or made[0].rejected:
        raise RuntimeError(f"not all was taken in: {made[0].rejected[:3]}")
    yield _told(
        "the whole import taken back", rows, lambda: actions.undo_import(at=AT, actor=SYSTEM, batch=batch)
    )


def _rows(laid: Nation) -> Iterator[str]:
    """Every institution, month after month; the keys are new in each run."""
    dice, run = random.Random(5), uuid4().hex[:8]
    units = OrganisationVersion.objects.filter(organisation__in=laid.institutions).values_list(
        "organisation__code", "kind"
    )
    for number in range(1, 13):
        month = Period.month(YEAR, number)
        for code, kind in units:
            yield f"{run}:{code}:{number},{code},{COUNTED[kind]},{month.start},{month.end},{dice.randint(1, 900)}"


def _take_in(text: str, *, dry_run: bool = False) -> actions.Imported:
    return actions.import_counts(at=AT, actor=SYSTEM, rows=from_csv(text), name="bench.csv", dry_run=dry_run)


def _told(what: str, rows: int, work: Any) -> dict[str, Any]:
    told = measured(what, work, rows / LIMIT)
    return {
        **told,
        "rows": rows,
        "per_second": round(rows / max(told["seconds"], 0.01)),
        "limit_per_second": LIMIT,
    }
