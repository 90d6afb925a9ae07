from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_invitations_persons_and_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="child_agreed",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not told"),
                            ("library", "library and information"),
                            ("museum", "museum and heritage"),
                            ("culture", "culture and arts"),
                            ("education", "education"),
                            ("informatics", "information technology"),
                            ("other", "another field"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=200)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("certificate", models.CharField(blank=True, max_length=100)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["last_day"], name="training_by_last_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="training_ends_after_it_begins",
                        violation_error_message="The last day cannot come before the first day.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "title", "first_day"),
                        name="training_once",
                        violation_error_message="This course is already written down.",
                    ),
                ],
            },
        ),
    ]
