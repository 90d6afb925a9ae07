"""How facts and their totals are laid down together. Only `actions` uses this; callers hold the transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from densach.facts.measures import get
from densach.facts.models import Fact
from densach.facts.rules import feeds, year_cell
from densach.kernel.period import cell_of
from densach.organisations import queries as organisations
from densach.organisations.models import AreaVersion, OrganisationVersion

Cell = tuple[str, int, str, str, int]


class Line(NamedTuple):
    """A fact about to be written, where thousands are: a row of the table without its dress."""

    organisation_id: int
    measure: str
    on: date
    since: date
    slice: str
    quantity: int
    sign: int
    source: str
    revision: int
    origin: str
    recorded_at: datetime


_NEAR = (
    "SELECT 0, since, until FROM facts_count "
    "WHERE organisation_id = %s AND measure = %s AND NOT reversed AND since <= %s AND until >= %s "
    'UNION ALL SELECT DISTINCT 1, "on", "on" FROM facts_fact '
    'WHERE organisation_id = %s AND measure = %s AND "on" <= %s AND "on" >= %s AND origin = \'service\''
)


class Many(NamedTuple):
    """A statement that writes many rows: each by itself where the database lies beside us, and where every statement
    is a journey (PostgreSQL) all from their columns at once. `types` are what PostgreSQL calls the columns.
    """

    into: str
    types: tuple[str, ...]
    after: str = ""

    def write(self, cursor: CursorWrapper, rows: Sequence[tuple[Any, ...]]) -> None:
        if not rows:
            return
        if connection.vendor != "postgresql":
            cursor.executemany(f"{self.into} VALUES ({_marks(len(self.types))}) {self.after}", rows)
            return
        columns = ", ".join(f"%s::{one}[]" for one in self.types)
        for begin in range(0, len(rows), _AT_ONCE):
            some = [list(column) for column in zip(*rows[begin : begin + _AT_ONCE], strict=True)]
            # Put together of what stands in this module and its like, never of what somebody wrote.
            cursor.execute(f"{self.into} SELECT * FROM unnest({columns}) {self.after}", some)  # noqa: S608


_AT_ONCE = 10_000
_WRITE = Many(
    'INSERT INTO facts_fact (organisation_id, measure, "on", since, slice, quantity, sign, source, revision, origin, '
    "recorded_at)",
    ("bigint", "text", "date", "date", "text", "bigint", "int", "text", "int", "text", "timestamptz"),
)
_ADD = Many(
    "INSERT INTO facts_total (unit_kind, unit_id, measure, slice, period, quantity)",
    ("text", "bigint", "text", "text", "int", "bigint"),
    "ON CONFLICT (unit_kind, unit_id, measure, slice, period) "
    "DO UPDATE SET quantity = facts_total.quantity + excluded.quantity",
)


_WHOLE = ("",)

# All areas that ever lay around the places of everyone, each with all its versions.
_AROUND_ALL = (
    "WITH RECURSIVE around(area_id) AS ("
    "SELECT area_id FROM organisations_organisationversion "
    "UNION SELECT outer_.parent_id FROM organisations_areaversion outer_ "
    "JOIN around ON outer_.area_id = around.area_id WHERE outer_.parent_id IS NOT NULL) "
    "SELECT version.id, version.area_id, version.parent_id, version.valid_from "
    "FROM organisations_areaversion version JOIN around ON version.area_id = around.area_id "
    "ORDER BY version.valid_from"
)
# The same for one organisation.
_AROUND = _AROUND_ALL.replace(" UNION", " WHERE organisation_id = %s UNION", 1)
# The same, and where the organisation itself lay, as values: every act of a service asks this.
_WAY_UP = _AROUND.replace("version.id, ", "").replace(
    "ORDER BY version.valid_from",
    "UNION ALL SELECT 0, area_id, valid_from FROM organisations_organisationversion WHERE organisation_id = %s "
    "ORDER BY 3",
)


@dataclass
class Places:
    """Remembers, for one run of writing, where organisations stood: their versions are read once each."""

    _organisations: dict[int, list[OrganisationVersion]] = field(default_factory=dict)
    _areas: dict[int, list[AreaVersion]] = field(default_factory=dict)
    _around: dict[tuple[int, date], list[int]] = field(default_factory=dict)
    _ways: dict[int, list[tuple[date, list[int]]]] = field(default_factory=dict)
    _founded: dict[int, date] = field(default_factory=dict)
    _of_all: bool = False

    @classmethod
    def at(cls, organisation_id: int, on: date) -> Places:
        """Knowing where one organisation lay on one day, by one plain statement; all else is read when asked for."""
        with connection.cursor() as cursor:
            cursor.execute(_WAY_UP, [organisation_id, organisation_id])
            rows = cursor.fetchall()
        inside: dict[int, int | None] = {}
        begun: set[int] = set()
        for area, parent, since in rows:
            # In order of time: the last version that had begun by the day, else the first.
            if area not in begun or _day(since) <= on:
                inside[area] = parent
                begun.add(area)
        found: list[int] = []
        outer = inside.get(0)
        while outer is not None and outer not in found:
            found.append(outer)
            outer = inside.get(outer)
        return cls(_around={(organisation_id, on): found} if found else {})

    def named(self, organisation_id: int, on: date) -> OrganisationVersion:
        """The version of the day, else the nearest one."""
        if organisation_id not in self._organisations:
            self._organisations[organisation_id] = organisations.timeline(organisation_id)
        versions = self._organisations[organisation_id]
        return versions[0] if len(versions) == 1 else organisations.on_day(versions, on)

    def founded(self, organisation_id: int) -> date:
        """The first day of its first version."""
        if organisation_id not in self._founded:
            self.named(organisation_id, date.max)
            versions = self._organisations[organisation_id]
            self._founded[organisation_id] = min(version.valid_from for version in versions)
        return self._founded[organisation_id]

    def areas(self, organisation_id: int, on: date) -> list[int]:
        """The area in which it lay on the day, and all around it up to the nation."""
        if self._of_all:
            return self._on_its_way(organisation_id, on)
        if (organisation_id, on) not in self._around:
            self._around[organisation_id, on] = self._areas_around(organisation_id, on)
        return self._around[organisation_id, on]

    def _on_its_way(self, organisation_id: int, on: date) -> list[int]:
        """The same where very many days are asked: each place's ways are found once."""
        if organisation_id not in self._ways:
            self._ways[organisation_id] = self.ways_up(organisation_id)
        ways = self._ways[organisation_id]
        if len(ways) == 1:
            return ways[0][1]
        return next(areas for since, areas in reversed(ways) if since <= on)

    def ways_up(self, organisation_id: int) -> list[tuple[date, list[int]]]:
        """The areas around it, as `areas` tells them, from each day on which they became others; the first day is the
        beginning of time.
        """
        since, found = date.min, [(date.min, self._areas_around(organisation_id, date.min))]
        while True:
            begun = [one.valid_from for one in self._organisations[organisation_id]]
            begun += [one.valid_from for area in found[-1][1] for one in self._areas[area]]
            later = [day for day in begun if day > since]
            if not later:
                return found
            since = min(later)
            around = self._areas_around(organisation_id, since)
            if around != found[-1][1]:
                found.append((since, around))

    def _areas_around(self, organisation_id: int, on: date) -> list[int]:
        found = [self.named(organisation_id, on).area_id]
        while True:
            if found[-1] not in self._areas:
                self._read_around(organisation_id)
            versions = self._areas[found[-1]]
            parent = (versions[0] if len(versions) == 1 else organisations.on_day(versions, on)).parent_id
            if parent is None or parent in found:
                return found
            found.append(parent)

    def _read_around(self, organisation_id: int) -> None:
        read: defaultdict[int, list[AreaVersion]] = defaultdict(list)
        for version in AreaVersion.objects.raw(_AROUND, [organisation_id]):
            read[version.area_id].append(version)
        self._areas.update(read)

    @classmethod
    def of_all(cls) -> Places:
        """Everyone's versions in two queries: for sums over a whole territory. Areas in which nobody ever stood are
        left out: they are most of the map.
        """
        organisations_: defaultdict[int, list[OrganisationVersion]] = defaultdict(list)
        areas: defaultdict[int, list[AreaVersion]] = defaultdict(list)
        known = ("organisation_id", "area_id", "name", "kind", "valid_from", "valid_to")
        for one in OrganisationVersion.objects.only(*known).order_by("valid_from"):
            organisations_[one.organisation_id].append(one)
        for other in AreaVersion.objects.raw(_AROUND_ALL):
            areas[other.area_id].append(other)
        return cls(dict(organisations_), dict(areas), _of_all=True)

    def ever_inside(self, area_ids: Collection[int]) -> list[int]:
        """Organisations that lay in one of the areas on some day."""
        inside, grew = set(area_ids), True
        while grew:
            more = {
                key
                for key, versions in self._areas.items()
                if key not in inside and any(one.parent_id in inside for one in versions)
            }
            inside |= more
            grew = bool(more)
        return [
            key
            for key, versions in self._organisations.items()
            if any(one.area_id in inside for one in versions)
        ]


