"""Does the book still equal the records? Each room that counts can say anew what its records amount to.

`verify` compares three things: the records with the standing facts, the facts with the kept totals, and each fact
with the rules (a reversal has something to reverse). Every difference is one sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, NamedTuple

from django.db.models import F

from densach.facts import actions
from densach.facts.models import CountRevision, Fact


class Expected(NamedTuple):
    """What a record amounts to: one standing fact."""

    source: str
    organisation_id: int
    measure: str
    on: date
    slice: str
    quantity: int


Replay = Callable[[], Iterable[Expected]]
REPLAYS: Final[dict[str, Replay]] = {}


def counted_by(prefix: str, replay: Replay) -> None:
    """A room says how the facts whose source begins with `prefix:` follow from its records."""
    REPLAYS[prefix] = replay


def hand_counts() -> Iterable[Expected]:
    rows = CountRevision.objects.filter(count__reversed=False, number=F("count__revision"))
    for row in rows.select_related("count").iterator(chunk_size=2000):
        count = row.count
        for key, quantity in (row.quantities or {}).items():
            yield Expected(
                f"count:{count.pk}", count.organisation_id, count.measure, count.until, key, quantity
            )


counted_by("count", hand_counts)


def verify() -> list[str]:
    """All differences found; an empty list says the book is right."""
    return [*_facts_against_records(), *_totals_against_facts()]


def _facts_against_records() -> list[str]:
    standing: Counter[Expected] = Counter()
    unknown: Counter[str] = Counter()
    rows = Fact.objects.order_by("pk").values_list(
        "source", "organisation_id", "measure", "on", "slice", "quantity", "sign"
    )
    for source, organisation_id, measure, on, slice_, quantity, sign in rows.iterator(chunk_size=5000):
        fact = Expected(source, organisation_id, measure, on, slice_, quantity)
        prefix = fact.source.partition(":")[0]
        if prefix in REPLAYS:
            standing[fact] += sign
        else:
            unknown[prefix] += 1
    for replay in REPLAYS.values():
        for expected in replay():
            standing[expected] -= 1
    problems = [
        f"{number} facts of “{prefix}” have no room that can replay them"
        for prefix, number in unknown.items()
    ]
    for fact, left in standing.items():
        if left:
            side = (
                "the book holds, and no record makes," if left > 0 else "a record makes, and the book lacks,"
            )
            problems.append(
                f"{fact.source}: {side} {fact.quantity} of {fact.measure} “{fact.slice}” on {fact.on}"
            )
    return problems


def _totals_against_facts() -> list[str]:
    return sorted(
        f"total {one.cell}: kept {one.kept or 0}, the facts make {one.wanted or 0}"
        for one in actions.differing_totals()
    )


def lay_totals_anew() -> actions.Rebuilt:
    """Lays every kept total anew from the facts: where the map around institutions of former years has changed."""
    return actions.rebuild_totals()
