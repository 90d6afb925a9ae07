"""What the acts of the desk ask before they write: few queries, each for one scan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, DateField, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from densach.facts.served import Served
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.people.queries import organisations_where
from densach.services.catalogue.models import Item, ItemState, Restriction
from densach.services.circulation.models import DeskOpening, Hold, HoldState, Loan, Patron, Suspension
from densach.services.circulation.queries.scan import openings_told, place_of
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.lending import LONGEST_LOAN, SLIDES_AT_MOST, Borrower
from densach.services.circulation.rules.scanning import scanned

OPEN_HOLDS = (HoldState.WAITING, HoldState.COMING, HoldState.READY)
LOANS, RENEWALS = "library.loans", "library.renewals"
VISITS, USES = "library.visits", "library.in_room_uses"
NEW_READERS, BORROWERS = "library.new_readers", "library.active_borrowers"
MEASURES = (LOANS, RENEWALS, VISITS, USES, NEW_READERS, BORROWERS)


def readers_on(on: date) -> QuerySet[Patron]:
    """Readers with what speaks for or against lending to them on the day: `suspended_until`, `loans_open`."""
    suspensions = Suspension.objects.filter(patron=OuterRef("pk"), lifted_at__isnull=True, until__gte=on)
    loans = Loan.objects.filter(patron=OuterRef("pk"), returned_at__isnull=True)
    counted = loans.order_by().values("patron").annotate(number=Count("pk")).values("number")
    return Patron.objects.select_related("person", "category").annotate(
        suspended_until=Subquery(
            suspensions.order_by("-until").values("until")[:1], output_field=DateField(null=True)
        ),
        loans_open=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
    )


def borrower_of(patron: Patron, of_type: int = 0) -> Borrower:
    """The reader as the rules see it; one of `readers_on`."""
    return Borrower(
        valid_until=patron.valid_until,
        closed_on=patron.closed_on,
        blocked_since=patron.blocked_since,
        block_note=patron.block_note,
        suspended_until=getattr(patron, "suspended_until", None),
        loans=getattr(patron, "loans_open", 0),
        loans_of_type=of_type,
    )


def loans_of_type(patron: Patron, item_type_id: int) -> int:
    return Loan.objects.filter(
        patron=patron, returned_at__isnull=True, item__item_type_id=item_type_id
    ).count()


def queue_of(record_id: int) -> list[Hold]:
    """Who waits for the title, or has a copy kept: first come first."""
    rows = Hold.objects.filter(record_id=record_id, state__in=OPEN_HOLDS)
    return list(rows.order_by("placed_at", "pk"))


def still_waiting(holds: Iterable[Hold], on: date, except_for: int | None = None) -> list[Hold]:
    """Those of the queue that wait on the day; without one reader and whoever came after that reader."""
    found = []
    for hold in holds:
        if except_for is not None and hold.patron_id == except_for:
            break
        if hold.state == HoldState.WAITING and (hold.wanted_until is None or hold.wanted_until >= on):
            found.append(hold)
    return found


def spare_copies(record_id: int, without: int) -> int:
    """Other copies on the shelves that may serve who waits."""
    rows = Item.objects.filter(record_id=record_id, state=ItemState.AVAILABLE, item_type__for_loan=True)
    return rows.filter(restriction=Restriction.OPEN).exclude(pk=without).count()


def copies_lent_at_all(record_id: int) -> bool:
    """Whether the title has a copy that may ever be lent."""
    lendable = (
        ItemState.AVAILABLE, ItemState.ON_LOAN, ItemState.ON_HOLD_SHELF, ItemState.IN_TRANSIT, ItemState.IN_PROCESS,
        ItemState.IN_REPAIR,
    )  # fmt: skip
    rows = Item.objects.filter(record_id=record_id, state__in=lendable, item_type__for_loan=True)
    return rows.filter(restriction=Restriction.OPEN).exists()


def closed_after(library_id: int, day: date) -> set[date]:
    """Days without opening from the day on, as far as a due day slides: a week, and more only where all of it is."""
    return _closed_after(library_id, day, openings_told(library_id, day))


@lru_cache(maxsize=1024)
def _closed_after(library_id: int, day: date, told: tuple[Any, ...]) -> set[date]:
    """`told` is what the days were reckoned from: with other opening times or closures they are reckoned anew."""
    week = organisations.closed_days(library_id, day, day + timedelta(days=6))
    if len(week) < 7:
        return week
    return organisations.closed_days(library_id, day, day + timedelta(days=SLIDES_AT_MOST))


def closed_between(library_id: int, first: date, last: date) -> set[date]:
    """Days without opening, looked at no further back than a loan can be late."""
    first = max(first, last - timedelta(days=LONGEST_LOAN))
    return organisations.closed_days(library_id, first, last) if first <= last else set()


def served_since(organisation_ids: Collection[int], measures: Collection[str]) -> list[Served]:
    """From when desks count: what the book asks before it takes a count by hand."""
    rows = DeskOpening.objects.filter(library_id__in=list(organisation_ids), measure__in=list(measures))
    return [Served(*row) for row in rows.values_list("library_id", "measure", "since", "until")]


def desk_of(actor: Actor, barcode: str, on: date) -> Organisation:
    """At which library a program lends that names none: where the item is, if the actor serves there, else the first
    library that the actor serves. Raises NoSuchItem, and NotAllowed where there is none.
    """
    place = place_of(barcode)
    if actor.may(SERVE, place):
        return place
    found = organisations_where(actor, SERVE, on).order_by("pk").first()
    if found is None:
        raise NotAllowed(verb=SERVE)
    return found


def open_loans_for(actor: Actor, on: date) -> QuerySet[Loan]:
    """Loans that are not back yet, lent by the libraries that the actor serves."""
    rows = Loan.objects.filter(returned_at__isnull=True, library__in=organisations_where(actor, SERVE, on))
    return rows.select_related("item__record", "patron", "library")


def as_scanned(text: str) -> str:
    """The number behind what a scanner typed."""
    return scanned(text)
