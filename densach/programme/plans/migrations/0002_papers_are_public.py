"""The paper of a plan is an issued paper: whoever may see the plan may open it, so the file is marked public."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def open_papers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    papers = apps.get_model("plans", "Plan").objects.values("source_id")
    apps.get_model("files", "StoredFile").objects.filter(pk__in=papers).update(public=True)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_first_tables")]
    operations = [migrations.RunPython(open_papers, migrations.RunPython.noop)]
