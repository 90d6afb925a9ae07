"""No value of a target lies below nought; one that was written so is given back to a person as a question."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = {"value_min": "Giá trị", "value_max": "Giá trị trên", "base_value": "Mức ban đầu"}
CONSTRAINTS = {
    "value_min": "target_value_not_negative",
    "value_max": "target_upper_not_negative",
    "base_value": "target_base_not_negative",
}


def ask_again(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The impossible value stays readable in the row's question; its column is empty until somebody answers."""
    targets = apps.get_model("plans", "Target")._default_manager
    for name, word in NAMES.items():
        for row in targets.filter(**{f"{name}__lt": 0}):
            row.questions = [*row.questions, f"{word} đã ghi là {getattr(row, name)}, không thể âm: ghi lại."]
            setattr(row, name, None)
            row.save(update_fields=[name, "questions"])


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0004_carried_tasks"),
    ]

    operations = [
        migrations.RunPython(ask_again, migrations.RunPython.noop),
        *[
            migrations.AddConstraint(
                model_name="target",
                constraint=models.CheckConstraint(
                    condition=models.Q((f"{column}__isnull", True), (f"{column}__gte", 0), _connector="OR"),
                    name=name,
                    violation_error_message="Nothing that a target counts lies below nought.",
                ),
            )
            for column, name in CONSTRAINTS.items()
        ],
    ]
