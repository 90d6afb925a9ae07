"""Lending: one act, one transaction, one fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, connection, transaction

from densach.facts import actions as book
from densach.journal import actions as journal
from densach.journal.plain import put
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import NotAllowed
from densach.organisations import queries as organisations
from densach.organisations.models import Organisation
from densach.services.catalogue.actions import items
from densach.services.catalogue.models import Item, ItemState
from densach.services.circulation import counting
from densach.services.circulation.actions import overriding, shelving
from densach.services.circulation.actions.openings import opened, openings_of
from densach.services.circulation.actions.tallying import card_visit
from densach.services.circulation.models import (
    Channel,
    DeskOpening,
    Hold,
    HoldState,
    Loan,
    Patron,
    RuleKind,
)
from densach.services.circulation.queries import lending as asked
from densach.services.circulation.queries import scan
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules import lending as rules
from densach.services.circulation.rules.actors import SERVE
from densach.services.circulation.rules.dueday import DueByHand, DuePastCard
from densach.services.circulation.rules.policies import Terms
from densach.services.circulation.rules.refusals import (
    AlreadyLent,
    AtTheDesk,
    KeyOfAnotherAct,
    LentToThisReader,
)
from densach.services.circulation.rules.scanning import scanned
from densach.services.circulation.rules.slices import ON_SITE, slice_of

# A scanner that reads twice does so within this time.
DOUBLE_READING: Final = timedelta(seconds=10)
# Programs have no scanner: what they send twice, they send under the same key.
_SCANNED: Final = frozenset({Channel.DESK, Channel.SELF, Channel.OFFLINE})


@dataclass(frozen=True)
class Lent:
    """`again`: the same scan came twice, nothing new was written. `against`: the rules gone against."""

    loan: Loan
    item: Item
    patron: Patron
    again: bool = False
    against: tuple[str, ...] = ()
    hold: Hold | None = None


@dataclass(frozen=True)
class _Counter:
    """What a loan needs to know of the library before it locks anything: its rules, its closed days, what its desk
    counts. Read first, so that other desks wait for the writing alone.
    """

    terms: Terms | None
    due: date | None
    known: dict[str, DeskOpening]
    places: book.Places


def check_out(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    barcode: str,
    card: str,
    channel: str = Channel.DESK,
    key: str | None = None,
    due_on: date | None = None,
    override: str = "",
) -> Lent:
    """Lends the item with the barcode to the reader with the card, at this library.

    Raises NotAllowed, NoSuchItem, NoSuchCard and the refusals of `rules.lending`; `override` is the reason with which
    the desk goes on against those that are overridable, another day than the rule's (`due_on`) among them. The same
    scan again gives the loan that is there.
    """
    if not actor.may(SERVE, library):
        raise NotAllowed(verb=SERVE)
    barcode, card = scanned(barcode), scanned(card)
    counter = _counter(library, barcode, card, today(at))
    wanted = _Wanted(barcode, card, channel, key, due_on, override)
    with transaction.atomic():
        return _check_out(at, actor, library, wanted, counter)


@dataclass(frozen=True)
class _Wanted:
    barcode: str
    card: str
    channel: str
    key: str | None
    due_on: date | None
    override: str


def _counter(library: Organisation, barcode: str, card: str, on: date) -> _Counter:
    kinds = scan.kinds_of(barcode, card)
    places, known = book.places_of(library.pk, on), openings_of(library.pk, on)
    if kinds.item_type is None or kinds.category is None:
        return _Counter(None, None, known, places)
    terms = terms_of(library.pk, kinds.category, kinds.item_type, on)
    first = on + timedelta(days=terms[RuleKind.LOAN_DAYS])
    return _Counter(terms, rules.slid(first, asked.closed_after(library.pk, first)), known, places)


def _check_out(at: datetime, actor: Actor, library: Organisation, wanted: _Wanted, counter: _Counter) -> Lent:
    on = today(at)
    if wanted.key and (earlier := _by_key(wanted.key)) is not None:
        return _again(earlier, wanted.barcode, wanted.card, wanted.key)
    item, waiting = scan.item_scanned(wanted.barcode)
    patron = scan.reader_scanned(wanted.card, on)
    if (double := _open_loan(at, item, patron, wanted.channel)) is not None:
        return Lent(double, item, patron, again=True)
    terms = counter.terms or terms_of(library.pk, patron.category.code, item.item_type.code, on)
    queue = asked.queue_of(item.record_id) if waiting else []
    due, by_hand = _due(library, patron, terms, counter, on, wanted.due_on)
    against = _against(library, item, patron, terms, queue, on) + by_hand
    overriding.go_on(actor, library, against, wanted.override)
    moving = item.state == ItemState.IN_TRANSIT
    loan = _write(at, actor, library, item, patron, due, wanted, counter)
    told = overriding.keep(
        at=at, actor=actor, library=library, act="lend", against=against, reason=wanted.override, loan=loan, item=item
    ) if against else ()  # fmt: skip
    hold = _serve_queue(at, actor, queue, item, patron)
    if moving:
        _arrived_with_the_reader(at, item)
    _journal(at, actor, library, loan, item)
    return Lent(loan, item, patron, against=told, hold=hold)


def _by_key(key: str) -> Loan | None:
    return Loan.objects.select_related("item__record", "patron__person").filter(key=key).first()


def _again(loan: Loan, barcode: str, card: str, key: str) -> Lent:
    if loan.patron is None or loan.item.barcode != barcode or loan.patron.card != card:
        raise KeyOfAnotherAct(key=key)
    return Lent(loan, loan.item, loan.patron, again=True)


def _open_loan(at: datetime, item: Item, patron: Patron, channel: str) -> Loan | None:
    """The loan of a moment ago to the same reader. Raises AlreadyLent, LentToThisReader for any other open one."""
    if item.state != ItemState.ON_LOAN:
        return None
    found = Loan.objects.filter(item=item, returned_at__isnull=True).first()
    if found is None:
        return None
    if found.patron_id != patron.pk:
        raise AlreadyLent(barcode=item.barcode, due=found.due_on)
    if channel in _SCANNED and abs(at - found.out_at) <= DOUBLE_READING:
        return found
    raise LentToThisReader(barcode=item.barcode, due=found.due_on)


def _against(
    library: Organisation, item: Item, patron: Patron, terms: Terms, queue: Sequence[Hold], on: date
) -> list[AtTheDesk]:
    kept = next((hold for hold in queue if hold.item_id == item.pk), None)
    ahead = asked.still_waiting(queue, on, except_for=patron.pk) if kept is None else []
    here = item.place_id == library.pk
    limited = terms[RuleKind.MAX_LOANS_OF_TYPE] < terms[RuleKind.MAX_LOANS]
    of_type = asked.loans_of_type(patron, item.item_type_id) if limited else 0
    copy = rules.Copy(
        barcode=item.barcode,
        state=item.state,
        here=here,
        place="" if here else organisations.named(item.place_id, on).name,
        type_name=str(item.item_type),
        for_loan=item.item_type.for_loan,
        restriction=item.restriction,
        kept_for="" if kept is None else "me" if kept.patron_id == patron.pk else "another",
        waiting=len(ahead),
        others=asked.spare_copies(item.record_id, item.pk) if ahead else 0,
    )
    return rules.may_lend(asked.borrower_of(patron, of_type), copy, terms, on)


def _due(
    library: Organisation, patron: Patron, terms: Terms, counter: _Counter, on: date, wanted: date | None
) -> tuple[date, list[AtTheDesk]]:
    """The due day, and what speaks against one that was given by hand: the rule's day, the card's end."""
    first = counter.due or on + timedelta(days=terms[RuleKind.LOAN_DAYS])
    due = rules.within_card(first, on, terms, patron.valid_until)
    if wanted is None or wanted == due:
        return due, []
    rules.check_due(on, wanted)
    against: list[AtTheDesk] = [DueByHand(due=due)]
    wanted = rules.slid(wanted, asked.closed_after(library.pk, wanted))
    if rules.within_card(wanted, on, terms, patron.valid_until) != wanted:
        against.append(DuePastCard(due=wanted, on=patron.valid_until))
    return wanted, against


def _write(
    at: datetime,
    actor: Actor,
    library: Organisation,
    item: Item,
    patron: Patron,
    due: date,
    wanted: _Wanted,
    counter: _Counter,
) -> Loan:
    on, known = today(at), counter.known
    since = opened(at=at, actor=actor, library_id=library.pk, measure=asked.LOANS, on=on, known=known).since
    loan = Loan(
        item=item,
        patron=patron,
        library=library,
        out_at=at,
        on=on,
        due_on=due,
        channel=wanted.channel,
        slice=slice_of(patron.person, on, channel=ON_SITE),
        counted=on >= since,
        key=wanted.key or None,
        by_name=actor.name,
    )
    try:
        put(loan)
    except IntegrityError:
        # Another desk was faster by a hair: the database let one of the two in.
        raise AlreadyLent(barcode=item.barcode, due=due) from None
    items.move(
        at=at, actor=actor, item=item, act="lent", state=ItemState.ON_LOAN, place_id=library.pk, due=str(due)
    )
    _borrows(patron, library, on)
    entries = [counting.of_loan(loan)] if loan.counted else []
    entries += card_visit(at=at, actor=actor, library_id=library.pk, patron=patron, on=on, known=known)
    if entries:
        book.record_within(at=at, entries=entries, origin="service", places=counter.places)
    return loan


_BORROWS: Final = (
    "INSERT INTO circulation_borrower (patron_id, library_id, first_on, last_on) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (patron_id, library_id) DO UPDATE SET last_on = excluded.last_on "
    "WHERE circulation_borrower.last_on < excluded.last_on"
)


def _borrows(patron: Patron, library: Organisation, on: date) -> None:
    """That the reader borrows here, and when last: one statement."""
    day = connection.ops.adapt_datefield_value(on)
    with connection.cursor() as cursor:
        cursor.execute(_BORROWS, [patron.pk, library.pk, day, day])


def _serve_queue(
    at: datetime, actor: Actor, queue: Sequence[Hold], item: Item, patron: Patron
) -> Hold | None:
    """The reader waits no more; who had the copy kept, against which the desk went on, waits again."""
    served = None
    for hold in queue:
        if hold.patron_id == patron.pk:
            served, other = hold, hold.item_id if hold.item_id not in {None, item.pk} else None
            hold.state, hold.ended_at, hold.item = HoldState.FILLED, at, item
            hold.save(update_fields=["state", "ended_at", "item"])
            if other is not None:
                free_kept(at=at, actor=actor, item_id=other)
        elif hold.item_id == item.pk:
            shelving.let_go(hold)
    return served


def _arrived_with_the_reader(at: datetime, item: Item) -> None:
    """It was said to be on the way, and is in the reader's hands."""
    transfer = shelving.open_transfer(item)
    if transfer is not None:
        transfer.cancelled_at = at
        transfer.save(update_fields=["cancelled_at"])


def free_kept(*, at: datetime, actor: Actor, item_id: int) -> None:
    """The item was kept for somebody who no longer wants it: for the next who waits, else home or on the shelf."""
    item = Item.objects.select_for_update(of=("self",)).select_related("item_type").get(pk=item_id)
    transfer = shelving.open_transfer(item)
    if transfer is not None:
        # It is on the way: where it arrives, the scan says what next.
        transfer.hold = None
        transfer.save(update_fields=["hold"])
        return
    shelving.put_away(at=at, actor=actor, item=item, library_id=item.place_id, act="freed")


def _journal(at: datetime, actor: Actor, library: Organisation, loan: Loan, item: Item) -> None:
    journal.write(
        at=at, actor=actor, act="desk.lent", organisation=library, subject=f"loan:{loan.pk}",
        barcode=item.barcode, title=item.record.title[:200], due=loan.due_on,
    )  # fmt: skip
