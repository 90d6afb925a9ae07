"""A trigger that keeps every written fact as it was written, whatever program writes to the database.

A correction appends. Taking rows away is not stopped here: emptying a test database does just that, and `densach verify`
tells of a fact that a record misses.
"""

from __future__ import annotations

from typing import Final

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAME: Final = "facts_fact_update"
MESSAGE: Final = "a fact is never rewritten: append a correction"


def putting(vendor: str) -> list[str]:
    """The statements that put the guard."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON facts_fact BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        ]
    return [
        f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON facts_fact FOR EACH ROW EXECUTE FUNCTION {NAME}()",
    ]


def taking_away(vendor: str) -> list[str]:
    """The statements that take the guard away."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {NAME}"]
    return [f"DROP TRIGGER IF EXISTS {NAME} ON facts_fact", f"DROP FUNCTION IF EXISTS {NAME}()"]


def put(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in putting(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def take_away(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in taking_away(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_first_tables")]

    operations = [migrations.RunPython(put, take_away)]
