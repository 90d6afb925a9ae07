"""What is done once a day: holds that were not picked up are freed, readers are told, months are stated, loans forget.

Every step finds what is due by itself and does nothing twice, so that a day run again, or after days without a run,
comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from densach.facts import actions as book
from densach.journal import actions as journal
from densach.kernel.actor import SYSTEM, Actor
from densach.kernel.dates import today
from densach.people.rules.retention import before
from densach.services.circulation import counting
from densach.services.circulation.actions.ending import end_hold
from densach.services.circulation.actions.erasing import forget_borrowers, forget_history
from densach.services.circulation.actions.noticing import send_waiting
from densach.services.circulation.actions.noting import Occasion, drop_stale, note
from densach.services.circulation.actions.openings import opened
from densach.services.circulation.models import (
    Borrower,
    BorrowersStated,
    DayRun,
    Hold,
    HoldState,
    Loan,
    NoticeKind,
    Patron,
    RuleKind,
)
from densach.services.circulation.queries.lending import BORROWERS
from densach.services.circulation.queries.policies import terms_of
from densach.services.circulation.rules.policies import KINDS, Terms

_AT_ONCE: Final = 500
# A card's end is told so many days before.
CARD_DAYS: Final = 30
# Warnings after the first come every so many days, and so many in all.
AGAIN_DAYS: Final = 14
WARNINGS: Final = 3
HISTORY: Final = "loans_over"
# Who has not borrowed for so long is no active borrower of any month still to be stated.
REMEMBERED_DAYS: Final = 3 * 366


def run_day(*, at: datetime, actor: Actor = SYSTEM, send: bool = True, once: bool = False) -> dict[str, int]:
    """Does the day's work and gives what it came to, by step. `once`: only sends what waits if the day was run."""
    on = today(at)
    if once and DayRun.objects.filter(on=on).exists():
        return send_waiting(at=at) if send else {}
    numbers = {
        "holds_ended": _end_holds(at, actor, on),
        "notices": _note_loans(at, on) + _note_cards(at, on),
        "notices_dropped": drop_stale(at=at, on=on),
        "borrowers_stated": _state_borrowers(at, actor, on),
        "loans_forgotten": forget_history(at=at, before=before(HISTORY, at)),
    }
    forget_borrowers(on - timedelta(days=REMEMBERED_DAYS))
    if send:
        numbers |= send_waiting(at=at)
    _ran(at, actor, on, numbers)
    return numbers


@transaction.atomic
def _ran(at: datetime, actor: Actor, on: date, numbers: dict[str, int]) -> None:
    _row, first = DayRun.objects.update_or_create(on=on, defaults={"ended_at": at, "figures": numbers})
    if first:
        journal.write(at=at, actor=actor, act="desk.day_run", subject=f"day:{on}", on=on)


def _end_holds(at: datetime, actor: Actor, on: date) -> int:
    """Kept and not picked up, or no longer wanted: ended one by one, and what was kept goes to the next."""
    late = Hold.objects.filter(state=HoldState.READY, kept_until__lt=on)
    over = Hold.objects.filter(state=HoldState.WAITING, wanted_until__lt=on)
    number = 0
    for pk in [*late.values_list("pk", flat=True), *over.values_list("pk", flat=True)]:
        number += _end_hold(at, actor, pk, on)
    return number


@transaction.atomic
def _end_hold(at: datetime, actor: Actor, pk: int, on: date) -> int:
    rows = Hold.objects.select_for_update(of=("self",)).select_related("pickup", "record", "patron__person")
    hold = rows.filter(pk=pk).first()
    if hold is None:
        return 0
    late = hold.state == HoldState.READY and hold.kept_until is not None and hold.kept_until < on
    over = hold.state == HoldState.WAITING and hold.wanted_until is not None and hold.wanted_until < on
    if not late and not over:
        return 0
    end_hold(at=at, actor=actor, hold=hold, state=HoldState.EXPIRED)
    if hold.patron is not None and late:
        key = f"expired:{hold.pk}"
        note(at, [Occasion(hold.patron, hold.pickup_id, NoticeKind.HOLD_EXPIRED, key, hold_id=hold.pk)])
    return 1