def append(facts: Sequence[Fact | Line], places: Places | None = None) -> None:
    """Writes the facts and moves the totals of their units: two plain statements, as every act comes by here.

    The given facts do not learn their numbers.
    """
    write(facts)
    add_to_totals(cells_of(facts, places or Places()))


def write(facts: Sequence[Fact | Line]) -> None:
    """The facts alone: who writes very many adds their cells up and moves each total once."""
    instants = {
        instant: connection.ops.adapt_datetimefield_value(instant)
        for instant in {fact.recorded_at for fact in facts}
    }
    rows = [
        (
            fact.organisation_id, fact.measure, day_told(fact.on), day_told(fact.since), fact.slice, fact.quantity,
            fact.sign, fact.source, fact.revision, str(fact.origin), instants[fact.recorded_at],
        )
        for fact in facts
    ]  # fmt: skip
    with connection.cursor() as cursor:
        _WRITE.write(cursor, rows)


@lru_cache(maxsize=4096)
def day_told(day: date) -> str | date | None:
    return connection.ops.adapt_datefield_value(day)


def near(
    organisation_id: int, measure: str, since: date, until: date
) -> tuple[list[tuple[date, date]], bool]:
    """What already holds days of since–until: the spans of hand counts, and whether a service counted there.

    Every count asks this, so it is one plain statement.
    """
    first, last = (connection.ops.adapt_datefield_value(day) for day in (since, until))
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [organisation_id, measure, last, first] * 2)
        rows = cursor.fetchall()
    spans = [(_day(start), _day(end)) for served, start, end in rows if not served]
    return spans, any(served for served, _start, _end in rows)


