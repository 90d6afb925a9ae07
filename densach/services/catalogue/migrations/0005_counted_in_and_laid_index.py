"""Where a copy was counted that has another home since; by which cutting of words the index was laid."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_came_lately"),
        ("organisations", "0003_areas_by_level_and_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="LaidIndex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("laid_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="item",
            name="counted_in",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
    ]
