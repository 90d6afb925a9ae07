"""What the desk's one box was given, and what the panel of a reader shows. Each reader names the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
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


_OPEN_HOLDS = (HoldState.WAITING, HoldState.COMING, HoldState.READY)


def dealing_with(patron: Patron) -> set[int]:
    """The libraries that have an open loan, hold or charge of the reader."""
    loans = Loan.objects.filter(patron=patron, returned_at__isnull=True).values_list("library_id", flat=True)
    holds = Hold.objects.filter(patron=patron, state__in=_OPEN_HOLDS).values_list("pickup_id", flat=True)
    charges = Charge.objects.filter(patron=patron, state="open").values_list("library_id", flat=True)
    return {*loans, *holds, *charges}


def _of_libraries(libraries: Collection[int]) -> Q:
    """Readers at home in, registered in, borrowing from or waiting in one of the libraries."""
    loans = Loan.objects.filter(library__in=libraries, returned_at__isnull=True, patron__isnull=False)
    holds = Hold.objects.filter(pickup__in=libraries, state__in=_OPEN_HOLDS, patron__isnull=False)
    return (
        Q(home__in=libraries)
        | Q(registered_in__in=libraries)
        | Q(pk__in=loans.values("patron"))
        | Q(pk__in=holds.values("patron"))
    )


def readers_like(text: str, libraries: Collection[int]) -> list[Patron]:
    """Readers of the libraries whose name, card or telephone has all the words typed, accents forgiven; by name, the
    first `MOST_CHOICES` and one more where there are more. Other libraries' readers are found by their card alone.
    """
    words = fold(text).split()
    if not words or len("".join(words)) < 2:
        return []
    rows = Patron.objects.select_related("person", "category")
    rows = rows.filter(_of_libraries(libraries), closed_on__isnull=True)
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


def open_loans_of(patron: Patron, of: int | None = None) -> list[Loan]:
    """What the reader has now, the first to come back first; `of`: only from that library. One query."""
    rows = Loan.objects.select_related("item__record", "item__item_type")
    rows = rows.filter(patron=patron, returned_at__isnull=True).order_by("due_on", "pk")
    return [one for one in rows if of is None or _is_of(one, of)]


def _is_of(loan: Loan, library_id: int) -> bool:
    """Lent by the library, or its own copy."""
    return library_id in (loan.library_id, loan.item.home_id)


def late_loans_of(patron: Patron, on: date) -> int:
    return Loan.objects.filter(patron=patron, returned_at__isnull=True, due_on__lt=on).count()


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
    """A reader as the desk sees them. `ends_in`: days until the card ends, negative when it has.

    `guest`: of another library. Then `loans`, `ready` and `charges` are those of this one alone; `borrowed` and `late`
    count all, as the limits do.
    """

    patron: Patron
    on: date
    loans: list[LoanLine]
    ready: list[Hold]
    waiting: int
    suspension: Suspension | None
    charges: list[Charge] = field(default_factory=list)
    guest: bool = False
    borrowed: int = 0
    late: int = 0

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
    def owed(self) -> int:
        """Đồng that are still to pay."""
        return sum(charge.amount for charge in self.charges)


def panel_of(patron: Patron, on: date, guest_of: int | None = None) -> Panel:
    """Four queries, however much the reader has. `guest_of`: the library at which another's reader stands."""
    holds = list(
        Hold.objects.select_related("record", "pickup", "item").filter(patron=patron, state__in=_OPEN_HOLDS)
    )
    every = [loan_line(loan, on) for loan in open_loans_of(patron)]
    charges = list(Charge.objects.filter(patron=patron, state="open").order_by("pk"))
    here = every
    if guest_of is not None:
        here = [line for line in every if _is_of(line.loan, guest_of)]
        holds = [hold for hold in holds if hold.pickup_id == guest_of]
        charges = [charge for charge in charges if charge.library_id == guest_of]
    ready = [hold for hold in holds if hold.state == HoldState.READY]
    suspensions = Suspension.objects.filter(patron=patron, lifted_at__isnull=True, until__gte=on)
    return Panel(
        patron=patron,
        on=on,
        loans=here,
        ready=ready,
        waiting=len(holds) - len(ready),
        suspension=suspensions.order_by("-until").first(),
        charges=charges,
        guest=guest_of is not None,
        borrowed=len(every),
        late=sum(line.days_late > 0 for line in every),
    )


def titles_like(text: str, most: int = MOST_CHOICES) -> list[Record]:
    """Titles of the catalogue that have copies, the best first: words, an ISBN, a call number."""
    return list(find(Query(text=text, limit=most)).records) if text.strip() else []


def record_by_id(pk: int) -> Record | None:
    return Record.objects.filter(pk=pk).first()
