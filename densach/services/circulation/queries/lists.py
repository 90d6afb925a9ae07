"""The lists of a library's desk: holds, items on the way, late loans, notices, overrides, the acts of a day.

Each is a query set that the list pages by key; what a line needs is joined, so that no line asks again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from densach.kernel.dates import VIETNAM
from densach.kernel.vietnamese import clean_text, fold
from densach.services.catalogue.models import Item, ItemState, Restriction
from densach.services.circulation.models import (
    Hold,
    HoldState,
    InRoomUse,
    Loan,
    LoanEnd,
    Notice,
    NoticeState,
    Override,
    Renewal,
    Transfer,
    Visit,
    Way,
)

# Longer than this many days on the way, and somebody should ask where it is.
LONG_ON_THE_WAY: Final = 7


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """The first instant of the day in Viet Nam, and the first of the next."""
    start = datetime.combine(on, time(), tzinfo=VIETNAM)
    return start, start + timedelta(days=1)


def _items_here(library_id: int) -> QuerySet[Item]:
    """Copies of a hold's title that stand on this library's shelves and may be lent."""
    return Item.objects.filter(
        record_id=OuterRef("record_id"),
        place_id=library_id,
        state=ItemState.AVAILABLE,
        restriction=Restriction.OPEN,
    ).order_by("call_sort", "pk")


class WaitingAt(NamedTuple):
    """What waits at some libraries' desks."""

    to_catch: int
    not_picked_up: int
    late_on_the_way: int
    to_print: int


def waiting_at(library_ids: Collection[int], on: date) -> WaitingAt:
    """Three queries, and one for each library."""
    ready = Hold.objects.filter(pickup_id__in=library_ids, state=HoldState.READY, kept_until__lt=on)
    since = day_bounds(on - timedelta(days=LONG_ON_THE_WAY))[0]
    coming = Transfer.objects.filter(
        destination_id__in=library_ids, received_at__isnull=True, cancelled_at__isnull=True, sent_at__lt=since
    )
    letters = Notice.objects.filter(library_id__in=library_ids, state=NoticeState.WAITING, way=Way.PRINT)
    return WaitingAt(
        sum(holds_to_catch(key).count() for key in library_ids),
        ready.count(),
        coming.count(),
        letters.count(),
    )


def holds_to_catch(library_id: int) -> QuerySet[Hold]:
    """Those that wait while a copy stands on a shelf here: the list to walk along the shelves with."""
    here = _items_here(library_id)
    rows = Hold.objects.filter(Exists(here), state=HoldState.WAITING)
    return rows.select_related("record", "patron__person", "pickup").annotate(
        shelf_barcode=Subquery(here.values("barcode")[:1]),
        shelf_mark=Subquery(here.values("call_number")[:1]),
        shelf_location=Subquery(here.values("location")[:1]),
    )


def holds_of(library_id: int, part: str) -> QuerySet[Hold]:
    """`part`: queue, catch, shelf, ended or all, of those picked up here."""
    if part == "catch":
        return holds_to_catch(library_id)
    rows = Hold.objects.filter(pickup_id=library_id).select_related(
        "record", "patron__person", "pickup", "item"
    )
    states: dict[str, list[str]] = {
        "queue": [HoldState.WAITING, HoldState.COMING],
        "shelf": [HoldState.READY],
        "ended": [HoldState.EXPIRED, HoldState.CANCELLED],
    }
    return rows.filter(state__in=states[part]) if part in states else rows


def transfers_of(library_id: int, part: str, on: date) -> QuerySet[Transfer]:
    """`part`: expected here, sent from here, late (either way, too long) or done."""
    rows = Transfer.objects.select_related("item__record", "origin", "destination", "hold")
    open_ = rows.filter(received_at__isnull=True, cancelled_at__isnull=True)
    mine = Q(destination_id=library_id) | Q(origin_id=library_id)
    if part == "sent":
        return open_.filter(origin_id=library_id)
    if part == "late":
        return open_.filter(mine, sent_at__lt=day_bounds(on - timedelta(days=LONG_ON_THE_WAY))[0])
    if part == "done":
        return rows.filter(mine).exclude(received_at__isnull=True, cancelled_at__isnull=True)
    return open_.filter(destination_id=library_id)


def overdue(library_id: int, on: date, days: int = 1) -> QuerySet[Loan]:
    """Open loans of the library that are at least so many days past their due day."""
    rows = Loan.objects.filter(
        library_id=library_id, returned_at__isnull=True, due_on__lte=on - timedelta(days=days)
    )
    return rows.select_related("item__record", "patron__person", "patron__category")


def notices_of(library_id: int, state: str = "") -> QuerySet[Notice]:
    rows = Notice.objects.filter(library_id=library_id)
    if state == "print":
        rows = rows.filter(state=NoticeState.WAITING, way=Way.PRINT)
    elif state:
        rows = rows.filter(state=state)
    return rows.select_related("patron__person", "loan__item__record")


def overrides_of(library_id: int) -> QuerySet[Override]:
    return Override.objects.filter(library_id=library_id).select_related("item__record", "loan__item__record")


def acts_of(library_id: int, on: date, part: str) -> QuerySet[Any]:
    """The acts of a day: `part` is lent, returned, renewed, room or visits."""
    start, end = day_bounds(on)
    if part == "returned":
        rows = Loan.objects.filter(returned_to_id=library_id, returned_at__gte=start, returned_at__lt=end)
        rows = rows.exclude(end=LoanEnd.UNDONE)
        return rows.select_related("item__record", "patron__person")
    if part == "renewed":
        return Renewal.objects.filter(library_id=library_id, on=on).select_related(
            "loan__item__record", "loan__patron__person"
        )
    if part == "room":
        return InRoomUse.objects.filter(library_id=library_id, on=on).select_related("item__record")
    if part == "visits":
        return Visit.objects.filter(library_id=library_id, on=on).select_related("patron__person")
    lent = Loan.objects.filter(library_id=library_id, on=on).exclude(end=LoanEnd.UNDONE)
    return lent.select_related("item__record", "patron__person")


def with_words(rows: QuerySet[Any], text: str, patron: str, item: str) -> QuerySet[Any]:
    """Those of a reader or a copy: a card, a barcode, words of a name or a title. `patron` and `item` are the lookups
    that lead there, "" where there is none; a list without copies is one of titles, unless `item` is "-".
    """
    plain = clean_text(text)
    wanted = Q()
    if patron:
        words = Q()
        for word in fold(plain).split():
            words &= Q(**{f"{patron}__folded__contains": word})
        wanted |= words | Q(**{f"{patron}__card": plain})
    if item and item != "-":
        wanted |= Q(**{f"{item}__barcode": plain}) | Q(**{f"{item}__record__title__icontains": plain})
    elif not item:
        wanted |= Q(record__title__icontains=plain)
    return rows.filter(wanted)


def last_lent(library_id: int, on: date, most: int) -> list[Loan]:
    """The last loans of the day, the latest first."""
    rows = acts_of(library_id, on, "lent").order_by("-pk")
    return list(rows[:most])


def last_returned(library_id: int, on: date, most: int) -> list[Loan]:
    """The last returns of the day, the latest first."""
    rows = acts_of(library_id, on, "returned").order_by(F("returned_at").desc(), "-pk")
    return list(rows[:most])
