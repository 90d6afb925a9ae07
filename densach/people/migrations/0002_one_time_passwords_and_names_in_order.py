"""One-time passwords, and names kept folded and in alphabetical order for the list of people."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from densach.kernel.collation import person_sort_key
from densach.kernel.vietnamese import fold


def fill_names(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Those who have an account already get their keys. Going back needs nothing: the columns go."""
    for user in apps.get_model("people", "User").objects.all():
        user.folded_name = fold(user.name)
        user.sort_key = person_sort_key(user.name)
        user.save(update_fields=["folded_name", "sort_key"])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first_tables")]

    operations = [
        migrations.AddField("user", "must_change", models.BooleanField(default=False)),
        migrations.AddField(
            "user", "folded_name", models.CharField(default="", editable=False, max_length=150)
        ),
        migrations.AddField("user", "sort_key", models.TextField(db_index=True, default="", editable=False)),
        migrations.RunPython(fill_names, migrations.RunPython.noop, elidable=True),
    ]
