"""Places on lists of priority places, each for a time and by a paper."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0001_first_tables"),
        ("organisations", "0003_areas_by_level_and_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="PriorityPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remote", "remote area"),
                            ("hard", "especially hard area"),
                            ("border", "border area"),
                            ("island", "island"),
                            ("minority", "area of ethnic minorities"),
                        ],
                        max_length=10,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("legal_basis", models.CharField(max_length=300)),
                ("added_by_name", models.CharField(max_length=150)),
                ("added_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.area"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__lte", models.F("valid_to")),
                            _connector="OR",
                        ),
                        name="priorityplace_days_in_order",
                        violation_error_message="The last day cannot come before the first day.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("area", "kind"),
                        name="priorityplace_open_once",
                        violation_error_message="This place already stands on this list.",
                    ),
                ],
            },
        ),
    ]
