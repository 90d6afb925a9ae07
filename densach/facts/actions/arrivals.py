"""What rows on their way into the book are judged by: read for all of them in a few queries, asked in memory."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Q

from densach.facts import ledger, served
from densach.facts.measures import Measure, get
from densach.facts.models import Count, CountRevision, Fact
from densach.facts.origin import Origin
from densach.facts.queries import listed
from densach.facts.rows import CountRow, Rejected
from densach.facts.rules import (
    AlreadyCounted,
    BadSourceKey,
    CountedByService,
    EndedBefore,
    FutureCount,
    KeyOfAnotherCell,
    KeyTwice,
    NotCountedHere,
    NotYetFounded,
    PeriodOverlaps,
    check_quantities,
    check_span,
    overlapping,
)
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.errors import InvalidPeriod, NotAllowed
from densach.organisations.models import Organisation
from densach.organisations.rules import UnknownOrganisation

# Fewer places than this are read one by one.
_MANY_PLACES = 20
_IN_ONE_QUERY = 5000
LONGEST_KEY = 100


class Known(NamedTuple):
    """A count that stands. `by_hand`: a person said last what it is."""

    id: int
    organisation_id: int
    measure: str
    since: date
    until: date
    origin: str
    revision: int
    key: str
    by_hand: bool
    quantities: dict[str, int]


class _Unit(NamedTuple):
    id: int
    name: str
    may: bool


@dataclass
class Arrivals:
    """Everything that must be known of the places, days and keys of some rows."""

    at: datetime
    actor: Actor
    origin: str
    today: date
    places: ledger.Places
    _ids: dict[str, int] = field(default_factory=dict)
    _may: dict[int, bool] = field(default_factory=dict)
    _keys: dict[str, Known] = field(default_factory=dict)
    _spans: defaultdict[tuple[int, str], list[tuple[date, date]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _served: defaultdict[tuple[int, str], set[date]] = field(default_factory=lambda: defaultdict(set))
    _serving: dict[tuple[int, str], list[tuple[date, date]]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    @property
    def organisation_ids(self) -> list[int]:
        return list(self._ids.values())

    @classmethod
    def of(cls, rows: Sequence[CountRow | Rejected], *, at: datetime, actor: Actor, origin: str) -> Arrivals:
        """What is known now; a dozen queries however many rows there are."""
        given = [row for row in rows if isinstance(row, CountRow)]
        codes = {row.organisation for row in given}
        many = len(codes) > _MANY_PLACES
        found = cls(at, actor, origin, today(at), ledger.Places.of_all() if many else ledger.Places())
        for some in _pieces(sorted(codes)):
            found._ids.update(Organisation.objects.filter(code__in=some).values_list("code", "pk"))
        found._read_keys([row.key for row in given])
        found._read_cells(given)
        return found

    def _read_keys(self, keys: Sequence[str]) -> None:
        for some in _pieces(_standing_keys(keys)):
            self._keys.update((known.key, known) for known in standing_counts(keys=some))

    def _read_cells(self, rows: Sequence[CountRow]) -> None:
        """What already holds days of the rows: hand counts, and days on which a service counted."""
        if not rows:
            return
        first, last = min(row.since for row in rows), max(row.until for row in rows)
        measures = {row.measure for row in rows}
        units = sorted(self._ids.values())
        inside = {"organisation_id__in": listed(units), "measure__in": measures}
        counts = Count.objects.filter(reversed=False, until__gte=first, since__lte=last, **inside)
        for unit, measure, since, until in counts.values_list("organisation_id", "measure", "since", "until"):
            self._spans[unit, measure].append((since, until))
        for some in _pieces(units):
            self._serving.update(served.spans(some, measures))
        counted = Fact.objects.filter(origin=Origin.SERVICE, on__range=(first, last), **inside)
        for unit, measure, day in counted.values_list("organisation_id", "measure", "on").distinct():
            self._served[unit, measure].add(day)

    def judge(self, row: CountRow) -> tuple[int, dict[str, int], Known | None]:
        """The unit, the numbers as they would stand, and the count that stands under this key already.

        What is accepted holds its days for the rows that follow. Raises the refusals of `enter_count`, and
        BadSourceKey, KeyTwice, KeyOfAnotherCell, UnknownOrganisation.
        """
        if not row.key or len(row.key) > LONGEST_KEY or "\x00" in row.key:
            raise BadSourceKey(limit=LONGEST_KEY)
        if row.key in self._seen:
            raise KeyTwice(key=row.key)
        measure = get(row.measure)
        quantities = check_quantities(measure, row.quantities)
        unit = self._unit(row, measure)
        known = self._keys.get(row.key)
        if known is None:
            self._check_cell(unit, row, measure)
            self._spans[unit, row.measure].append((row.since, row.until))
        elif known[1:5] != (unit, row.measure, row.since, row.until):
            raise KeyOfAnotherCell(
                key=row.key, measure=get(known.measure).name, since=known.since, until=known.until
            )
        self._seen.add(row.key)
        return unit, quantities, known

    def _unit(self, row: CountRow, measure: Measure) -> int:
        """Where it is counted: known, alive on all these days, of a kind that counts it, and in the actor's care."""
        unit = self._ids.get(row.organisation)
        if unit is None:
            raise UnknownOrganisation(code=row.organisation)
        since, until = row.since, row.until
        if until < since:
            raise InvalidPeriod(text=f"{since.isoformat()}..{until.isoformat()}")
        if until > self.today:
            raise FutureCount(until=until)
        check_span(since, until, self.origin)
        place = self.places.named(unit, until)
        if place.valid_to is not None and place.valid_to < until:
            raise EndedBefore(organisation=place.name, ended=place.valid_to, until=until)
        if unit not in self._may:
            self._may[unit] = self.actor.may("count.enter", unit)
        if not self._may[unit]:
            raise NotAllowed(verb="count.enter")
        if place.kind not in measure.kinds:
            raise NotCountedHere(measure=measure.name, organisation=place.name)
        founded = self.places.founded(unit)
        if since < founded:
            raise NotYetFounded(organisation=place.name, founded=founded, since=since)
        return unit

    def _check_cell(self, unit: int, row: CountRow, measure: Measure) -> None:
        """One cell has one source; readings of periods that share days stand beside each other."""
        spans = self._spans[unit, row.measure]
        if not measure.is_flow:
            spans = [span for span in spans if span == (row.since, row.until)]
        clash = overlapping(spans, row.since, row.until)
        if clash == (row.since, row.until):
            raise AlreadyCounted(measure=measure.name, since=row.since, until=row.until)
        if clash:
            raise PeriodOverlaps(measure=measure.name, since=clash[0], until=clash[1])
        days = self._served.get((unit, row.measure))
        serving = self._serving.get((unit, row.measure))
        if (days and any(row.since <= day <= row.until for day in days)) or (
            serving and overlapping(serving, row.since, row.until)
        ):
            raise CountedByService(measure=measure.name, since=row.since, until=row.until)


