"""Occasions, their dates by year and place, and links to feeds."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0003_areas_by_level_and_number"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FeedLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=150)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=80, unique=True)),
                ("name_vi", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("solar", "the same day each year"),
                            ("lunar", "a lunar day"),
                            ("set", "dates set for each year"),
                        ],
                        max_length=6,
                    ),
                ),
                ("day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("leap", models.BooleanField(default=False)),
                ("days", models.PositiveSmallIntegerField(default=1)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("year_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("year_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("added_by_name", models.CharField(max_length=150)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rule", "set"),
                            models.Q(
                                ("day__gte", 1), ("day__lte", 31), ("month__gte", 1), ("month__lte", 12)
                            ),
                            _connector="OR",
                        ),
                        name="occasion_has_its_day",
                        violation_error_message="Give the day and the month.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 60)),
                        name="occasion_lasts",
                        violation_error_message="An occasion lasts from one day to sixty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_from__isnull", True),
                            ("year_to__isnull", True),
                            ("year_from__lte", models.F("year_to")),
                            _connector="OR",
                        ),
                        name="occasion_years_in_order",
                        violation_error_message="The first year cannot come after the last year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OccasionDates",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("first_day", models.DateField(blank=True, null=True)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("cancelled", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("set_at", models.DateTimeField()),
                ("set_by_name", models.CharField(max_length=150)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.area",
                    ),
                ),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dates",
                        to="calendar.occasion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled", True),
                            models.Q(
                                ("first_day__isnull", False),
                                ("first_day__lte", models.F("last_day")),
                                ("last_day__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="occasiondates_in_order",
                        violation_error_message="The first day cannot come after the last day.",
                    )
                ],
            },
        ),
    ]
