"""Finds records: the best of few hits by looking at each, the best of very many by asking narrow questions first.

The index gives hits by `place`, so a narrow question with a limit costs what its answer costs, not what all hits would.
The total is counted apart: exact up to `COUNTED`, and said to be more beyond it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from densach.services.catalogue.models import STEP, Item, Record, RecordState
from densach.services.catalogue.search import matching
from densach.services.catalogue.search.asking import Asked, released, understand
from densach.services.catalogue.search.matching import Clause, Tier, Value
from densach.services.catalogue.search.narrowing import Query, among, narrowing
from densach.services.catalogue.search.ranking import Row, ranked

# Up to so many hits, each is looked at; of more, the best so many are sought, and the others come by place.
EACH: Final = 300
WINDOW: Final = 100
# So many hits of a phrase fill the pages that anybody looks at.
ENOUGH: Final = 40
COUNTED: Final = 100_000
TITLE, NEWEST, YEAR = "title", "newest", "year"


@dataclass(frozen=True)
class Found:
    """`records` of the page asked for, in order; `total` of all hits, `more` where there are more than were counted.
    `wordless`: something was typed in which there is nothing to look for.
    """

    asked: Asked
    records: tuple[Record, ...]
    total: int
    more: bool = False
    wordless: bool = False


def find(query: Query) -> Found:
    """The page of hits. Never raises for what a person typed."""
    asked = understand(query.text)
    if asked.is_empty and query.text.strip():
        return Found(asked, (), 0, wordless=True)
    ids, total, more = _page(query, asked)
    if not total:
        for other in released(asked):
            ids, total, more = _page(query, other)
            if total:
                return Found(other, records_in_order(ids), total, more)
    return Found(asked, records_in_order(ids), total, more)


def records_in_order(ids: Sequence[int]) -> tuple[Record, ...]:
    """The records with these numbers, without their MARC, which a list does not show."""
    rows = {one.pk: one for one in Record.objects.filter(pk__in=ids).defer("marc", "summary")}
    return tuple(rows[one] for one in ids if one in rows)


def _page(query: Query, asked: Asked) -> tuple[list[int], int, bool]:
    if direct := direct_hits(query, asked):
        return direct[query.offset : query.offset + query.limit], len(direct), False
    narrowed = narrowing(query, asked)
    words = matching.clause(asked, Tier(), hidden=query.staff)
    if words is None or query.sort in (TITLE, NEWEST, YEAR):
        return _listed(query, Statement(words, narrowed))
    return _best(query, asked, narrowed, words)


def _listed(query: Query, statement: Statement) -> tuple[list[int], int, bool]:
    """In an order that has nothing to do with the words; without words the newest come first."""
    joined, order = {
        TITLE: ("JOIN catalogue_record r ON r.id = f.record_id", "r.title_sort, f.place"),
        YEAR: ("", "f.year DESC NULLS LAST, f.place"),
    }.get(query.sort, ("", "f.record_id DESC"))
    rows = statement.rows(
        "f.record_id", f"ORDER BY {order} LIMIT %s OFFSET %s", query.limit, query.offset, joined=joined
    )
    total = statement.count(COUNTED + 1)
    return [int(record) for (record,) in rows], min(total, COUNTED), total > COUNTED


def _best(
    query: Query, asked: Asked, narrowed: Sequence[Clause], words: Clause
) -> tuple[list[int], int, bool]:
    wide = Statement(words, narrowed)
    places = wide.places(EACH + 1)
    first, last = query.offset, query.offset + query.limit
    if len(places) <= EACH:
        order = [row.record for row in ranked(rows_of(places), asked)]
        return order[first:last], len(order), False
    window = _window(query, asked, narrowed, places[:WINDOW])
    order = [row.record for row in ranked(rows_of(window), asked)]
    if last > WINDOW:
        # One more than there are in the window stands before each of the rest at most.
        seen = set(window)
        order += [_record_at(place) for place in wide.places(last) if place not in seen]
    total = wide.count(COUNTED + 1)
    return order[first:last], min(total, COUNTED), total > COUNTED


def _window(query: Query, asked: Asked, narrowed: Sequence[Clause], wide: Sequence[int]) -> list[int]:
    """The best of very many: those spelled as asked first, narrow questions before the wide one, until it is full.
    `wide`: hits of the widest question.
    """

    def places(tier: Tier) -> list[int]:
        words = matching.clause(asked, tier, hidden=query.staff)
        return Statement(words, narrowed).places(WINDOW)

    found: dict[int, None] = {}
    for spelled in (True, False) if asked.spelled else (False,):
        all_of_them = places(Tier(spelled=True)) if spelled else wide
        if len(all_of_them) >= WINDOW:
            for narrow in _narrow(asked, spelled, places):
                found.update(dict.fromkeys(narrow))
                if len(found) >= WINDOW:
                    return list(found)[:WINDOW]
        found.update(dict.fromkeys(all_of_them))
        if len(found) >= WINDOW:
            break
    return list(found)[:WINDOW]


def _narrow(asked: Asked, spelled: bool, places: Callable[[Tier], list[int]]) -> Iterator[list[int]]:
    """Hits of narrower questions, the narrowest first. Each costs a walk through all hits that have none of it, so what
    comes between all in the title and anywhere is left to the order of the hits themselves.
    """
    if not asked.plain:
        return
    if len(asked.plain) == 1:
        yield places(Tier(("title",), spelled=spelled))
        yield places(Tier(("names",), spelled=spelled))
        return
    beside = places(Tier(beside=True, spelled=spelled))
    if len(beside) >= WINDOW:
        yield places(Tier(("title",), beside=True, spelled=spelled))
    yield beside
    if len(beside) < ENOUGH:
        yield places(Tier(("title",), spelled=spelled))


def _record_at(place: int) -> int:
    return STEP - 1 - place % STEP


def records_of(places: Sequence[int]) -> list[int]:
    """The numbers of the records at these places."""
    return [_record_at(place) for place in places]


def rows_of(places: Sequence[int]) -> list[Row]:
    """What the index knows of the hits at these places."""
    if not places:
        return []
    marks = ", ".join(["%s"] * len(places))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place, title, names, subjects, exact FROM catalogue_finding WHERE place IN ({marks})",  # noqa: S608
            places,
        )
        return [Row(place, _record_at(place), *rest) for place, *rest in cursor.fetchall()]


def direct_hits(query: Query, asked: Asked) -> list[int]:
    """The record of a copy whose barcode or, for staff, accession number is all that was asked, if what narrows the
    question lets it through.
    """
    number = asked.number
    if not number or (len(number) < 5 and number.isdigit() and number == asked.text):
        return []
    there = Q(barcode__in={number, number.upper()})
    if query.staff:
        there |= Q(accession_number__in={number, number.upper()})
    items = Item.objects.filter(there).exclude(record__state=RecordState.MERGED)
    if not query.staff:
        items = items.filter(record__state=RecordState.PUBLISHED)
    ids = sorted(set(items.values_list("record_id", flat=True)))
    if not ids:
        return []
    these = Clause(f"f.record_id IN {among(tuple(ids))}", tuple(ids))
    found = Statement(None, [these, *narrowing(query, Asked())]).rows("f.record_id", "ORDER BY f.record_id")
    return [int(record) for (record,) in found]


@dataclass(frozen=True)
class Statement:
    """A question to the database: words, if any, and what narrows them."""

    words: Clause | None
    narrowed: Sequence[Clause] = ()

    def sql(self, columns: str, end: str = "", joined: str = "") -> tuple[str, list[Value]]:
        clauses = [*([self.words] if self.words else []), *self.narrowed]
        where = " AND ".join(f"({one.sql})" for one in clauses) or "1 = 1"
        values = [value for one in clauses for value in one.values]
        tables = matching.source(words=self.words is not None, rows=bool(self.narrowed) or "f." in columns)
        return f"SELECT {columns} FROM {tables} {joined} WHERE {where} {end}", values  # noqa: S608

    def rows(self, columns: str, end: str = "", *values: Value, joined: str = "") -> list[tuple[Any, ...]]:
        sql, given = self.sql(columns, end, joined)
        with connection.cursor() as cursor:
            cursor.execute(sql, [*given, *values])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def count(self, limit: int) -> int:
        """How many, not counting beyond the limit."""
        sql, values = self.sql("1", "LIMIT %s")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({sql}) counted", [*values, limit])  # noqa: S608
            return int(cursor.fetchone()[0])

    def places(self, limit: int) -> list[int]:
        """The first hits by place."""
        place = matching.place() if self.words else "f.place"
        return [int(row[0]) for row in self.rows(place, f"ORDER BY {place} LIMIT %s", limit)]
