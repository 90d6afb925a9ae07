"""Indexes that only repeat the first column of another one go: every writer pays for them, no reader needs them."""

from __future__ import annotations

from typing import Any, Final

import django.db.models.deletion
from django.db import migrations, models

# As Django named them in the first tables.
_NAMES: Final = {
    ("facts_fact", "organisation_id"): "facts_fact_organisation_id_d08fb9ae",
    ("facts_count", "organisation_id"): "facts_count_organisation_id_7f9ce80b",
    ("facts_countrevision", "count_id"): "facts_countrevision_count_id_b3912d3e",
}


def _key(model: str, field: str, to: str, related_name: str) -> Any:
    return migrations.AlterField(
        model_name=model,
        name=field,
        field=models.ForeignKey(
            db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("facts", "0005_oddities")]

    operations = [
        # Altering the fields would copy whole tables on SQLite, and lose the guard of the facts.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")'
                )
                for (table, column), name in _NAMES.items()
            ],
            state_operations=[
                _key("fact", "organisation", "organisations.organisation", "+"),
                _key("count", "organisation", "organisations.organisation", "+"),
                _key("countrevision", "count", "facts.count", "revisions"),
            ],
        )
    ]
