"""Many rows in one statement, with numbers taken beforehand: what Django's own way costs is most of an import."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Field, Model


@contextmanager
def quiet_memory() -> Iterator[None]:
    """Millions of small values without a cycle among them: looking for cycles all the while is a third of an import."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def forget_cycles() -> None:
    """The few that there are, among what came since the last look: cheap, for almost all of it is gone by then."""
    gc.collect(1)


def numbers(model: type[Model], count: int) -> list[int]:
    """Numbers for so many new rows, never given before. On SQLite the transaction already holds the writers' queue."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        cursor.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"')  # noqa: S608
        last = max(last, cursor.fetchone()[0])
    return list(range(last + 1, last + 1 + count))


def insert(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows by the names of their fields; columns left out take what the field's default says."""
    rows = list(rows)
    if not rows:
        return
    meta = model._meta
    columns = [_column(model, name) for name in names]
    places = ", ".join(["%s"] * len(columns))
    quoted = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{meta.db_table}" ({quoted}) VALUES ({places})', rows)  # noqa: S608


def update(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows of new values, each with the row's number last."""
    rows = list(rows)
    if not rows:
        return
    meta = model._meta
    settings = ", ".join(f'"{_column(model, name)}" = %s' for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{meta.db_table}" SET {settings} WHERE id = %s', rows)  # noqa: S608


def _column(model: type[Model], name: str) -> str:
    found = model._meta.get_field(name)
    if not isinstance(found, Field):
        raise TypeError(name)
    return str(found.column)


def instant(value: Any) -> Any:
    """An instant as the database takes it."""
    return connection.ops.adapt_datetimefield_value(value)


def day(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value)