def _note_loans(at: datetime, on: date) -> int:
    """Reminders before the due day, and warnings after it."""
    most = KINDS[RuleKind.REMIND_DAYS].most
    rows = Loan.objects.filter(
        returned_at__isnull=True,
        due_on__lte=on + timedelta(days=most),
        patron__isnull=False,
        claimed_on__isnull=True,
    ).select_related("patron__person", "patron__category", "item__item_type")
    number = 0
    batch: list[Occasion] = []
    known: dict[tuple[int, str, str], Terms] = {}
    for loan in rows.iterator(chunk_size=_AT_ONCE):
        batch += _occasions(loan, on, known)
        if len(batch) >= _AT_ONCE:
            number, batch = number + note(at, batch), []
    return number + note(at, batch)


def _occasions(loan: Loan, on: date, known: dict[tuple[int, str, str], Terms]) -> Iterator[Occasion]:
    """At most one: the reminder, or the warning of the day's stage. The due day is part of the key: a renewed loan is
    reminded of anew.
    """
    patron = loan.patron
    if patron is None:
        return
    asked = (loan.library_id, patron.category.code, loan.item.item_type.code)
    if asked not in known:
        known[asked] = terms_of(*asked, on)
    terms, left = known[asked], (loan.due_on - on).days
    if left >= 0:
        remind = terms[RuleKind.REMIND_DAYS]
        if remind and left <= remind:
            key = f"due:{loan.pk}:{loan.due_on}"
            yield Occasion(patron, loan.library_id, NoticeKind.DUE_SOON, key, loan)
        return
    first = terms[RuleKind.OVERDUE_DAYS]
    if first and -left >= first:
        stage = min((-left - first) // AGAIN_DAYS, WARNINGS - 1)
        key = f"overdue:{loan.pk}:{loan.due_on}:{stage}"
        yield Occasion(patron, loan.library_id, NoticeKind.OVERDUE, key, loan)


def _note_cards(at: datetime, on: date) -> int:
    rows = Patron.objects.filter(
        valid_until__gte=on, valid_until__lte=on + timedelta(days=CARD_DAYS), closed_on__isnull=True
    ).select_related("person")
    told = [
        Occasion(one, one.home_id, NoticeKind.CARD_ENDS, f"card:{one.pk}:{one.valid_until}")
        for one in rows.iterator(chunk_size=_AT_ONCE)
    ]
    return sum(note(at, told[start : start + _AT_ONCE]) for start in range(0, len(told), _AT_ONCE))


def _state_borrowers(at: datetime, actor: Actor, on: date) -> int:
    """Active borrowers of each library at the end of each whole month that is not stated yet: distinct people with a
    loan in the twelve months up to that day. A library's months before its last statement stay as they are.
    """
    stated = dict(BorrowersStated.objects.values_list("library_id").annotate(last=Max("on")))
    begun = Borrower.objects.aggregate(first=Min("first_on"))["first"]
    number = 0
    for last in _month_ends(begun, on) if begun is not None else ():
        for library_id, people in sorted(_borrowed_until(last).items()):
            if library_id not in stated or stated[library_id] < last:
                number += _state(at, actor, library_id, last, people)
    return number


def _month_ends(begun: date, on: date) -> Iterator[date]:
    """Last days of whole months, the earliest first: since the day, as far back as borrowers are remembered."""
    first = max(begun, on - timedelta(days=REMEMBERED_DAYS)).replace(day=1)
    while (after := _month_after(first)) <= on:
        yield after - timedelta(days=1)
        first = after


def _borrowed_until(last: date) -> dict[int, int]:
    """People who borrowed in the twelve months up to the day, by library. Of who borrowed before and after them, the
    loans themselves are asked, as far as they still know who it was.
    """
    first = _month_after(last.replace(day=1, year=last.year - 1))
    span = (first, last)
    lent = Loan.objects.filter(patron=OuterRef("patron"), library=OuterRef("library"), on__range=span)
    rows = Borrower.objects.filter(
        Q(first_on__range=span)
        | Q(last_on__range=span)
        | Q(Exists(lent), first_on__lt=first, last_on__gt=last)
    )
    return dict(rows.values_list("library_id").annotate(people=Count("pk")))


def _month_after(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


@transaction.atomic
def _state(at: datetime, actor: Actor, library_id: int, on: date, people: int) -> int:
    opening = opened(at=at, actor=actor, library_id=library_id, measure=BORROWERS, on=on)
    if on < opening.since:
        return 0
    stated = BorrowersStated.objects.create(library_id=library_id, on=on, people=people, stated_at=at)
    book.record_many(at=at, entries=[counting.of_borrowers(stated)], origin="service")
    return 1
