"""What stands on receipts, slips and letters, and on the page of one loan."""

from __future__ import annotations

from datetime import date

from densach.services.circulation.models import (
    Charge,
    Loan,
    Notice,
    Override,
    Patron,
    Renewal,
    Suspension,
)
from densach.services.circulation.queries import lists

# A letter names this many loans at most of one reader; nobody has more.
MOST_LETTERS = 200


def renewals_of(loan: Loan) -> list[Renewal]:
    return list(Renewal.objects.filter(loan=loan).order_by("number"))


def overrides_of(loan: Loan) -> list[Override]:
    return list(Override.objects.filter(loan=loan).order_by("at"))


def notices_about(loan: Loan) -> list[Notice]:
    return list(Notice.objects.filter(loan=loan).order_by("made_at"))


def lender_of(loan_id: int | None) -> int | None:
    """The library that lent, while the loan is known."""
    if loan_id is None:
        return None
    return Loan.objects.filter(pk=loan_id).values_list("library_id", flat=True).first()


def open_suspensions(patron: Patron, on: date, guest_of: int | None = None) -> list[Suspension]:
    """`guest_of`: only those for loans of that library."""
    rows = Suspension.objects.filter(patron=patron, lifted_at__isnull=True, until__gte=on)
    if guest_of is not None:
        rows = rows.filter(loan_id__in=Loan.objects.filter(library=guest_of).values("pk"))
    return list(rows.order_by("until"))


def open_charges(patron: Patron, guest_of: int | None = None) -> list[Charge]:
    """`guest_of`: only those that this library asks for."""
    rows = Charge.objects.filter(patron=patron, state="open").order_by("pk")
    return list(rows if guest_of is None else rows.filter(library=guest_of))


def suspension_by_id(pk: int) -> Suspension | None:
    return Suspension.objects.select_related("patron__person").filter(pk=pk).first()


def charge_by_id(pk: int) -> Charge | None:
    return Charge.objects.select_related("patron__person").filter(pk=pk).first()


def late_by_reader(library_id: int, on: date, days: int) -> list[tuple[Patron, list[Loan]]]:
    """Late loans of the library, each reader's together, for letters."""
    rows = lists.overdue(library_id, on, days).filter(patron__isnull=False, claimed_on__isnull=True)
    readers: dict[int, tuple[Patron, list[Loan]]] = {}
    for loan in rows.order_by("patron__person__sort_key", "patron_id", "due_on"):
        patron = loan.patron
        if patron is None or (patron.pk not in readers and len(readers) == MOST_LETTERS):
            break
        readers.setdefault(patron.pk, (patron, []))[1].append(loan)
    return list(readers.values())
