"""Many rows taken out by plain statements. Django asks every row for what hangs on it: most of taking a file back."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import ForeignKey, Model


@cache
def _pointing(model: type[Model]) -> tuple[tuple[type[Model], str, str], ...]:
    """Every column of the house that points to the table: model, table, column."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        field: Any = getattr(relation, "field", None)
        if relation.auto_created and not relation.concrete and isinstance(field, ForeignKey):
            found.append((field.model, field.model._meta.db_table, str(field.column)))
    return tuple(found)


def needed(model: type[Model], ids: Collection[int], *, without: Collection[type[Model]]) -> set[int]:
    """Those to which a row of any table points, save `without`, whose rows go along. One query for each table."""
    found: set[int] = set()
    if not ids:
        return found
    with connection.cursor() as cursor:
        for other, table, column in _pointing(model):
            if other not in without:
                cursor.execute(
                    f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IN ({_marks(ids)})',  # noqa: S608
                    list(ids),
                )
                found.update(row[0] for row in cursor.fetchall())
    return found


def remove(model: type[Model], column: str, ids: Collection[int]) -> None:
    """The rows in whose column one of the numbers stands. Whoever needs them was asked before."""
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(
                f'DELETE FROM "{model._meta.db_table}" WHERE "{column}" IN ({_marks(ids)})',  # noqa: S608
                list(ids),
            )


def _marks(ids: Collection[int]) -> str:
    return ", ".join(["%s"] * len(ids))
