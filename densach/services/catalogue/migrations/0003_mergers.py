"""Mergers of records and of headings, kept so that they can be taken back."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuthorityMerger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("records", models.JSONField(blank=True, default=list)),
                ("told", models.JSONField(blank=True, default=dict)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=150)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mergers",
                        to="catalogue.authority",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.authority",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("other")), _negated=True),
                        name="authoritymerger_of_two",
                        violation_error_message="A heading cannot be merged into itself.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("other",),
                        name="authoritymerger_once",
                        violation_error_message="This heading is merged into another already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordMerger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", models.PositiveIntegerField()),
                ("after", models.PositiveIntegerField()),
                ("other_state", models.CharField(max_length=10)),
                ("items", models.JSONField(blank=True, default=list)),
                ("followed", models.JSONField(blank=True, default=dict)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=150)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mergers",
                        to="catalogue.record",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.record"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("other")), _negated=True),
                        name="recordmerger_of_two",
                        violation_error_message="A record cannot be merged into itself.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("other",),
                        name="recordmerger_once",
                        violation_error_message="This record is merged into another already.",
                    ),
                ],
            },
        ),
    ]
