"""Stock-takings: what should stand there, what was scanned, what is still to find. Denominators are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from densach.kernel.vietnamese import clean_text
from densach.services.catalogue.models import Item, ItemEvent, ItemState, ItemType
from densach.services.catalogue.rules.keys import call_sort
from densach.services.stocktaking.models import Outcome, StockScan, StockTake, TakeState
from densach.services.stocktaking.rules.judging import Ground, Noted

PAGE: Final = 50
# What happens to a record of an item does not show that anybody had it in his hand.
_NOT_SEEN: Final = ("added", "changed")
LISTS: Final = (Outcome.MISSING, Outcome.MISPLACED, Outcome.UNEXPECTED, Outcome.UNKNOWN, Outcome.RIGHT)


@dataclass(frozen=True)
class Progress:
    """How far a stock-taking has come: counts by outcome, what is still to find, who scanned."""

    counts: dict[str, int]
    to_find: int
    open_lines: int
    people: list[tuple[str, int]]

    @property
    def scanned(self) -> int:
        return sum(self.counts[one] for one in Outcome.values if one != Outcome.MISSING)

    @property
    def right(self) -> int:
        return self.counts[Outcome.RIGHT]

    @property
    def expected(self) -> int:
        """What should stand there: what was found right, and what is still to find or missing."""
        return self.right + self.to_find + self.counts[Outcome.MISSING]


def ground_of(take: StockTake) -> Ground:
    return Ground(take.library_id, take.location, call_sort(take.call_from), call_sort(take.call_to))


def noted(item: Item | None) -> Noted | None:
    return Noted(item.place_id, item.location, item.call_sort, item.state) if item else None


def expected(take: StockTake) -> QuerySet[Item]:
    """What should stand on the shelves covered now: lent, sent or withdrawn copies are not expected, and nothing that
    came after the beginning.
    """
    ground = ground_of(take)
    rows = Item.objects.filter(
        place=ground.library_id, state=ItemState.AVAILABLE, added_at__lte=take.began_at
    )
    if ground.location:
        rows = rows.filter(location__iexact=ground.location)
    if ground.call_from:
        rows = rows.filter(call_sort__gte=ground.call_from)
    if ground.call_to:
        rows = rows.filter(call_sort__lte=ground.call_to + "~")
    return rows


def to_find(take: StockTake) -> QuerySet[Item]:
    """Expected and not scanned; what the desk had in its hand since the beginning was seen there."""
    scanned = StockScan.objects.filter(take=take, barcode=OuterRef("barcode"))
    handled = ItemEvent.objects.filter(item=OuterRef("pk"), at__gte=take.began_at).exclude(act__in=_NOT_SEEN)
    return expected(take).filter(~Exists(scanned), ~Exists(handled))


def seen_at_desk(take: StockTake) -> int:
    """Copies that were lent, taken back or used since the beginning, stand on the shelf, and were not scanned."""
    scanned = StockScan.objects.filter(take=take, barcode=OuterRef("barcode"))
    handled = ItemEvent.objects.filter(item=OuterRef("pk"), at__gte=take.began_at).exclude(act__in=_NOT_SEEN)
    return expected(take).filter(~Exists(scanned), Exists(handled)).count()


def counts_of(take: StockTake) -> dict[str, int]:
    rows = StockScan.objects.filter(take=take).order_by().values_list("outcome").annotate(Count("pk"))
    told = dict(rows)
    return {one: told.get(one, 0) for one in Outcome.values}


def progress(take: StockTake) -> Progress:
    """Four queries, however large the stock."""
    rows = StockScan.objects.filter(take=take)
    unsettled = rows.filter(settled_at__isnull=True).exclude(outcome=Outcome.RIGHT).count()
    scanned = rows.exclude(outcome=Outcome.MISSING).order_by().values_list("by_name")
    people = sorted(scanned.annotate(n=Count("pk")), key=lambda one: (-one[1], one[0]))[:20]
    left = to_find(take).count() if take.state == TakeState.OPEN else 0
    return Progress(counts_of(take), left, unsettled, people)


def takes_of(libraries: Collection[int], state: str = "") -> QuerySet[StockTake]:
    """Stock-takings of the libraries, the open ones first, then the latest."""
    rows = StockTake.objects.select_related("library").filter(library__in=list(libraries))
    return rows.filter(state=state) if state else rows


def counted_scans(takes: Iterable[StockTake]) -> dict[int, dict[str, int]]:
    """Counts by outcome of many stock-takings in one query."""
    found: dict[int, dict[str, int]] = {}
    rows = StockScan.objects.filter(take__in=list(takes)).order_by().values_list("take", "outcome")
    for take, outcome, number in rows.annotate(n=Count("pk")):
        found.setdefault(take, dict.fromkeys(Outcome.values, 0))[outcome] = number
    return found


def last_of(take: StockTake, limit: int = 12) -> list[StockScan]:
    rows = StockScan.objects.filter(take=take).exclude(outcome=Outcome.MISSING)
    return list(rows.select_related("item__record").order_by("-at", "-pk")[:limit])


def lines_of(take: StockTake, outcome: str, *, words: str = "", settled: str = "") -> QuerySet[StockScan]:
    """One list of the stock-taking: of an outcome, `settled` "yes" or "no", with words of the title or a barcode."""
    rows = StockScan.objects.filter(take=take).select_related("item__record", "item__item_type")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if settled:
        rows = rows.filter(settled_at__isnull=settled == "no")
    for word in clean_text(words).split()[:6]:
        rows = rows.filter(
            Q(barcode__istartswith=word)
            | Q(item__record__title__icontains=word)
            | Q(item__call_number__istartswith=word)
        )
    return rows.order_by("-pk")


def page_of(rows: QuerySet[Any], after: int | None) -> tuple[list[Any], int | None]:
    """Fifty by key, the latest first, and the key of the next page."""
    found = list((rows.filter(pk__lt=after) if after else rows)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def locations_of(library_id: int) -> list[str]:
    """Locations in use in the library."""
    rows = Item.objects.filter(place=library_id).exclude(location="").order_by("location")
    return list(rows.values_list("location", flat=True).distinct()[:100])


def figures_of(take: StockTake) -> dict[str, Any]:
    """What a closed stock-taking came to, as kept with it: by outcome, type of item and location."""
    counts = counts_of(take)
    rows = StockScan.objects.filter(take=take, item__isnull=False).order_by()
    types = {one.pk: one.code for one in ItemType.objects.all()}
    by_type: dict[str, dict[str, int]] = {}
    by_place: dict[str, dict[str, int]] = {}
    told = rows.values_list("item__item_type_id", "item__location", "outcome").annotate(n=Count("pk"))
    for type_id, location, outcome, number in told:
        for table, key in ((by_type, types.get(type_id, "")), (by_place, location)):
            line = table.setdefault(key, {})
            line[outcome] = line.get(outcome, 0) + number
    return {
        "counts": counts,
        "expected": counts[Outcome.RIGHT] + counts[Outcome.MISSING],
        "at_desk": seen_at_desk(take),
        "by_type": dict(sorted(by_type.items())),
        "by_location": dict(sorted(by_place.items())),
    }
