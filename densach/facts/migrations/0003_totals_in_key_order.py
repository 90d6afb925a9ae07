"""On SQLite the totals lie in the order of their key, without a second copy of it as an index.

A sum over many units reads one stretch for each of them; half as much lies on the disk, and laying all totals anew is
twice as fast. PostgreSQL has no such tables: there nothing changes.
"""

from __future__ import annotations

from typing import Final

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

COLUMNS: Final = (
    '"unit_kind" varchar(1) NOT NULL, "unit_id" bigint NOT NULL, "measure" varchar(40) NOT NULL, '
    '"slice" varchar(200) NOT NULL, "period" integer unsigned NOT NULL CHECK ("period" >= 0), '
    '"quantity" bigint NOT NULL, PRIMARY KEY ("unit_kind", "unit_id", "measure", "slice", "period")'
)


def _laid(schema_editor: BaseDatabaseSchemaEditor, ending: str) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in (
        f'CREATE TABLE "facts_total_anew" ({COLUMNS}){ending}',
        'INSERT INTO "facts_total_anew" SELECT "unit_kind", "unit_id", "measure", "slice", "period", "quantity" '
        'FROM "facts_total" ORDER BY 1, 2, 3, 4, 5',
        'DROP TABLE "facts_total"',
        'ALTER TABLE "facts_total_anew" RENAME TO "facts_total"',
    ):
        schema_editor.execute(statement)


def lay_in_key_order(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _laid(schema_editor, " WITHOUT ROWID")


def lay_with_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _laid(schema_editor, "")


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_facts_are_never_rewritten")]

    operations = [migrations.RunPython(lay_in_key_order, lay_with_index)]
