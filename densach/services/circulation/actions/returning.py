"""Taking back: anywhere in the province; whoever waits is served first, the rest goes home or on the shelf."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import Item, ItemState
from densach.services.circulation.actions import shelving
from densach.services.circulation.actions.lending import DOUBLE_READING
from densach.services.circulation.models import (
    Channel,
    Charge,
    ChargeKind,
    ChargeState,
    Hold,
    HoldState,
    Loan,
    LoanEnd,
    Notice,
    NoticeState,
    Patron,
    ReturnDone,
    Suspension,
    Transfer,
)
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules import lending as rules
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.refusals import KeyOfAnotherAct
from densach.services.circulation.rules.returns import StandsElsewhere
from densach.services.circulation.rules.scanning import scanned

# What is not to be put on a shelf by a scan: somebody must look at it first.
_ASIDE = frozenset({ItemState.WITHDRAWN, ItemState.IN_REPAIR, ItemState.DAMAGED, ItemState.IN_PROCESS})


@dataclass(frozen=True)
class Returned:
    """`to_do`: "shelve" here, "keep" for `hold`, "send" by `transfer`, "nothing" (look at its state).

    `loan` is None where the item was not lent. `found_again`: it was missing or lost. `again`: the same scan twice.
    """

    item: Item
    to_do: shelving.ToDo
    loan: Loan | None = None
    patron: Patron | None = None
    hold: Hold | None = None
    transfer: Transfer | None = None
    days_late: int = 0
    suspension: Suspension | None = None
    charge: Charge | None = None
    found_again: bool = False
    received: bool = False
    again: bool = False


@transaction.atomic
def check_in(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    barcode: str,
    channel: str = Channel.DESK,
    key: str | None = None,
    here: bool = False,
    reader: Patron | None = None,
) -> Returned:
    """The item is in somebody's hand at the library: ends its loan if there is one, and says what to do with it.

    Raises NotAllowed, NoSuchItem, KeyOfAnotherAct; StandsElsewhere for a copy that should stand in another library,
    unless `here` says that it lies before whoever scans. The self-service screen ends loans and moves nothing else: of
    the library, and those of the `reader` who signed in. A return is never refused to a reader. `key`: the same return
    sent again is answered as before and touches nothing, whatever has become of the copy since.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    item = items.locked(scanned(barcode))
    if key and (done := _done_before(key, item, library)) is not None:
        return done
    if channel == Channel.SELF and not _self_served(item, library, reader):
        return _of_a_moment_ago(at, library, item) or Returned(item, "nothing")
    result = _taken(at, actor, library, item, channel, here)
    if key:
        _keep(at, key, library, result)
    return result


def _done_before(key: str, item: Item, library: Organisation) -> Returned | None:
    """What the return with the key came to. Raises KeyOfAnotherAct where it was of another copy or place."""
    rows = ReturnDone.objects.select_related("loan__patron__person")
    done = rows.filter(key=key).first()
    if done is None:
        return None
    if done.item_id != item.pk or done.library_id != library.pk:
        raise KeyOfAnotherAct(key=key)
    hold = Hold.objects.select_related("patron__person").filter(pk=done.hold_id or 0).first()
    return Returned(
        item,
        shelving.to_do_of(done.to_do),
        done.loan,
        done.loan.patron if done.loan is not None else None,
        hold=hold,
        transfer=Transfer.objects.filter(pk=done.transfer_id or 0).first(),
        days_late=done.days_late,
        again=True,
    )


def _keep(at: datetime, key: str, library: Organisation, result: Returned) -> None:
    ReturnDone.objects.create(
        key=key,
        library=library,
        item=result.item,
        loan=result.loan,
        to_do=result.to_do,
        hold_id=result.hold.pk if result.hold is not None else None,
        transfer_id=result.transfer.pk if result.transfer is not None else None,
        days_late=result.days_late,
        at=at,
    )


