"""Questions about months that stand far from the same months of earlier years."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facts", "0004_imports"),
        ("organisations", "0003_areas_by_level_and_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="Oddity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("month", models.PositiveSmallIntegerField()),
                ("quantity", models.BigIntegerField()),
                ("median", models.DecimalField(decimal_places=1, max_digits=20)),
                ("score", models.DecimalField(blank=True, decimal_places=2, max_digits=20, null=True)),
                ("earlier", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "waits for an answer"),
                            ("confirmed", "confirmed"),
                            ("corrected", "corrected"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("answered_by_name", models.CharField(blank=True, max_length=150)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-year", "-month"], name="oddity_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "measure", "year", "month"),
                        name="oddity_once_a_month",
                        violation_error_message="This month was already asked about.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "asked"), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="oddity_answered_has_day",
                        violation_error_message="An answered question has a day.",
                    ),
                ],
            },
        ),
    ]