def _day(told: date | str) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)


def cells_of(facts: Iterable[Fact | Line], places: Places) -> Counter[Cell]:
    """By how much each kept total moves for these facts. STOCK measures keep no totals."""
    moved: defaultdict[Cell, int] = defaultdict(int)
    for fact in facts:
        unit, measure, on = fact.organisation_id, fact.measure, fact.on
        if not get(measure).is_flow:
            continue
        amount, cell, around = fact.sign * fact.quantity, cell_of(on), places.areas(unit, on)
        for key in feeds(fact.slice) if fact.slice else _WHOLE:
            moved["o", unit, measure, key, cell] += amount
            for area in around:
                moved["a", area, measure, key, cell] += amount
    return with_years(moved)


def with_years(halves: Mapping[Cell, int]) -> Counter[Cell]:
    """The half-month cells and the years that they make up."""
    moved = Counter(halves)
    for (kind, unit, measure, key, cell), amount in halves.items():
        moved[kind, unit, measure, key, year_cell(cell // 10_000)] += amount
    return moved


def kept_cells(
    kind: str, unit_ids: Sequence[int], measures: Sequence[str], keys: Sequence[int], slice: str
) -> list[tuple[int, str, int, int]]:
    """(unit, measure, cell key, quantity) of the kept totals, as one plain statement: figures on every page ask this,
    and putting the question together must not cost more than answering it. `keys` are in order.
    """
    gapless = len(keys) > 2 and keys == halves_between(keys[0], keys[-1])
    cells = [keys[0], keys[-1]] if gapless else keys
    statement = _cells_statement(len(unit_ids), len(measures), 0 if gapless else len(keys))
    with connection.cursor() as cursor:
        cursor.execute(statement, [kind, *unit_ids, *measures, slice, *cells])
        found: list[tuple[int, str, int, int]] = cursor.fetchall()
    return found


@lru_cache(maxsize=256)
def _cells_statement(units: int, measures: int, keys: int) -> str:
    period = f"period IN ({_marks(keys)})" if keys else "period BETWEEN %s AND %s"
    return (
        "SELECT unit_id, measure, period, quantity FROM facts_total "  # noqa: S608  # nothing but placeholders
        f"WHERE unit_kind = %s AND unit_id IN ({_marks(units)}) AND measure IN ({_marks(measures)}) "
        f"AND slice = %s AND {period}"
    )


def _marks(number: int) -> str:
    return ", ".join(["%s"] * number)


@lru_cache(maxsize=256)
def _halves(first: int, last: int) -> list[int]:
    return [
        key
        for month in range(first % 10_000 // 100, last % 10_000 // 100 + 1)
        for half in (1, 2)
        if first <= (key := first // 10_000 * 10_000 + month * 100 + half) <= last
    ]


def halves_between(first: int, last: int) -> list[int]:
    """The half months of one year from cell to cell; none where they lie in two years, or are no half months."""
    if first // 10_000 != last // 10_000 or not first % 10_000 or not last % 10_000:
        return []
    return _halves(first, last)


def add_to_totals(moved: Counter[Cell]) -> None:
    # In key order, so that two writers on PostgreSQL take their row locks in the same order.
    rows = [(*cell, amount) for cell, amount in moved.items() if amount]
    rows.sort()
    if rows:
        with connection.cursor() as cursor:
            _ADD.write(cursor, rows)