def _self_served(item: Item, library: Organisation, reader: Patron | None) -> bool:
    loan = _open_loan(item)
    if loan is None:
        return False
    return loan.library_id == library.pk or (reader is not None and loan.patron_id == reader.pk)


def _require_here(item: Item, library: Organisation, on: date) -> None:
    """Raises StandsElsewhere: a number typed wrong must not move what stands on somebody else's shelf."""
    places = {item.home_id, item.place_id}
    if (transfer := shelving.open_transfer(item)) is not None:
        places |= {transfer.origin_id, transfer.destination_id}
    if item.state not in _ASIDE and library.pk not in places:
        place = organisations.named(item.place_id, on).name
        raise StandsElsewhere(barcode=item.barcode, place=place)


def _taken(
    at: datetime, actor: Actor, library: Organisation, item: Item, channel: str, here: bool
) -> Returned:
    loan = _open_loan(item)
    if loan is None:
        if not here:
            _require_here(item, library, today(at))
        return _not_lent(at, actor, library, item)
    result = _end(at, actor, library, loan, item, channel)
    place = shelving.put_away(at=at, actor=actor, item=item, library_id=library.pk, act="returned")
    _journal(at, actor, library, loan, item, result.days_late)
    return replace(result, to_do=place.to_do, hold=place.hold, transfer=place.transfer)


def _open_loan(item: Item) -> Loan | None:
    rows = Loan.objects.select_related("patron__person", "patron__category")
    return rows.filter(item=item, returned_at__isnull=True).first()


def _end(at: datetime, actor: Actor, library: Organisation, loan: Loan, item: Item, channel: str) -> Returned:
    on = today(at)
    loan.end, loan.returned_at, loan.returned_to = LoanEnd.RETURNED, at, library
    loan.save(update_fields=["end", "returned_at", "returned_to"])
    patron, late = loan.patron, rules.Lateness()
    if on > loan.due_on and patron is not None and loan.claimed_on is None:
        late = lateness_of(loan, item, patron, on)
    suspension = suspend(at, loan, patron, on, late) if patron is not None else None
    charge = fine(at, loan, patron, late) if patron is not None else None
    if on > loan.due_on:
        drop_notices(at, loan)
    return Returned(item, "shelve", loan, patron, days_late=late.days, suspension=suspension, charge=charge)


def lateness_of(loan: Loan, item: Item, patron: Patron, on: date) -> rules.Lateness:
    """By the rules of the library that lent it; its closed days do not count."""
    terms = terms_of(loan.library_id, patron.category.code, item.item_type.code, on)
    closed = asked.closed_between(loan.library_id, loan.due_on + timedelta(days=1), on)
    return rules.lateness(loan.due_on, on, terms, closed)


def suspend(at: datetime, loan: Loan, patron: Patron, on: date, late: rules.Lateness) -> Suspension | None:
    """Days without borrowing from the day of return on; several late items of one day do not add up."""
    if not late.suspended:
        return None
    return Suspension.objects.create(
        patron=patron,
        since=on,
        until=on + timedelta(days=late.suspended - 1),
        loan_id=loan.pk,
        days_late=late.days,
        made_at=at,
    )


def fine(at: datetime, loan: Loan, patron: Patron, late: rules.Lateness) -> Charge | None:
    if not late.fine:
        return None
    return Charge.objects.create(
        patron=patron, library_id=loan.library_id, kind=ChargeKind.LATE, amount=late.fine, loan_id=loan.pk,
        made_at=at,
    )  # fmt: skip


def drop_notices(at: datetime, loan: Loan) -> None:
    """What still waits to be sent about the loan is no longer needed."""
    rows = Notice.objects.filter(loan=loan, state=NoticeState.WAITING)
    rows.update(state=NoticeState.DROPPED, done_at=at)


