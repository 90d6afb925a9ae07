"""Many sums at once: what a page of many figures asks of the book, in a few queries instead of one for each.

What is read are kept cells, each once however many windows it lies in; a window is then added up from them. Of a year
that is nearly whole, the few cells beside the window are taken off the kept total of the year.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import F, IntegerField, QuerySet, Sum, Value

from densach.facts.models import Fact
from densach.facts.queries.book import in_slice
from densach.facts.queries.listing import listed
from densach.facts.rules import year_cell
from densach.kernel.period import Period, cell_of, cell_period

Pair = tuple[str, Period]
Found = TypeVar("Found")
_DAY = timedelta(days=1)
# Up to so many rows more are rather read in one query than fewer in several.
_SPARE_ROWS = 20_000
# Each part of a joined query names the organisations again, and databases bound the parameters of one.
_JOINED = 20_000
# Half months and the year itself; one in so many of them asked is worth reading the stretch.
_CELLS_OF_A_YEAR = 25
_NEAR = 8


class Terms(NamedTuple):
    """What a window is added up from: kept cells and odd days, each added (1) or taken off (-1)."""

    cells: tuple[tuple[int, int], ...]
    edges: tuple[tuple[int, Period], ...]


@lru_cache(maxsize=4096)
def terms_of(window: Period) -> Terms:
    """The fewest cells: whole years, half months, or a year without the half months beside the window."""
    cells: list[tuple[int, int]] = []
    edges: list[tuple[int, Period]] = []
    for part in window.calendar_years():
        year = Period.year(part.start.year)
        inside = part.cells()
        beside = [one.cells() for one in _beside(part, year)]
        if 1 + sum(len(one.full) for one in beside) < len(inside.full):
            cells.append((1, year_cell(year.start.year)))
            cells += [(-1, key) for one in beside for key in one.full]
            for edge in (edge for one in beside for edge in one.edges):
                cell = cell_period(cell_of(edge.start))
                inner = cell.overlap(part)
                if inner is not None and inner.days < edge.days:
                    # The days of that cell inside the window are fewer than those beside it.
                    cells.append((-1, cell_of(edge.start)))
                    edges.append((1, inner))
                else:
                    edges.append((-1, edge))
        else:
            cells += [(1, key) for key in inside.full]
            edges += [(1, edge) for edge in inside.edges]
    return Terms(tuple(cells), tuple(edges))


def _beside(part: Period, year: Period) -> Iterator[Period]:
    if part.start > year.start:
        yield Period(year.start, part.start - _DAY)
    if part.end < year.end:
        yield Period(part.end + _DAY, year.end)


@dataclass
class Wanted:
    """Of one measure: the windows that are asked for, and whose sums; `wholes`: windows over which only what some of
    these organisations counted together is asked.
    """

    windows: set[Period] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)
    wholes: set[Period] = field(default_factory=set)

    @property
    def every_window(self) -> set[Period]:
        return self.windows | self.wholes


class _Lazy(Mapping[Pair, Found]):
    """Answers by measure and window, each made when first asked for, and kept in `made`."""

    def __init__(
        self, asked: Collection[Pair], make: Callable[[str, Period], Found], made: dict[Pair, Found]
    ) -> None:
        self._asked, self._make, self._made = asked, make, made

    def __getitem__(self, pair: Pair) -> Found:
        if pair not in self._made:
            if pair not in self._asked:
                raise KeyError(pair)
            self._made[pair] = self._make(*pair)
        return self._made[pair]

    def __iter__(self) -> Iterator[Pair]:
        return iter(self._asked)

    def __len__(self) -> int:
        return len(self._asked)


class Windowed:
    """Sums and answers of many organisations over many windows, read together; see `read_windows`."""

    def __init__(self, asked: Mapping[str, Wanted], until_fact: int | None = None) -> None:
        self._asked = asked
        self._until_fact = until_fact
        self._cells: defaultdict[tuple[str, int], dict[int, int]] = defaultdict(dict)
        self._edges: defaultdict[tuple[str, Period], dict[int, int]] = defaultdict(dict)
        self._noughts: defaultdict[str, list[tuple[date, int, int]]] = defaultdict(list)
        self._pairs = {(measure, window) for measure, one in asked.items() for window in one.windows}
        self._made_sums: dict[Pair, dict[int, int]] = {}
        self._made_told: dict[Pair, set[int]] = {}
        if any(one.every_window for one in asked.values()):
            self._read()

    # Made anew for each reader: one kept here would hold this object, and very much would lie about until it is found.
    @property
    def sums(self) -> Mapping[Pair, dict[int, int]]:
        """By measure and window what each organisation counted."""
        return _Lazy(self._pairs, self._sums, self._made_sums)

    @property
    def told(self) -> Mapping[Pair, set[int]]:
        """By measure and window who told something; nought is told too."""
        return _Lazy(self._pairs, self._told, self._made_told)

    def has(self, measure: str, window: Period, ids: Iterable[int]) -> bool:
        """Whether the sums of these organisations were read."""
        one = self._asked.get(measure)
        return one is not None and window in one.windows and one.organisations.issuperset(ids)

    def has_whole(self, measure: str, window: Period, ids: Collection[int]) -> bool:
        """Whether what these organisations counted together was read."""
        one = self._asked.get(measure)
        if one is None or (window not in one.wholes and window not in one.windows):
            return False
        return one.organisations.issuperset(ids)

    def answered(self, measure: str, window: Period, ids: Collection[int]) -> bool:
        """Whether somebody told nought, where the whole is nought."""
        return not self._who_told_nought(measure, window).isdisjoint(ids)

    def whole(self, measure: str, window: Period, ids: tuple[int, ...]) -> int:
        """What these organisations counted together."""
        terms, total = self._terms(window), 0
        for sign, key in terms.cells:
            if found := self._cells.get((measure, key)):
                total += sign * sum(map(found.get, ids, _noughts(len(ids))))
        for sign, edge in terms.edges:
            if found := self._edges.get((measure, edge)):
                total += sign * sum(map(found.get, ids, _noughts(len(ids))))
        return total

    def _terms(self, window: Period) -> Terms:
        """What a later fact has changed is in no kept total: then all is added up from the facts."""
        return terms_of(window) if self._until_fact is None else Terms((), ((1, window),))

    def _sums(self, measure: str, window: Period) -> dict[int, int]:
        terms = self._terms(window)
        parts = [(sign, self._cells.get((measure, key), {})) for sign, key in terms.cells]
        parts += [(sign, self._edges.get((measure, edge), {})) for sign, edge in terms.edges]
        found: dict[int, int] = dict(parts[0][1]) if parts and parts[0][0] == 1 else {}
        for sign, amounts in parts[1:] if found else parts:
            for unit, amount in amounts.items():
                found[unit] = found.get(unit, 0) + sign * amount
        return {unit: amount for unit, amount in found.items() if amount}

    def _told(self, measure: str, window: Period) -> set[int]:
        """A sum above nought has facts behind it. Where the sum is nought and something stands, only noughts stand; a
        reversal carries the day and the number of what it takes back, so what is left of their signs tells.
        """
        return set(self.sums[measure, window]) | self._who_told_nought(measure, window)

    def _who_told_nought(self, measure: str, window: Period) -> set[int]:
        left: defaultdict[int, int] = defaultdict(int)
        for on, unit, sign in self._noughts.get(measure, ()):
            if on in window:
                left[unit] += sign
        return {unit for unit, standing in left.items() if standing > 0}

    # reading ----------------------------------------------------------------------------------------------

    def _keys(self, windows: Iterable[Period]) -> set[int]:
        """The kept cells that these windows are added up from."""
        return {key for window in windows for _sign, key in self._terms(window).cells}

    def _read(self) -> None:
        self._read_cells()
        self._read_edges()
        self._read_noughts()

    def _read_cells(self) -> None:
        keys = {measure: self._keys(one.every_window) for measure, one in self._asked.items()}
        every = set().union(*keys.values())
        units: set[int] = set().union(*(one.organisations for one in self._asked.values()))
        apart = sum(len(keys[measure]) * len(one.organisations) for measure, one in self._asked.items())
        if len(every) * len(units) * len(keys) <= apart + _SPARE_ROWS:
            self._add_cells(units, set(keys), every)
            return
        for measure, one in self._asked.items():
            self._add_cells(one.organisations, {measure}, keys[measure])

    def _add_cells(self, units: set[int], measures: set[str], keys: set[int]) -> None:
        if not keys:
            return
        with connection.cursor() as cursor:
            _ask_cells(cursor, sorted(units), sorted(measures), sorted(keys))
            alike: dict[tuple[str, str], tuple[list[int], list[str]]] = {}
            for unit, measure, periods, quantities in cursor:
                who, told = alike.setdefault((measure, periods), ([], []))
                who.append(unit)
                told.append(quantities)
        # Most units count the same months: those who do are taken in a column for each month.
        for (measure, periods), (who, told) in alike.items():
            columns = zip(*json.loads(f"[{','.join(told)}]"), strict=True)
            for period, column in zip(json.loads(periods), columns, strict=True):
                self._cells[measure, period].update(zip(who, column, strict=True))

    def _read_edges(self) -> None:
        """Odd days have no kept total: they are summed from the facts."""
        told = self._spans()
        rows = [
            self._facts(units, measures, span)
            .values("organisation_id", "measure")
            .annotate(sum=Sum(F("sign") * F("quantity")), place=Value(place, IntegerField()))
            .order_by()
            .values_list("place", "organisation_id", "measure", "sum")
            for place, (span, measures, units) in enumerate(told)
        ]
        if not rows:
            return
        joined = sum(len(units) for _span, _measures, units in told) <= _JOINED
        for some in [rows[0].union(*rows[1:], all=True)] if joined and len(rows) > 1 else rows:
            for place, unit, measure, amount in some:
                self._edges[measure, told[place][0]][unit] = int(amount)

    def _spans(self) -> list[tuple[Period, set[str], set[int]]]:
        """The odd days, each with the measures asked and of whom; of very many units, measures of others apart."""
        spans: defaultdict[Period, set[str]] = defaultdict(set)
        for measure, one in self._asked.items():
            for window in one.every_window:
                for _sign, edge in self._terms(window).edges:
                    spans[edge].add(measure)
        whose = {measure: one.organisations for measure, one in self._asked.items()}
        if sum(map(len, whose.values())) <= _JOINED:
            return [
                (span, measures, set().union(*(whose[one] for one in measures)))
                for span, measures in sorted(spans.items())
            ]
        alike: defaultdict[tuple[Period, frozenset[int]], set[str]] = defaultdict(set)
        for span, measures in spans.items():
            for measure in measures:
                alike[span, frozenset(whose[measure])].add(measure)
        return [(span, measures, set(units)) for (span, units), measures in alike.items()]

    def _read_noughts(self) -> None:
        windows = [window for one in self._asked.values() for window in one.every_window]
        span = Period(min(one.start for one in windows), max(one.end for one in windows))
        units: set[int] = set().union(*(one.organisations for one in self._asked.values()))
        rows = self._facts(units, self._asked, span).filter(quantity=0)
        for measure, on, unit, sign in rows.values_list("measure", "on", "organisation_id", "sign"):
            self._noughts[measure].append((on, unit, sign))

    def _facts(self, units: Iterable[int], measures: Iterable[str], span: Period) -> QuerySet[Fact]:
        rows = Fact.objects.filter(
            in_slice(""), organisation_id__in=listed(units), measure__in=list(measures),
            on__gte=span.start, on__lte=span.end,
        )  # fmt: skip
        return rows if self._until_fact is None else rows.filter(pk__lte=self._until_fact)


def _ask_cells(cursor: CursorWrapper, units: list[int], measures: list[str], keys: list[int]) -> None:
    """(unit, measure, its cells, its quantities) of kept totals, the last two as lists in text, as one plain statement
    for very many of them: a row for each total costs more than the total.
    """
    stretch, bounds = _stretch("period", keys)
    told: str | list[int] = units
    named, listed = "SELECT unnest(%s::bigint[])", "json_agg(period)::text, json_agg(quantity)::text"
    if connection.vendor == "sqlite":
        named, told = "SELECT value FROM json_each(%s)", json.dumps(units)
        listed = "json_group_array(period), json_group_array(quantity)"
    cursor.execute(
        f"SELECT unit_id, measure, {listed} FROM facts_total WHERE unit_kind = 'o' "  # noqa: S608
        f"AND unit_id IN ({named}) AND measure IN ({_marks(measures)}) AND slice = '' AND {stretch} "
        "GROUP BY unit_id, measure",
        [told, *measures, *bounds],
    )


def _stretch(column: str, keys: list[int]) -> tuple[str, list[int]]:
    """The condition for these cells, in order. Cells that lie near each other are read in one stretch from the first
    to the last, which costs less than to look for each of them; the plus keeps SQLite from looking for each.
    """
    some = f"{column} IN ({_marks(keys)})"
    years = keys[-1] // 10_000 - keys[0] // 10_000 + 1
    if len(keys) * _NEAR < years * _CELLS_OF_A_YEAR:
        return some, keys
    return f"{column} BETWEEN %s AND %s AND +{some}", [keys[0], keys[-1], *keys]


def _marks(told: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(told))


@lru_cache(maxsize=512)
def _noughts(number: int) -> tuple[int, ...]:
    """What is taken for who is missing."""
    return (0,) * number


def read_windows(asked: Mapping[str, Wanted], until_fact: int | None = None) -> Windowed:
    """FLOW: by measure the windows and organisations asked for; each organisation's whole sum over each window, and
    who has at least one standing fact there (nought counts as an answer).
    """
    return Windowed({measure: one for measure, one in asked.items() if one.every_window}, until_fact)


def sums_in_windows(
    asked: Collection[Pair], organisation_ids: Collection[int], until_fact: int | None = None
) -> Windowed:
    """The same where all measures are asked of the same organisations."""
    units = set(organisation_ids)
    wanted: defaultdict[str, Wanted] = defaultdict(lambda: Wanted(set(), units))
    for measure, window in asked:
        wanted[measure].windows.add(window)
    return Windowed(wanted, until_fact)
