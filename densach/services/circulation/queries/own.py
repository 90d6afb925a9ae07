"""What a reader sees of himself: loans, holds with their place in the queue, what stands in the way. For the roofs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.crypto import salted_hmac

from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.models import User
from densach.people.rules.purposes import PURPOSES, is_child
from densach.services.catalogue.queries import finding
from densach.services.catalogue.rules.labels import bars
from densach.services.circulation.models import (
    Charge,
    ChargeState,
    DeskOpening,
    Hold,
    Loan,
    LoanEnd,
    Patron,
    Suspension,
)
from densach.services.circulation.queries import counter, lending, register
from densach.services.circulation.queries.counter import LoanLine
from densach.services.circulation.queries.register import Waiting
from densach.services.circulation.rules.actors import ReaderActor
from densach.services.circulation.rules.refusals import NoSuchHold, NoSuchLoan


def actor_of(patron: Patron) -> ReaderActor:
    """The reader as who acts: may touch what is his own, and nothing else."""
    return ReaderActor(patron.pk)


def proof_of(patron: Patron) -> str:
    """Kept in the session of a reader: another PIN or another card ends all sessions begun before."""
    return salted_hmac("densach.reader", f"{patron.pk}|{patron.card}|{patron.pin}").hexdigest()[:40]


def reader_by_id(pk: int) -> Patron | None:
    """The reader, unless merged, closed or erased."""
    found = register.by_id(pk)
    if found is None or found.closed_on is not None or found.person.erased_at is not None:
        return None
    return found


def reader_of_account(user: User) -> Patron | None:
    """The reader whose person is bound to the account, if there is one."""
    rows = Patron.objects.filter(person__user=user, closed_on__isnull=True).values_list("pk", flat=True)
    pk = rows.first()
    return reader_by_id(pk) if pk is not None else None


@dataclass(frozen=True)
class Mine:
    """All that stands on the reader's own page. `owed` in đồng; `names` of the organisations that are named."""

    loans: list[LoanLine]
    holds: list[Waiting]
    suspension: Suspension | None
    charges: list[Charge]
    history: list[Loan]
    names: dict[int, str]

    @property
    def owed(self) -> int:
        return sum(one.amount for one in self.charges)

    @property
    def late(self) -> int:
        return sum(line.days_late > 0 for line in self.loans)


def mine(patron: Patron, on: date) -> Mine:
    """Seven queries, however much there is."""
    loans = [counter.loan_line(one, on) for one in counter.open_loans_of(patron)]
    holds = list(
        Hold.objects.filter(patron=patron, state__in=lending.OPEN_HOLDS)
        .select_related("record", "item")
        .order_by("placed_at")
    )
    over = Loan.objects.filter(patron=patron, returned_at__isnull=False).select_related("item__record")
    over = over.exclude(end=LoanEnd.UNDONE)
    suspensions = Suspension.objects.filter(patron=patron, lifted_at__isnull=True, until__gte=on)
    places = {patron.home_id, *(one.pickup_id for one in holds), *(line.loan.library_id for line in loans)}
    return Mine(
        loans=loans,
        holds=register.with_places(holds),
        suspension=suspensions.order_by("-until").first(),
        charges=list(Charge.objects.filter(patron=patron, state=ChargeState.OPEN).order_by("pk")),
        history=list(over.order_by("-out_at")[:200]) if patron.keeps_history else [],
        names=organisations.names_of(places, on),
    )


def loan_of(patron: Patron, pk: int) -> Loan:
    """An open loan of this very reader. Raises NoSuchLoan, for another's too."""
    rows = Loan.objects.select_related("item__record", "library")
    found = rows.filter(pk=pk, patron=patron, returned_at__isnull=True).first()
    if found is None:
        raise NoSuchLoan
    return found


def hold_of(patron: Patron, pk: int) -> Hold:
    """An open hold of this very reader. Raises NoSuchHold, for another's too."""
    rows = Hold.objects.select_related("record", "pickup").filter(state__in=lending.OPEN_HOLDS)
    found = rows.filter(pk=pk, patron=patron).first()
    if found is None:
        raise NoSuchHold
    return found


@dataclass(frozen=True)
class Pickup:
    """A library where a kept book can be picked up; `available`: copies on its own shelf now."""

    one: Named
    available: int


def pickups(patron: Patron, record_id: int, on: date) -> list[Pickup]:
    """The reader's own library first, then those that have the book on the shelf, then all others that lend here."""
    held = {one.library: one.available for one in finding.held([record_id]).get(record_id, ())}
    lend = set(DeskOpening.objects.filter(measure=lending.LOANS).values_list("library_id", flat=True))
    named = organisations.all_named({patron.home_id, *held, *lend}, on)
    alive = _alive(named, on)
    found = [Pickup(one, held.get(key, 0)) for key, one in named.items() if key in alive]
    return sorted(found, key=lambda one: (one.one.id != patron.home_id, not one.available, one.one.name))


def _alive(ids: Collection[int], on: date) -> set[int]:
    return {one.id for one in organisations.alive(on) if one.id in ids}


def pickup_by_code(patron: Patron, record_id: int, code: str, on: date) -> Organisation | None:
    """One of `pickups` by its code."""
    if any(one.one.code == code for one in pickups(patron, record_id, on)):
        return organisations.by_code(code)
    return None


def speaks_for_itself(patron: Patron, on: date) -> bool:
    """Whether the reader gives consents alone: for a child, who answers for it does (Law 91/2025/QH15, article 24)."""
    person = patron.person
    return not is_child(person.birth_date, person.guardian_id is not None, on)


def history_words() -> tuple[str, str]:
    """What is agreed to when a list is kept, and what ends when it is not: English source sentences."""
    purpose = PURPOSES["reading_history"]
    return purpose.words, purpose.stops


def card_bars(patron: Patron) -> str:
    """The card's number as Code 128, SVG: a telephone shows it to the desk's scanner."""
    return bars(patron.card)