def _standing_keys(keys: Sequence[str]) -> list[str]:
    """Those of the keys under which something stands. One parameter holds them all: very many are asked for, of
    which most are new.
    """
    one_of = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s)"
    asked = json.dumps(keys) if connection.vendor == "sqlite" else list(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT source_key FROM facts_count WHERE NOT reversed AND NOT (source_key = '') AND source_key {one_of}",  # noqa: S608
            [asked],
        )
        return [row[0] for row in cursor.fetchall()]


def standing_counts(
    *, keys: Sequence[str] | None = None, count_ids: Sequence[int] | None = None
) -> Iterator[Known]:
    """Counts that were not taken back, by the names that other programs gave them or by their numbers."""
    standing = Count.objects.filter(reversed=False)
    if keys is not None:
        standing = standing.filter(~Q(source_key=""), source_key__in=keys)
    if count_ids is not None:
        standing = standing.filter(pk__in=count_ids)
    rows = CountRevision.objects.filter(count__in=standing, number=F("count__revision"))
    for row in rows.values_list(
        "count_id", "count__organisation_id", "count__measure", "count__since", "count__until", "count__origin",
        "count__revision", "count__source_key", "batch_id", "quantities",
    ):  # fmt: skip
        yield Known(*row[:8], by_hand=row[8] is None, quantities=row[9] or {})


def _pieces(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Databases bound the number of parameters of one statement."""
    for begin in range(0, len(values), _IN_ONE_QUERY):
        yield values[begin : begin + _IN_ONE_QUERY]
