"""What the desk's records amount to in the counting book: entries when they are made, and the same again for a replay.

A loan, a renewal, a visit, a use in the room, a registration and a statement of borrowers are one fact each, whose
source is the record's own number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from densach.facts import replay, served
from densach.facts.actions import Entry
from densach.facts.replay import Expected
from densach.facts.rules import slice_parts
from densach.services.circulation.models import BorrowersStated, InRoomUse, Loan, Patron, Renewal, Visit
from densach.services.circulation.queries.lending import (
    BORROWERS,
    LOANS,
    MEASURES,
    NEW_READERS,
    RENEWALS,
    USES,
    VISITS,
    served_since,
)

_CHUNK: Final = 2000


def of_loan(loan: Loan) -> Entry:
    return Entry(LOANS, loan.library_id, loan.on, 1, f"loan:{loan.pk}", slice_parts(loan.slice))


def of_renewal(renewal: Renewal) -> Entry:
    return Entry(RENEWALS, renewal.library_id, renewal.on, 1, f"renewal:{renewal.pk}")


def of_visit(visit: Visit) -> Entry:
    return Entry(
        VISITS, visit.library_id, visit.on, visit.quantity, f"visit:{visit.pk}", slice_parts(visit.slice)
    )


def of_use(use: InRoomUse) -> Entry:
    return Entry(USES, use.library_id, use.on, use.quantity, f"use:{use.pk}")


def of_patron(patron: Patron) -> Entry:
    where = patron.registered_in_id or patron.home_id
    return Entry(
        NEW_READERS, where, patron.registered_on, 1, f"patron:{patron.pk}", slice_parts(patron.slice)
    )


def of_borrowers(stated: BorrowersStated) -> Entry:
    return Entry(BORROWERS, stated.library_id, stated.on, stated.people, f"borrowers:{stated.pk}")


def _loans() -> Iterator[Expected]:
    rows = Loan.objects.filter(counted=True).values_list("pk", "library_id", "on", "slice")
    for pk, library, on, slice_ in rows.iterator(chunk_size=_CHUNK):
        yield Expected(f"loan:{pk}", library, LOANS, on, slice_, 1)


def _renewals() -> Iterator[Expected]:
    rows = Renewal.objects.filter(counted=True).values_list("pk", "library_id", "on")
    for pk, library, on in rows.iterator(chunk_size=_CHUNK):
        yield Expected(f"renewal:{pk}", library, RENEWALS, on, "", 1)


def _visits() -> Iterator[Expected]:
    rows = Visit.objects.filter(counted=True, cancelled_at__isnull=True)
    told = rows.values_list("pk", "library_id", "on", "slice", "quantity")
    for pk, library, on, slice_, quantity in told.iterator(chunk_size=_CHUNK):
        yield Expected(f"visit:{pk}", library, VISITS, on, slice_, quantity)


def _uses() -> Iterator[Expected]:
    rows = InRoomUse.objects.filter(counted=True, cancelled_at__isnull=True)
    told = rows.values_list("pk", "library_id", "on", "quantity")
    for pk, library, on, quantity in told.iterator(chunk_size=_CHUNK):
        yield Expected(f"use:{pk}", library, USES, on, "", quantity)


def _patrons() -> Iterator[Expected]:
    rows = Patron.objects.filter(counted=True)
    told = rows.values_list("pk", "registered_in_id", "home_id", "registered_on", "slice")
    for pk, registered_in, home, on, slice_ in told.iterator(chunk_size=_CHUNK):
        yield Expected(f"patron:{pk}", registered_in or home, NEW_READERS, on, slice_, 1)


def _borrowers() -> Iterator[Expected]:
    rows = BorrowersStated.objects.values_list("pk", "library_id", "on", "people")
    for pk, library, on, people in rows.iterator(chunk_size=_CHUNK):
        yield Expected(f"borrowers:{pk}", library, BORROWERS, on, "", people)


def register() -> None:
    """Called once, when the program starts."""
    replay.counted_by("loan", _loans)
    replay.counted_by("renewal", _renewals)
    replay.counted_by("visit", _visits)
    replay.counted_by("use", _uses)
    replay.counted_by("patron", _patrons)
    replay.counted_by("borrowers", _borrowers)
    served.serves("desk", MEASURES, served_since)
