"""Many sums at once: what a page of many figures asks of the book, in a few queries instead of one for each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, Q, QuerySet, Sum

from densach.facts.models import Fact, Total
from densach.facts.queries.book import in_cells, in_slice
from densach.facts.rules import cover
from densach.kernel.period import Period

Sums = dict[tuple[str, Period], dict[int, int]]
# More columns than this in one query cost more than a second query.
_COLUMNS = 24


@dataclass(frozen=True)
class Windowed:
    """Sums and answers of many organisations over many windows, read together; see `sums_in_windows`."""

    sums: Mapping[tuple[str, Period], dict[int, int]]
    told: Mapping[tuple[str, Period], set[int]]


def sums_in_windows(
    asked: Collection[tuple[str, Period]], organisation_ids: Collection[int], until_fact: int | None = None
) -> Windowed:
    """FLOW: each organisation's whole sum of a measure over a window, for all that are asked for in a few queries,
    and who has at least one standing fact there (nought counts as an answer).
    """
    measures = {measure for measure, _window in asked}
    windows = sorted({window for _measure, window in asked})
    sums: dict[tuple[str, Period], dict[int, int]] = {pair: {} for pair in asked}
    ids = list(organisation_ids)
    if until_fact is None:
        _add_kept(sums, measures, windows, ids)
        _add_edges(sums, measures, windows, ids)
    else:
        whole = {(place, window): window for place, window in enumerate(windows)}
        _add_facts(sums, measures, whole, ids, until_fact)
    return Windowed(sums, _told(sums, windows, ids, until_fact))


def _add(sums: Sums, measure: str, window: Period, unit: int, amount: int | None) -> None:
    if amount and (measure, window) in sums:
        found = sums[measure, window]
        found[unit] = found.get(unit, 0) + int(amount)


def _add_kept(sums: Sums, measures: set[str], windows: Sequence[Period], ids: list[int]) -> None:
    cells = [(window, cover(window)[0]) for window in windows]
    for some in _by_year([(window, keys) for window, keys in cells if keys]):
        # One stretch of the key for each unit and measure: many short ones would cost a search each.
        stretch = [key for _window, keys in some for key in keys]
        span = (min(stretch), max(stretch))
        rows = Total.objects.filter(
            unit_kind="o", unit_id__in=ids, measure__in=measures, slice="", period__range=span
        )
        columns = {
            f"w{place}": Sum("quantity", filter=in_cells(keys)) for place, (_window, keys) in enumerate(some)
        }
        grouped = rows.values("unit_id", "measure").annotate(**columns).order_by()
        for unit, measure, *amounts in grouped.values_list("unit_id", "measure", *columns):
            for (window, _keys), amount in zip(some, amounts, strict=True):
                _add(sums, measure, window, unit, amount)


def _by_year(cells: list[tuple[Period, list[int]]]) -> Iterator[list[tuple[Period, list[int]]]]:
    """Windows that begin in the same year together: no row is then looked at for windows of other years."""
    for _year, group in groupby(cells, key=lambda one: one[0].start.year):
        some = list(group)
        for begin in range(0, len(some), _COLUMNS):
            yield some[begin : begin + _COLUMNS]


def _add_edges(sums: Sums, measures: set[str], windows: Sequence[Period], ids: list[int]) -> None:
    """Odd days have no kept total: they are summed from the facts."""
    edges = {(place, edge): window for place, window in enumerate(windows) for edge in cover(window)[1]}
    _add_facts(sums, measures, edges, ids, None)


def _add_facts(
    sums: Sums,
    measures: set[str],
    spans: Mapping[tuple[int, Period], Period],
    ids: list[int],
    until_fact: int | None,
) -> None:
    """Adds what the facts say of each span to its window."""
    told = list(spans.items())
    for begin in range(0, len(told), _COLUMNS):
        some = told[begin : begin + _COLUMNS]
        rows = _in_any(measures, [span for (_place, span), _window in some], ids, until_fact)
        columns = {
            f"w{place}": Sum(F("sign") * F("quantity"), filter=_within(span))
            for place, ((_number, span), _window) in enumerate(some)
        }
        grouped = rows.values("organisation_id", "measure").annotate(**columns).order_by()
        for unit, measure, *amounts in grouped.values_list("organisation_id", "measure", *columns):
            for (_key, window), amount in zip(some, amounts, strict=True):
                _add(sums, measure, window, unit, amount)


def _within(span: Period) -> Q:
    return Q(on__gte=span.start, on__lte=span.end)


def _in_any(
    measures: set[str], spans: Sequence[Period], ids: list[int], until_fact: int | None
) -> QuerySet[Fact]:
    """Whole-slice facts of the measures on days of any of the spans."""
    days = Q()
    for span in spans:
        days |= _within(span)
    rows = Fact.objects.filter(days, in_slice(""), organisation_id__in=ids, measure__in=measures)
    return rows if until_fact is None else rows.filter(pk__lte=until_fact)


def _told(
    sums: Sums, windows: Sequence[Period], ids: list[int], until_fact: int | None
) -> dict[tuple[str, Period], set[int]]:
    """A sum above nought has facts behind it. Where the sum is nought and something stands, only noughts stand; a
    reversal carries the day and the number of what it takes back, so what is left of their signs tells.
    """
    told = {pair: {unit for unit, amount in found.items() if amount} for pair, found in sums.items()}
    measures = {measure for measure, _window in sums}
    for begin in range(0, len(windows), _COLUMNS):
        some = windows[begin : begin + _COLUMNS]
        columns = {f"w{place}": Sum("sign", filter=_within(window)) for place, window in enumerate(some)}
        span = Period(min(window.start for window in some), max(window.end for window in some))
        noughts = _in_any(measures, [span], ids, until_fact).filter(quantity=0)
        grouped = noughts.values("organisation_id", "measure").annotate(**columns).order_by()
        for unit, measure, *standing in grouped.values_list("organisation_id", "measure", *columns):
            for window, left in zip(some, standing, strict=True):
                if (left or 0) > 0 and (measure, window) in told:
                    told[measure, window].add(unit)
    return told
