"""Rows by plain statements, for acts that come by so often that putting a question together costs more than answering
it. Models stay what they are: what is read comes as their instances, what is written goes by their fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model

Row = TypeVar("Row", bound=Model)


@cache
def _columns(model: type[Model], only: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Attribute and column of what is read at once; instants and documents are read when somebody asks for them."""
    return tuple(
        (field.attname, field.column or field.attname)
        for field in model._meta.concrete_fields
        if (field.attname in only if only else not isinstance(field, DateTimeField | JSONField))
    )


def width(model: type[Model], *only: str) -> int:
    """How many columns `select` names."""
    return len(_columns(model, only))


def select(model: type[Model], alias: str, *only: str) -> str:
    """The columns of a SELECT from which `instance` makes a row; `only` some attributes, which keep their order in the
    model.
    """
    return ", ".join(f'{alias}."{column}"' for _name, column in _columns(model, only))


def instance(model: type[Row], values: Sequence[Any], *only: str) -> Row:
    """A row as the model's instance; what was not read is read when asked for."""
    return model.from_db(connection.alias, [name for name, _column in _columns(model, only)], values)


def table(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'


@cache
def _insertion(model: type[Model]) -> tuple[str, tuple[Field[Any, Any], ...]]:
    key = model._meta.pk
    fields = tuple(field for field in model._meta.concrete_fields if field is not key)
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    # Nothing but names of our own tables and columns.
    return f"INSERT INTO {table(model)} ({names}) VALUES ({marks}) RETURNING {key.column}", fields  # noqa: S608


def put(row: Model) -> None:
    """A new row, which learns its number. Raises IntegrityError as a saved one does. Only actions call this."""
    statement, fields = _insertion(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias
