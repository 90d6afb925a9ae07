"""Triggers that keep signed reports as they were signed, whatever program writes to the database.

Taking a whole report away is not stopped here: emptying a test database does just that. A line taken away alone
breaks the seal, which `densach verify` tells.
"""

from __future__ import annotations

from typing import Final

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE: Final = "a signed report cannot change"
# Table, event, and the condition under which the row belongs to a signed report; OLD or NEW stands for {row}.
_LINE: Final = "(SELECT state FROM reports_report WHERE id = {row}.report_id) = 'signed'"
_PART: Final = (
    "(SELECT r.state FROM reports_report r JOIN reports_reportline l ON l.report_id = r.id"
    " WHERE l.id = {row}.line_id) = 'signed'"
)
GUARDS: Final = (
    ("reports_report", "UPDATE", "OLD.state = 'signed'"),
    ("reports_reportline", "UPDATE", _LINE.format(row="OLD")),
    ("reports_reportline", "INSERT", _LINE.format(row="NEW")),
    ("reports_linepart", "UPDATE", _PART.format(row="OLD")),
    ("reports_linepart", "INSERT", _PART.format(row="NEW")),
)


def _name(table: str, event: str) -> str:
    return f"{table}_signed_{event.lower()}"


def put(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, event, condition in GUARDS:
        name = _name(table, event)
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
            continue
        # PostgreSQL allows no subquery in WHEN, so the function asks.
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; "
            "END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def take_away(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, event, _ in GUARDS:
        name = _name(table, event)
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            continue
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_first_tables")]

    operations = [migrations.RunPython(put, take_away)]
