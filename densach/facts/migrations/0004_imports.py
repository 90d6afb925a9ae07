"""Many counts taken in at once, each under the name that another program gave it."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0003_totals_in_key_order"),
        ("organisations", "0003_areas_by_level_and_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("read", models.PositiveIntegerField()),
                ("created", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField(blank=True, null=True)),
                ("made_by_name", models.CharField(max_length=150)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_by_name", models.CharField(blank=True, max_length=150)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "read",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("created"), "+", models.F("changed")
                                    ),
                                    "+",
                                    models.F("unchanged"),
                                ),
                            )
                        ),
                        name="countimport_adds_up",
                        violation_error_message="Each count is either new, changed or the same.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="count",
            name="source_key",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddConstraint(
            model_name="count",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reversed", False), models.Q(("source_key", ""), _negated=True)),
                fields=("source_key",),
                name="count_one_a_source_key",
                violation_error_message="This record of the other program is already counted.",
            ),
        ),
        migrations.AddField(
            model_name="countrevision",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="facts.countimport",
            ),
        ),
    ]
