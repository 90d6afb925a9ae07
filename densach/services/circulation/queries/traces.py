"""The records behind the desk's figures, as far as everybody who may read the figures may see them: without a reader.

Six kinds make facts: a loan, a renewal, a visit, a use in the room, a registration, a month's statement of borrowers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from densach.facts.queries import FactRow, facts_by_source
from densach.services.catalogue.models import Item
from densach.services.circulation.models import (
    BorrowersStated,
    InRoomUse,
    Loan,
    LoanEnd,
    Patron,
    Renewal,
    Visit,
)
from densach.services.circulation.queries.lending import (
    BORROWERS,
    LOANS,
    NEW_READERS,
    RENEWALS,
    USES,
    VISITS,
)


@dataclass(frozen=True)
class Trace:
    """One act as counted. `at` where the hour is known; `loan` of a loan and of a renewal with its `renewals` in
    their order; `cancelled_at` when it was taken back. Who the reader was is not read at all.
    """

    kind: str
    pk: int
    measure: str
    library_id: int
    on: date
    quantity: int
    counted: bool
    slice: str = ""
    at: datetime | None = None
    way: str = ""
    item: Item | None = None
    loan: Loan | None = None
    renewal: Renewal | None = None
    renewals: list[Renewal] = field(default_factory=list)
    cancelled_at: datetime | None = None

    def facts(self) -> list[FactRow]:
        """What the book holds from it, reversals too."""
        return facts_by_source(self.measure, f"{self.kind}:{self.pk}")


def _loan(pk: int) -> Trace | None:
    one = Loan.objects.select_related("item__record").defer("patron").filter(pk=pk).first()
    if one is None:
        return None
    return Trace(
        "loan", pk, LOANS, one.library_id, one.on, 1, one.counted, one.slice, one.out_at,
        one.get_channel_display(), one.item, one, renewals=list(one.renewed.order_by("number")),
        cancelled_at=one.returned_at if one.end == LoanEnd.UNDONE else None,
    )  # fmt: skip


def _renewal(pk: int) -> Trace | None:
    rows = Renewal.objects.select_related("loan__item__record").defer("loan__patron")
    one = rows.filter(pk=pk).first()
    if one is None:
        return None
    return Trace(
        "renewal", pk, RENEWALS, one.library_id, one.on, 1, one.counted, "", one.at, one.get_channel_display(),
        one.loan.item, one.loan, one,
    )  # fmt: skip


def _visit(pk: int) -> Trace | None:
    one = Visit.objects.defer("patron").filter(pk=pk).first()
    if one is None:
        return None
    return Trace(
        "visit", pk, VISITS, one.library_id, one.on, one.quantity, one.counted, one.slice, one.at,
        one.get_way_display(), cancelled_at=one.cancelled_at,
    )  # fmt: skip


def _use(pk: int) -> Trace | None:
    one = InRoomUse.objects.select_related("item__record").filter(pk=pk).first()
    if one is None:
        return None
    return Trace(
        "use", pk, USES, one.library_id, one.on, one.quantity, one.counted, "", one.at, one.get_way_display(),
        one.item, cancelled_at=one.cancelled_at,
    )  # fmt: skip


def _patron(pk: int) -> Trace | None:
    rows = Patron.objects.only("registered_in", "home", "registered_on", "counted", "slice")
    one = rows.filter(pk=pk).first()
    if one is None:
        return None
    where = one.registered_in_id or one.home_id
    return Trace("patron", pk, NEW_READERS, where, one.registered_on, 1, one.counted, one.slice)


def _borrowers(pk: int) -> Trace | None:
    one = BorrowersStated.objects.filter(pk=pk).first()
    if one is None:
        return None
    return Trace("borrowers", pk, BORROWERS, one.library_id, one.on, one.people, True, at=one.stated_at)


_FOUND: Final[dict[str, Callable[[int], Trace | None]]] = {
    "loan": _loan,
    "renewal": _renewal,
    "visit": _visit,
    "use": _use,
    "patron": _patron,
    "borrowers": _borrowers,
}
KINDS: Final = tuple(_FOUND)


def trace(kind: str, pk: int) -> Trace | None:
    """The act behind a fact whose source is `kind:pk`; None where there is none."""
    find = _FOUND.get(kind)
    return find(pk) if find is not None else None
