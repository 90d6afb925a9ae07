"""Weeding: lists and their lines, what a rule proposes, and when the next weeding is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from densach.kernel.vietnamese import clean_text
from densach.services.catalogue.models import Item, ItemState, RecordState
from densach.services.circulation.models import Loan, LoanEnd
from densach.services.stocktaking.models import Weeding, WeedingLine, WeedingState, WhyWeeded
from densach.services.stocktaking.rules import weeding as rules
from densach.services.stocktaking.rules.weeding import Proposal

MOST_AT_ONCE: Final = 2000
_PUT_FORWARD: Final = (
    ItemState.AVAILABLE, ItemState.IN_REPAIR, ItemState.MISSING, ItemState.LOST, ItemState.DAMAGED,
)  # fmt: skip


@dataclass(frozen=True)
class Due:
    """When a library should weed again: what it holds, when it last did, by when."""

    units: int
    every: int
    last: date | None
    due: date | None
    is_late: bool


def weedings_of(libraries: Collection[int], state: str = "") -> QuerySet[Weeding]:
    rows = Weeding.objects.select_related("library").filter(library__in=list(libraries))
    return (rows.filter(state=state) if state else rows).order_by("-pk")


def tallies(weedings: Iterable[Weeding]) -> dict[int, dict[str, int]]:
    """Lines of many lists: all, to take out, to keep, open, carried out. One query."""
    rows = WeedingLine.objects.filter(weeding__in=list(weedings)).order_by().values("weeding")
    told = rows.annotate(
        all=Count("pk"),
        out=Count("pk", filter=Q(take_out=True)),
        kept=Count("pk", filter=Q(take_out=False)),
        open=Count("pk", filter=Q(take_out__isnull=True)),
        done=Count("pk", filter=Q(done_at__isnull=False)),
        price=Sum("item__price", filter=~Q(take_out=False)),
    )
    return {
        row["weeding"]: {
            "all": row["all"],
            "out": row["out"],
            "kept": row["kept"],
            "open": row["open"],
            "done": row["done"],
            "price": row["price"] or 0,
        }
        for row in told
    }


def tally_of(weeding: Weeding) -> dict[str, int]:
    nothing = {"all": 0, "out": 0, "kept": 0, "open": 0, "done": 0, "price": 0}
    return tallies([weeding]).get(weeding.pk, nothing)


def lines_of(weeding: Weeding, *, verdict: str = "", why: str = "", words: str = "") -> QuerySet[WeedingLine]:
    """`verdict`: "out", "keep", "open", or "left" for what should be out and still is not."""
    rows = WeedingLine.objects.filter(weeding=weeding).select_related("item__record", "item__item_type")
    asked = {
        "out": Q(take_out=True),
        "keep": Q(take_out=False),
        "open": Q(take_out__isnull=True),
        "left": Q(take_out=True, done_at__isnull=True),
    }.get(verdict)
    if asked is not None:
        rows = rows.filter(asked)
    if why:
        rows = rows.filter(why=why)
    for word in clean_text(words).split()[:6]:
        rows = rows.filter(Q(item__barcode__istartswith=word) | Q(item__record__title__icontains=word))
    return rows.order_by("-pk")


def proposed(weeding: Weeding, proposal: Proposal, on: date) -> QuerySet[Item]:
    """Copies of the library that fit the rule and stand on no list under way; never what is lent or on the way."""
    if proposal.asks_nothing:
        return Item.objects.none()
    listed = WeedingLine.objects.filter(item=OuterRef("pk")).exclude(
        weeding__state__in=(WeedingState.DONE, WeedingState.DROPPED)
    )
    states = proposal.states or _PUT_FORWARD
    rows = Item.objects.filter(home=weeding.library_id, state__in=states).exclude(Exists(listed))
    if proposal.unused_years is not None:
        since = rules.years_back(on, proposal.unused_years)
        # A loan that was undone as a mistake is no use.
        lent = Loan.objects.filter(item=OuterRef("pk"), on__gt=since).exclude(end=LoanEnd.UNDONE)
        rows = rows.filter(acquired_on__lte=since).exclude(Exists(lent))
    if proposal.published_before is not None:
        rows = rows.filter(record__year__lt=proposal.published_before)
    if proposal.loans_at_most is not None:
        rows = rows.filter(loans__lte=proposal.loans_at_most)
    if proposal.more_than is not None:
        rows = rows.filter(pk__in=_beyond(weeding.library_id, proposal.more_than))
    return rows.select_related("record", "item_type").order_by("call_sort", "pk")


def _beyond(library_id: int, copies: int) -> QuerySet[Any]:
    """The copies beyond so many of a title: those that are lent least."""
    held = Item.objects.filter(home=library_id).exclude(state=ItemState.WITHDRAWN)
    ranked = held.annotate(
        rank=Window(RowNumber(), partition_by=F("record"), order_by=(F("loans").desc(), F("pk").asc()))
    )
    return ranked.filter(rank__gt=copies).values("pk")


def reason_for(proposal: Proposal) -> str:
    """Which reason a rule gives its lines."""
    if proposal.states:
        lost = {ItemState.LOST, ItemState.MISSING}
        return WhyWeeded.LOST if set(proposal.states) <= lost else WhyWeeded.WORN
    if proposal.more_than is not None:
        return WhyWeeded.DUPLICATE
    return WhyWeeded.OUTDATED if proposal.published_before is not None else WhyWeeded.UNUSED


def due_of(libraries: Collection[int], on: date) -> dict[int, Due]:
    """When each library should weed again. Two queries."""
    ids = list(libraries)
    stock = Item.objects.filter(home__in=ids).exclude(state=ItemState.WITHDRAWN).order_by()
    units = dict(stock.values_list("home").annotate(Count("pk")))
    rows = Weeding.objects.filter(library__in=ids, state=WeedingState.DONE).order_by()
    last = dict(rows.values_list("library").annotate(Max("decided_on")))
    found = {}
    for key in ids:
        held, done = units.get(key, 0), last.get(key)
        due = rules.due_on(done, held)
        late = held > 0 and (due is None or due < on)
        found[key] = Due(held, rules.every_years(held), done, due, late)
    return found


def last_of_title(item_ids: Collection[int]) -> set[int]:
    """Of these copies, those whose title would have no other copy left in any library."""
    rows = Item.objects.filter(pk__in=list(item_ids), record__state=RecordState.PUBLISHED)
    others = (
        Item.objects.filter(record=OuterRef("record"))
        .exclude(state__in=(ItemState.WITHDRAWN, ItemState.LOST, ItemState.MISSING))
        .exclude(pk=OuterRef("pk"))
    )
    return set(rows.exclude(Exists(others)).values_list("pk", flat=True))
