"""What stands in the book of a record is made equal to what the record says now: written, corrected, emptied, taken up
again. For records whose lines come and go, such as a session that is closed, corrected, opened again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from densach.facts import ledger
from densach.facts.measures import Measure, get
from densach.facts.models import Fact
from densach.facts.origin import Origin
from densach.facts.rules import NegativeQuantity, check_slice

Lines = Mapping[str, Mapping[str, int]]


def settle(
    *,
    at: datetime,
    measure: str,
    source: str,
    organisation_id: int,
    on: date,
    quantities: Mapping[str, int],
) -> bool:
    """Makes what stands of the source equal to `quantities` (slice → number) of that day; says whether it was not.

    Nothing at all takes back what stands. Revision numbers go on, so that a record taken up again is told apart from
    what was reversed before. Raises NegativeQuantity, UnknownSlice, UnknownMeasure.
    """
    return settle_lines(
        at=at, source=source, organisation_id=organisation_id, on=on, lines={measure: quantities}
    )


@transaction.atomic
def settle_lines(
    *,
    at: datetime,
    source: str,
    organisation_id: int,
    on: date,
    lines: Lines,
    places: ledger.Places | None = None,
) -> bool:
    """The same for several measures of one source at once: two statements however many lines. A measure that is no
    longer counted is named with nothing in it.
    """
    earlier: defaultdict[str, list[Fact]] = defaultdict(list)
    for row in Fact.objects.filter(measure__in=list(lines), source=source):
        earlier[row.measure].append(row)
    written: list[Fact] = []
    for code, quantities in lines.items():
        wanted = _checked(get(code), quantities)
        written += _moves(at, code, source, organisation_id, on, wanted, earlier[code])
    if written:
        ledger.append(written, places)
    return bool(written)


def _checked(measure: Measure, quantities: Mapping[str, int]) -> dict[str, int]:
    checked = {check_slice(measure, key): value for key, value in quantities.items()}
    if any(value < 0 for value in checked.values()):
        raise NegativeQuantity(measure=measure.name)
    return checked


def _moves(
    at: datetime,
    measure: str,
    source: str,
    organisation_id: int,
    on: date,
    wanted: dict[str, int],
    earlier: list[Fact],
) -> list[Fact]:
    """The reversal of what stands and the next revision; nothing where they are the same."""
    reversed_ = {(row.slice, row.revision) for row in earlier if row.sign < 0}
    standing = [row for row in earlier if row.sign > 0 and (row.slice, row.revision) not in reversed_]
    as_told = {(row.organisation_id, row.on, row.slice, row.quantity) for row in standing}
    if as_told == {(organisation_id, on, key, value) for key, value in wanted.items()}:
        return []
    after = max((row.revision for row in earlier), default=0) + 1
    back = [
        Fact(
            organisation_id=row.organisation_id, measure=measure, on=row.on, since=row.since, slice=row.slice,
            quantity=row.quantity, sign=-1, source=source, revision=row.revision, origin=row.origin, recorded_at=at,
        )
        for row in standing
    ]  # fmt: skip
    onward = [
        Fact(
            organisation_id=organisation_id, measure=measure, on=on, since=on, slice=key, quantity=value,
            source=source, revision=after, origin=Origin.SERVICE, recorded_at=at,
        )
        for key, value in wanted.items()
    ]  # fmt: skip
    return [*back, *onward]
