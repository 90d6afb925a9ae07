"""May this reader borrow this copy, until when, and what does lateness cost. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from densach.services.catalogue.models import ItemState, Restriction
from densach.services.circulation.models import RuleKind
from densach.services.circulation.rules.policies import Terms
from densach.services.circulation.rules.refusals import (
    AtTheDesk,
    CardEnded,
    DueBeforeToday,
    DueTooFar,
    InRoomOnly,
    KeptForAnother,
    NotHere,
    NotOnShelf,
    NotServed,
    OthersWait,
    PatronBlocked,
    PatronClosed,
    Restricted,
    Suspended,
    TooManyLoans,
    TooManyOfType,
    TypeNotLent,
)

# How far a due day slides over days without opening before it stays where it is.
SLIDES_AT_MOST: Final = 60
LONGEST_LOAN: Final = 3 * 366
_NOT_SERVED: Final = frozenset(
    {ItemState.WITHDRAWN, ItemState.IN_REPAIR, ItemState.DAMAGED, ItemState.IN_PROCESS}
)
_SURPRISING: Final = frozenset({ItemState.MISSING, ItemState.LOST, ItemState.IN_TRANSIT})


@dataclass(frozen=True)
class Borrower:
    """A reader as the rules see it on a day."""

    valid_until: date
    closed_on: date | None = None
    blocked_since: date | None = None
    block_note: str = ""
    suspended_until: date | None = None
    loans: int = 0
    loans_of_type: int = 0


@dataclass(frozen=True)
class Copy:
    """A copy as the rules see it. `kept_for`: "me", "another" or ""; `waiting`: readers ahead for the title;
    `others`: further copies that could serve them.
    """

    barcode: str
    state: str
    here: bool
    place: str
    type_name: str
    for_loan: bool
    restriction: str
    kept_for: str = ""
    waiting: int = 0
    others: int = 0


def against_reader(reader: Borrower, on: date) -> list[AtTheDesk]:
    """What speaks against lending anything, or renewing, for this reader."""
    found: list[AtTheDesk] = []
    if reader.closed_on is not None:
        found.append(PatronClosed(on=reader.closed_on))
    if reader.blocked_since is not None:
        found.append(PatronBlocked(since=reader.blocked_since, why=reader.block_note))
    if reader.valid_until < on:
        found.append(CardEnded(on=reader.valid_until))
    if reader.suspended_until is not None and reader.suspended_until >= on:
        found.append(Suspended(until=reader.suspended_until))
    return found


def against_copy(copy: Copy, terms: Terms) -> list[AtTheDesk]:
    """What speaks against lending this copy to anybody, or to this reader before others."""
    found: list[AtTheDesk] = []
    if copy.state in _NOT_SERVED:
        found.append(NotServed(barcode=copy.barcode, state=str(ItemState(copy.state).label)))
    if copy.restriction in {Restriction.RESEARCH, Restriction.CLOSED}:
        found.append(Restricted(barcode=copy.barcode, level=str(Restriction(copy.restriction).label)))
    if copy.restriction == Restriction.IN_ROOM or terms[RuleKind.IN_ROOM_ONLY]:
        found.append(InRoomOnly(barcode=copy.barcode))
    if not copy.for_loan:
        found.append(TypeNotLent(barcode=copy.barcode, item_type=copy.type_name))
    if copy.kept_for == "another":
        found.append(KeptForAnother(barcode=copy.barcode))
    elif copy.state in _SURPRISING:
        found.append(NotOnShelf(barcode=copy.barcode, state=str(ItemState(copy.state).label)))
    elif not copy.here:
        found.append(NotHere(barcode=copy.barcode, place=copy.place))
    if not copy.kept_for and copy.waiting > copy.others:
        found.append(OthersWait(number=copy.waiting))
    return found


def may_lend(reader: Borrower, copy: Copy, terms: Terms, on: date) -> list[AtTheDesk]:
    """All that speaks against it, the reader's reasons first; nothing: lend it."""
    found = against_reader(reader, on)
    limit, of_type = terms[RuleKind.MAX_LOANS], terms[RuleKind.MAX_LOANS_OF_TYPE]
    if reader.loans >= limit:
        found.append(TooManyLoans(number=reader.loans, limit=limit))
    elif reader.loans_of_type >= of_type:
        found.append(TooManyOfType(number=reader.loans_of_type, limit=of_type, item_type=copy.type_name))
    return found + against_copy(copy, terms)


def slid(day: date, closed: AbstractSet[date]) -> date:
    """The day, or the next one on which the library opens; the day itself where it is closed for longer than that."""
    for days in range(SLIDES_AT_MOST):
        if (later := day + timedelta(days=days)) not in closed:
            return later
    return day


def within_card(due: date, on: date, terms: Terms, card_ends: date) -> date:
    """The due day, or the card's last day where that comes first, unless a rule lets loans outlast cards."""
    if due > card_ends and not terms[RuleKind.PAST_CARD_END]:
        return max(card_ends, on)
    return due


def renewed_day(on: date, due: date, terms: Terms, closed: AbstractSet[date], card_ends: date) -> date:
    """The last day after a renewal on the day: never earlier than it was."""
    wanted = slid(on + timedelta(days=terms[RuleKind.RENEW_DAYS]), closed)
    return max(due, within_card(wanted, on, terms, card_ends))


def check_due(on: date, due: date) -> None:
    """A day given by hand. Raises DueBeforeToday, DueTooFar."""
    if due < on:
        raise DueBeforeToday(due=due)
    if (due - on).days > LONGEST_LOAN:
        raise DueTooFar(due=due, limit=on + timedelta(days=LONGEST_LOAN))


@dataclass(frozen=True)
class Lateness:
    """What a late return amounts to: `days` late (days of opening), days without borrowing, and đồng."""

    days: int = 0
    suspended: int = 0
    fine: int = 0


def lateness(due: date, on: date, terms: Terms, closed: AbstractSet[date]) -> Lateness:
    """Days on which the library was closed do not count; within the grace nothing follows, beyond it every day does."""
    days = sum(due + timedelta(days=step) not in closed for step in range(1, (on - due).days + 1))
    if days <= terms[RuleKind.GRACE_DAYS]:
        return Lateness(days)
    suspended = min(days * terms[RuleKind.SUSPENSION_PER_DAY], terms[RuleKind.SUSPENSION_AT_MOST])
    fine, most = days * terms[RuleKind.FINE_PER_DAY], terms[RuleKind.FINE_AT_MOST]
    return Lateness(days, suspended, min(fine, most) if most else fine)