def _not_lent(at: datetime, actor: Actor, library: Organisation, item: Item) -> Returned:
    """A scan of something that is not on loan: arrived, found again, read twice, or just put back."""
    if item.state in _ASIDE:
        return Returned(item, "nothing")
    if item.state == ItemState.ON_HOLD_SHELF and (kept := _kept(item)) is not None:
        if kept.pickup_id == library.pk:
            return Returned(item, "keep", hold=kept)
        place = shelving.catch(at=at, actor=actor, item=item, library_id=library.pk, hold=kept)
        return Returned(item, place.to_do, hold=place.hold, transfer=place.transfer)
    if (transfer := shelving.open_transfer(item)) is not None:
        return _arrived(at, actor, library, item, transfer)
    again = _of_a_moment_ago(at, library, item)
    if again is not None:
        return again
    found = item.state in {ItemState.MISSING, ItemState.LOST}
    if found:
        _found_again(at, actor, item)
    place = shelving.put_away(
        at=at, actor=actor, item=item, library_id=library.pk, act="found" if found else "scanned"
    )
    return Returned(item, place.to_do, hold=place.hold, transfer=place.transfer, found_again=found)


def _kept(item: Item) -> Hold | None:
    return Hold.objects.select_related("patron__person").filter(item=item, state=HoldState.READY).first()


def _of_a_moment_ago(at: datetime, library: Organisation, item: Item) -> Returned | None:
    """The loan that this very scan ended a moment ago: told again, nothing written."""
    since = at - DOUBLE_READING
    rows = Loan.objects.select_related("patron__person").filter(item=item, returned_to=library)
    rows = rows.exclude(end=LoanEnd.UNDONE)
    loan = rows.filter(returned_at__gte=since).order_by("-returned_at").first()
    if loan is None:
        return None
    suspension = Suspension.objects.filter(loan_id=loan.pk).first()
    late = suspension.days_late if suspension else 0
    return Returned(item, "shelve", loan, loan.patron, days_late=late, suspension=suspension, again=True)


def _arrived(at: datetime, actor: Actor, library: Organisation, item: Item, transfer: Transfer) -> Returned:
    """An item on the way is scanned: received where it was sent to; scanned elsewhere it goes on from here."""
    hold = transfer.hold if transfer.hold is not None and transfer.hold.state == HoldState.COMING else None
    if transfer.destination_id != library.pk and transfer.origin_id == library.pk:
        # It has not left yet.
        return Returned(item, "send", hold=hold, transfer=transfer)
    transfer.received_at, transfer.received_by_name = at, actor.name
    transfer.save(update_fields=["received_at", "received_by_name"])
    if hold is not None:
        place = shelving.catch(at=at, actor=actor, item=item, library_id=library.pk, hold=hold, act="arrived")
    elif transfer.destination_id == library.pk and transfer.reason != "home":
        place = shelving.put_away_here(at=at, actor=actor, item=item, library_id=library.pk)
    else:
        place = shelving.put_away(at=at, actor=actor, item=item, library_id=library.pk, act="arrived")
    journal.write(
        at=at, actor=actor, act="desk.arrived", organisation=library, subject=f"item:{item.pk}",
        barcode=item.barcode,
    )  # fmt: skip
    return Returned(item, place.to_do, hold=place.hold, transfer=place.transfer, received=True)


def _found_again(at: datetime, actor: Actor, item: Item) -> None:
    """What was charged for the loss and is not paid yet falls away."""
    loans = Loan.objects.filter(item=item, end=LoanEnd.LOST).values("pk")
    rows = Charge.objects.filter(kind=ChargeKind.LOST, state=ChargeState.OPEN, loan_id__in=loans)
    rows.update(state=ChargeState.WAIVED, settled_at=at, settled_by_name=actor.name, note="found")


def _journal(at: datetime, actor: Actor, library: Organisation, loan: Loan, item: Item, late: int) -> None:
    journal.write(
        at=at, actor=actor, act="desk.returned", organisation=library, subject=f"loan:{loan.pk}",
        barcode=item.barcode, title=item.record.title[:200], late=late,
    )  # fmt: skip
