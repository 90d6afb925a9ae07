"""What the desk's one box was given, and what the panel of a reader shows. Each reader names the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language

from densach.kernel.vietnamese import clean_text, fold
from densach.services.catalogue.models import Item, Record
from densach.services.catalogue.search.finding import find
from densach.services.catalogue.search.narrowing import Query
from densach.services.circulation.models import (
    Card,
    Charge,
    Hold,
    HoldState,
    Loan,
    Patron,
    Suspension,
)

MOST_CHOICES = 8


def patron_by_card(number: str) -> Patron | None:
    """The reader whose card holds now, with person and category; one query."""
    rows = Patron.objects.select_related("person", "category", "home", "photo")
    return rows.filter(card=clean_text(number)).first()


def former_card(number: str) -> Card | None:
    """A number that was replaced: whose it was, and why it ended."""
    rows = Card.objects.select_related("patron__person").filter(ended_on__isnull=False)
    return rows.filter(number=clean_text(number)).first()


def item_by_barcode(barcode: str) -> Item | None:
    return Item.objects.select_related("record").filter(barcode=clean_text(barcode)).first()


def readers_like(text: str, homes: Collection[int]) -> list[Patron]:
    """Readers of the home libraries whose name, card or telephone has all the words typed, accents forgiven; by name,
    the first `MOST_CHOICES` and one more where there are more.
    """
    words = fold(text).split()
    if not words or len("".join(words)) < 2:
        return []
    rows = Patron.objects.select_related("person", "category")
    rows = rows.filter(closed_on__isnull=True, home_id__in=homes)
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) >= 6 and len(digits) == len(text.replace(" ", "").replace(".", "").replace("+", "")):
        found = list(rows.filter(person__phone__contains=digits).order_by("pk")[: MOST_CHOICES + 1])
        if found:
            return found
    for word in words:
        rows = rows.filter(folded__contains=word)
    return list(rows.order_by("person__sort_key", "pk")[: MOST_CHOICES + 1])


def open_loan_of(barcode: str) -> Loan | None:
    """The open loan of the item with the barcode."""
    rows = Loan.objects.select_related("item__record", "patron__person")
    return rows.filter(item__barcode=clean_text(barcode), returned_at__isnull=True).first()


def open_loans_of(patron: Patron) -> list[Loan]:
    """What the reader has now, the first to come back first; one query."""
    rows = Loan.objects.select_related("item__record", "item__item_type")
    return list(rows.filter(patron=patron, returned_at__isnull=True).order_by("due_on", "pk"))


@dataclass(frozen=True)
class LoanLine:
    """A loan in the reader's panel; `days_late` is 0 until the day after the due day."""

    loan: Loan
    days_late: int

    @property
    def title(self) -> str:
        return self.loan.item.record.title

    @property
    def barcode(self) -> str:
        return self.loan.item.barcode


def loan_line(loan: Loan, on: date) -> LoanLine:
    return LoanLine(loan, max((on - loan.due_on).days, 0))


@dataclass(frozen=True)
class Panel:
    """A reader as the desk sees them. `ends_in`: days until the card ends, negative when it has."""

    patron: Patron
    on: date
    loans: list[LoanLine]
    ready: list[Hold]
    waiting: int
    suspension: Suspension | None
    charges: list[Charge] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.patron.person.name

    @property
    def initials(self) -> str:
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts)).upper()

    @property
    def category(self) -> str:
        category = self.patron.category
        return category.name_en if (get_language() or "vi").startswith("en") else category.name_vi

    @property
    def ends_in(self) -> int:
        return (self.patron.valid_until - self.on).days

    @property
    def late(self) -> int:
        return sum(line.days_late > 0 for line in self.loans)

    @property
    def owed(self) -> int:
        """Đồng that are still to pay."""
        return sum(charge.amount for charge in self.charges)


def panel_of(patron: Patron, on: date) -> Panel:
    """Four queries, however much the reader has."""
    holds = list(
        Hold.objects.select_related("record", "pickup", "item").filter(
            patron=patron, state__in=[HoldState.WAITING, HoldState.COMING, HoldState.READY]
        )
    )
    ready = [hold for hold in holds if hold.state == HoldState.READY]
    suspensions = Suspension.objects.filter(patron=patron, lifted_at__isnull=True, until__gte=on)
    return Panel(
        patron=patron,
        on=on,
        loans=[loan_line(loan, on) for loan in open_loans_of(patron)],
        ready=ready,
        waiting=len(holds) - len(ready),
        suspension=suspensions.order_by("-until").first(),
        charges=list(Charge.objects.filter(patron=patron, state="open").order_by("pk")),
    )


def titles_like(text: str, most: int = MOST_CHOICES) -> list[Record]:
    """Titles of the catalogue that have copies, the best first: words, an ISBN, a call number."""
    return list(find(Query(text=text, limit=most)).records) if text.strip() else []


def record_by_id(pk: int) -> Record | None:
    return Record.objects.filter(pk=pk).first()
