"""Doors of the desk: the libraries a person serves, and what belongs to them. A stranger finds nothing."""

from __future__ import annotations

from datetime import date

from densach.facts.measures import LIBRARIES
from densach.kernel.actor import Actor
from densach.kernel.errors import NotFound
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.organisations.rules import Named
from densach.people.queries import organisations_where
from densach.services.circulation.models import (
    Charge,
    Hold,
    Loan,
    Notice,
    Patron,
    Suspension,
    Transfer,
)
from densach.services.circulation.queries import counter, papers, register, traces
from densach.services.circulation.rules.refusals import NoSuchPatron

SERVE = "desk.serve"
# Either of them reads a library's figures, and so what stands behind them.
READS = ("count.view", "library.view")


def libraries_for(actor: Actor, on: date, verb: str = SERVE) -> list[Named]:
    """The libraries of the day in which the actor may do the verb, in the order of the register."""
    ids = set(organisations_where(actor, verb, on).values_list("pk", flat=True))
    return [one for one in organisations.alive(on) if one.id in ids and one.kind in LIBRARIES]


def library_for(actor: Actor, code: str, verb: str = SERVE) -> Organisation:
    """The library by its code, or NotFound for whoever may not do the verb there."""
    library = organisations.by_code(code)
    if not actor.may(verb, library):
        raise NotFound()
    return library


def loan_for(actor: Actor, pk: int) -> Loan:
    """The loan for a desk of the library that lent it, that owns the item or that has it now."""
    rows = Loan.objects.select_related(
        "item__record", "item__item_type", "patron__person", "patron__category"
    )
    loan = rows.filter(pk=pk).first()
    if loan is None or not _serves(actor, loan.library_id, loan.item.home_id, loan.item.place_id):
        raise NotFound()
    return loan


def trace_for(actor: Actor, kind: str, pk: int) -> traces.Trace:
    """The act behind a fact, for whoever may read the library's figures: its staff, its department's officers."""
    found = traces.trace(kind, pk)
    if found is None or not any(actor.may(verb, found.library_id) for verb in READS):
        raise NotFound()
    return found


def hold_for(actor: Actor, pk: int) -> Hold:
    """The hold for a desk of its pickup place, or of the library whose item was caught for it."""
    hold = Hold.objects.select_related("record", "item", "patron__person").filter(pk=pk).first()
    places = () if hold is None else (hold.pickup_id, hold.item.place_id if hold.item else None)
    if hold is None or not _serves(actor, *places):
        raise NotFound()
    return hold


def transfer_for(actor: Actor, pk: int) -> Transfer:
    """The transfer for a desk at either of its ends."""
    transfer = Transfer.objects.select_related("item__record").filter(pk=pk).first()
    if transfer is None or not _serves(actor, transfer.origin_id, transfer.destination_id):
        raise NotFound()
    return transfer


def notice_for(actor: Actor, pk: int) -> Notice:
    """The notice for a desk of the library that sends it."""
    rows = Notice.objects.select_related("patron__person", "loan__item__record")
    notice = rows.filter(pk=pk).first()
    if notice is None or not _serves(actor, notice.library_id):
        raise NotFound()
    return notice


def is_own(actor: Actor, patron: Patron) -> bool:
    """At home or registered in a library that the actor serves: the desk knows the reader whole."""
    return _serves(actor, patron.home_id, patron.registered_in_id)


def patron_for(actor: Actor, pk: int) -> Patron:
    """The reader for a desk of his or her own library. Merged and erased ones are nobody's."""
    patron = register.by_id(pk)
    if patron is None or patron.person.erased_at is not None or not is_own(actor, patron):
        raise NoSuchPatron()
    return patron


def guest_for(actor: Actor, pk: int, card: str) -> Patron:
    """One card holds in all libraries: another library's reader for the desk that the card was laid on (`card` is its
    whole number), or that has a loan, a hold or a charge of the reader. What it sees is little: see `is_own`.
    """
    patron = register.by_id(pk)
    if patron is None or patron.person.erased_at is not None or not actor.may(SERVE, None):
        raise NoSuchPatron()
    known = is_own(actor, patron) or (patron.card == card and patron.closed_on is None)
    if not known and not _serves(actor, *counter.dealing_with(patron)):
        raise NoSuchPatron()
    return patron


def suspension_for(actor: Actor, pk: int) -> Suspension:
    """The suspension for a desk of the reader's library, or of the one whose loan it is for."""
    found = papers.suspension_by_id(pk)
    if found is None or not (is_own(actor, found.patron) or _serves(actor, papers.lender_of(found.loan_id))):
        raise NotFound()
    return found


def charge_for(actor: Actor, pk: int) -> Charge:
    """The charge for a desk of the reader's library, or of the one that asks for the money."""
    found = papers.charge_by_id(pk)
    if found is None or not (is_own(actor, found.patron) or _serves(actor, found.library_id)):
        raise NotFound()
    return found


def _serves(actor: Actor, *places: int | None) -> bool:
    return any(actor.may(SERVE, place) for place in places if place)
