"""Searching at 50,000 and 500,000 records: how long an answer takes, and whether what it was drawn from is in it.

Questions are drawn from records by a fixed seed: words of a title side by side, a name, words of a title with a name.
Beside it, in the same run, FTS5's own weighing by frequency (bm25) over the same words with the same total. A data
folder that DENSACH_DATA names keeps the catalogues, so that they are made once.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction

from bench.facts.writing import a_library, open_house
from bench.library.shelves import SEED, records
from densach.kernel.errors import NotFound
from densach.kernel.vietnamese import fold
from densach.organisations import queries as organisations
from densach.services.catalogue.models import Finding, Record
from densach.services.catalogue.search import index
from densach.services.catalogue.search.facets import facets
from densach.services.catalogue.search.finding import find
from densach.services.catalogue.search.narrowing import Query
from densach.services.catalogue.search.words import words

SIZES: Final = (50_000, 500_000)
# p95 of an answer with its total, in milliseconds: Zebra's own figures.
LIMITS: Final = {50_000: 8, 500_000: 24}
ASKED: Final = 200
_AT_ONCE: Final = 2000

Question = tuple[int, str]


def figures(scale: float) -> Iterator[Mapping[str, Any]]:
    """A line for the making, two for the asking (with marks, without) and one for the bare thing, for each size."""
    open_house()
    for full in SIZES:
        size = max(1000, round(full * scale))
        yield _grown(size)
        asked = questions()
        for name, said in (("with marks", str), ("without marks", fold)):
            yield _asked(size, full, name, [(pk, said(text)) for pk, text in asked])
        yield _narrowed(asked)
        if connection.vendor == "sqlite":
            yield _bare(size, asked)


def _grown(size: int) -> Mapping[str, Any]:
    """Grows the catalogue to the size; what is there stays."""
    there = Record.objects.count()
    library = _library()
    began = time.perf_counter()
    waiting = islice(records(size, library), there, None)
    indexing = 0.0
    while part := list(islice(waiting, _AT_ONCE)):
        with transaction.atomic():
            made = Record.objects.bulk_create(part)
            before = time.perf_counter()
            index.put(made)
            indexing += time.perf_counter() - before
    grown = max(0, size - there)
    return {
        "what": "records entered and indexed", "database": connection.vendor, "records": size, "entered": grown,
        "seconds": round(time.perf_counter() - began, 1),
        "indexed_per_second": round(grown / indexing) if grown else None,
    }  # fmt: skip


def _library() -> int:
    try:
        return organisations.by_code("thu-vien-tim").pk
    except NotFound:
        return a_library("thu-vien-tim").pk


def questions() -> list[Question]:
    """(record, text): each drawn from a record that an answer should hold."""
    chance = random.Random(SEED)
    last = Record.objects.order_by("-pk").values_list("pk", flat=True)[0]
    found: list[Question] = []
    while len(found) < ASKED:
        record = Record.objects.filter(pk=chance.randint(1, last)).first()
        if record is not None:
            found.append((record.pk, _question(record, chance)))
    return found


def _question(record: Record, chance: random.Random) -> str:
    title, author = record.title.split(), record.author.split()
    kind = chance.random()
    if kind < 0.5 or not author:
        number = chance.choice((1, 2, 3))
        at = chance.randrange(max(1, len(title) - number + 1))
        return " ".join(title[at : at + number])
    if kind < 0.75:
        return record.author
    return " ".join([*chance.sample(title, min(2, len(title))), author[-1]])


def _timed(asked: Sequence[Question], ask: Callable[[str], Sequence[int]]) -> tuple[list[float], int]:
    taken, found = [], 0
    for pk, text in asked:
        began = time.perf_counter()
        answer = ask(text)
        taken.append((time.perf_counter() - began) * 1000)
        found += pk in answer
    return sorted(taken), found


def _told(taken: Sequence[float]) -> dict[str, float]:
    return {
        "p50_ms": round(taken[len(taken) // 2], 1),
        "p95_ms": round(taken[len(taken) * 95 // 100], 1),
        "worst_ms": round(taken[-1], 1),
    }


def _asked(size: int, full: int, name: str, asked: Sequence[Question]) -> Mapping[str, Any]:
    find(Query("sách"))
    taken, found = _timed(asked, lambda text: [one.pk for one in find(Query(text)).records])
    told = _told(taken)
    return {
        "what": f"search {name}", "records": size, "questions": len(asked), **told, "found_among_20": found,
        "limit_p95_ms": LIMITS[full], "ok": told["p95_ms"] <= LIMITS[full],
    }  # fmt: skip


def _narrowed(asked: Sequence[Question]) -> Mapping[str, Any]:
    """What a page counts besides, over the first hits."""
    taken, _found = _timed(asked[:50], lambda text: [facets(Query(text)).looked_at])
    return {"what": "facets of an answer", **_told(taken)}


def _bare(size: int, asked: Sequence[Question]) -> Mapping[str, Any]:
    """The same words in a plain FTS5 table of two columns, every hit weighed."""
    bare = sqlite3.connect(":memory:")
    bare.execute("CREATE VIRTUAL TABLE bare USING fts5(exact, folded, tokenize='ascii')")
    rows = Finding.objects.values_list("record_id", "exact", "title", "names", "subjects", "rest")
    bare.executemany(
        "INSERT INTO bare(rowid, exact, folded) VALUES (?, ?, ?)",
        ((pk, exact, " ".join(rest)) for pk, exact, *rest in rows.iterator(chunk_size=5000)),
    )

    def ask(text: str) -> list[int]:
        match = " AND ".join(f'folded : "{word.folded}"' for word in words(text))
        bare.execute("SELECT count(*) FROM bare WHERE bare MATCH ?", (match,)).fetchone()
        best = bare.execute(
            "SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY bm25(bare) LIMIT 20", (match,)
        )
        return [pk for (pk,) in best]

    taken, found = _timed(asked, ask)
    return {
        "what": "FTS5 with bm25, bare, without marks",
        "records": size,
        **_told(taken),
        "found_among_20": found,
    }
