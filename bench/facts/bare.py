"""The same rows without the house: prepared SQL on a copy of the database with the same promises to the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

PROMISES = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; "
)
FACT = (
    'INSERT INTO facts_fact (organisation_id, measure, "on", since, slice, quantity, sign, source, revision, origin, '
    "recorded_at) VALUES (?, ?, ?, ?, '', ?, 1, ?, 1, 'service', '2026-11-20 02:00:00')"
)
TOTAL = (
    "INSERT INTO facts_total (unit_kind, unit_id, measure, slice, period, quantity) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (unit_kind, unit_id, measure, slice, period) DO UPDATE SET quantity = quantity + excluded.quantity"
)
FactRow = tuple[int, str, str, str, int, str]
CellRow = tuple[str, int, str, str, int, int]


def opened(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(path, isolation_level=None)
    made.executescript(PROMISES)
    return made


@contextmanager
def twin() -> Iterator[sqlite3.Connection]:
    """A copy of the installation's database as it is now."""
    path = Path(settings.DATA) / "twin.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    made = opened(path)
    try:
        yield made
    finally:
        made.close()
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()


def write(book: sqlite3.Connection, facts: Sequence[FactRow], cells: Sequence[CellRow]) -> None:
    """One transaction: the facts, and by how much they move the totals."""
    book.execute("BEGIN IMMEDIATE")
    book.executemany(FACT, facts)
    book.executemany(TOTAL, cells)
    book.execute("COMMIT")
