"""Numbers of ISO 2789, for many libraries in as many queries as for one.

What the counting book holds is read from it, so that no page ever says anything else than the reports of the
programme: visits, loans, renewals, use in the room, new readers, additions, active borrowers. The stock, readers,
holds and transfers are read from their own rows.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from densach.facts import queries as book
from densach.kernel.dates import VIETNAM
from densach.kernel.period import Period
from densach.organisations import queries as organisations
from densach.people.queries.persons import staff_count
from densach.services.catalogue.models import Item, ItemEvent, ItemState
from densach.services.catalogue.queries.copies import COUNTED_AT
from densach.services.circulation.models import Hold, HoldState, Loan, LoanEnd, Patron, Transfer
from densach.services.circulation.queries.lending import (
    BORROWERS,
    LOANS,
    NEW_READERS,
    RENEWALS,
    USES,
    VISITS,
)
from densach.services.statistics.rules.ratios import RATIOS
from densach.services.stocktaking.models import StockTake, TakeState

COPIES_ADDED, TITLES_ADDED = "library.books_added", "library.titles_added"
# Number → measure of the counting book.
COUNTED: Final = {
    "visits": VISITS,
    "loans": LOANS,
    "renewals": RENEWALS,
    "in_room_uses": USES,
    "new_readers": NEW_READERS,
    "copies_added": COPIES_ADDED,
    "titles_added": TITLES_ADDED,
}
# Of libraries together, these are no sums.
NOT_SUMMED: Final = frozenset({"titles"})
Table = dict[int, dict[str, int | None]]


def up_to(period: Period, on: date) -> Period:
    """The part of the period that has passed on the day; the whole of one that is over or yet to come."""
    return Period(period.start, on) if period.start <= on < period.end else period


def instants(period: Period) -> tuple[datetime, datetime]:
    """From the first moment of the period in Viet Nam to the first one after it."""
    first = datetime.combine(period.start, time(), VIETNAM)
    return first, datetime.combine(period.end + timedelta(days=1), time(), VIETNAM)


def held_on(ids: Collection[int], day: date) -> QuerySet[Item]:
    """Copies that the libraries owned at the end of the day: come by then, and not withdrawn by then."""
    after = datetime.combine(day + timedelta(days=1), time(), VIETNAM)
    later = ItemEvent.objects.filter(item=OuterRef("pk"), state=ItemState.WITHDRAWN, at__gte=after)
    rows = Item.objects.filter(home__in=list(ids), acquired_on__lte=day)
    return rows.filter(~Q(state=ItemState.WITHDRAWN) | Exists(later))


def unused_in(ids: Collection[int], period: Period) -> QuerySet[Item]:
    """Copies that were here before the period and were not lent in it; a loan undone as a mistake is none."""
    lent = Loan.objects.filter(item=OuterRef("pk"), on__range=(period.start, period.end))
    lent = lent.exclude(end=LoanEnd.UNDONE)
    return held_on(ids, period.start - timedelta(days=1)).exclude(Exists(lent))


def _by(rows: QuerySet[Any], key: str, *, distinct: str = "pk") -> dict[int, int]:
    """Rows counted by library."""
    return dict(rows.order_by().values_list(key).annotate(Count(distinct, distinct=distinct != "pk")))


def valid_readers(ids: Collection[int], day: date) -> QuerySet[Patron]:
    """Readers whose card holds on the day."""
    rows = Patron.objects.filter(home__in=list(ids), registered_on__lte=day, valid_until__gte=day)
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), merged_into__isnull=True)


def _takes(keys: list[int], period: Period) -> dict[int, int]:
    """Stock-takings that ended in the period."""
    first, after = instants(period)
    rows = StockTake.objects.filter(library__in=keys, state=TakeState.CLOSED)
    return _by(rows.filter(closed_at__gte=first, closed_at__lt=after), "library")


def _rows(ids: Collection[int], period: Period) -> dict[str, dict[int, int]]:
    keys = list(ids)
    first, after = instants(period)
    stock, before = held_on(keys, period.end), held_on(keys, period.start - timedelta(days=1))
    now = Item.objects.filter(home__in=keys).exclude(state=ItemState.WITHDRAWN)
    gone = ItemEvent.objects.filter(
        item__home__in=keys,
        item__state=ItemState.WITHDRAWN,
        act="state",
        state=ItemState.WITHDRAWN,
        at__gte=first,
        at__lt=after,
    )
    holds = Hold.objects.filter(pickup__in=keys)
    ended = holds.filter(ended_at__gte=first, ended_at__lt=after)
    lent = Loan.objects.filter(library__in=keys, on__range=(period.start, period.end), counted=True)
    return {
        "copies": _by(stock, "home"),
        "titles": _by(stock, "home", distinct="record"),
        "copies_before": _by(before, "home"),
        "unused": _by(unused_in(keys, period), "home"),
        "copies_now": _by(now, "home"),
        "available": _by(now.filter(state=ItemState.AVAILABLE, place=F("home")), "home"),
        "copies_entered": _by(
            Item.objects.annotate(counted_at=COUNTED_AT).filter(
                counted_at__in=keys, counted_on__range=(period.start, period.end)
            ),
            "counted_at",
        ),
        "withdrawn": _by(gone, "item__home", distinct="item"),
        "readers": _by(valid_readers(keys, period.end), "home"),
        "loans_children": _by(lent.filter(slice__contains="age=child"), "library"),
        "holds": _by(holds.filter(placed_at__gte=first, placed_at__lt=after), "pickup"),
        "holds_ended": _by(ended, "pickup"),
        "holds_filled": _by(ended.filter(state=HoldState.FILLED), "pickup"),
        "sent": _by(
            Transfer.objects.filter(origin__in=keys, sent_at__gte=first, sent_at__lt=after), "origin"
        ),
        "takes": _takes(keys, period),
    }


def _keeping(keys: list[int]) -> dict[str, list[int]]:
    """Which libraries keep their items and their readers here: of the others nothing is known, which is no nought."""
    items = Item.objects.filter(home__in=keys).order_by().values_list("home", flat=True).distinct()
    readers = Patron.objects.filter(home__in=keys).order_by().values_list("home", flat=True).distinct()
    return {"items": list(items), "readers": list(readers)}


def numbers_of(ids: Collection[int], period: Period) -> Table:
    """Every number of every library; None where nothing is known, 0 where nothing happened."""
    keys = list(ids)
    found: Table = {key: {} for key in keys}
    if not keys:
        return found
    for name, measure in COUNTED.items():
        totals = book.totals_of_organisations(measure, keys, period)
        for key in book.answered(measure, keys, period):
            found[key][name] = totals.get(key, 0)
    keeping = _keeping(keys)
    for name, told in _rows(keys, period).items():
        for key in keeping["readers" if name == "readers" else "items"]:
            found[key][name] = told.get(key, 0)
    readings = book.readings_of_organisations(BORROWERS, keys, period.end)
    staff, profiles = staff_count(keys, period.end), organisations.profiles_of(keys)
    for key in keys:
        own = found[key]
        own["borrowers"] = readings.get(key)
        own["staff"] = staff.get(key)
        profile = profiles.get(key)
        own["floor_area"] = profile.floor_area if profile else None
        own["seats"] = profile.seats if profile else None
        own["all_use"] = sum(own.get(one) or 0 for one in ("loans", "renewals", "in_room_uses"))
    return found


def hours_open(library: int, period: Period) -> int | None:
    """Whole hours open by the timetable and its closures; None where no timetable was written. Two queries."""
    days = organisations.openings(library, period.start, period.end)
    if all(one.state == "unknown" for one in days):
        return None
    minutes = sum(
        (span.closes.hour - span.opens.hour) * 60 + span.closes.minute - span.opens.minute
        for one in days
        for span in one.spans
    )
    return minutes // 60


def together(table: Table, period: Period) -> dict[str, int | None]:
    """The libraries as one: sums of what is known; titles that several hold count once."""
    if len(table) == 1:
        return dict(next(iter(table.values())))
    names = dict.fromkeys(name for own in table.values() for name in own)
    summed: dict[str, int | None] = {}
    for name in names:
        known = [value for own in table.values() if (value := own.get(name)) is not None]
        summed[name] = sum(known) if known else None
    summed["titles"] = held_on(list(table), period.end).aggregate(n=Count("record", distinct=True))["n"]
    return summed


def figures_of(library: int, period: Period) -> dict[str, int | None]:
    """All numbers of one library, its opening hours too."""
    own = numbers_of([library], period)[library]
    return {**own, "hours": hours_open(library, period)}


def ratios_of(numbers: dict[str, int | None]) -> dict[str, Any]:
    return {one.code: one.of(numbers) for one in RATIOS}
