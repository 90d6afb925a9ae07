"""Estimates with their lines, what is allotted and spent, and investment projects."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_first_tables"),
        ("organisations", "0003_areas_by_level_and_number"),
        ("plans", "0003_register_and_decisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="EstimateRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("due", models.DateField()),
                ("note", models.CharField(blank=True, max_length=500)),
                ("opened_at", models.DateTimeField()),
                ("opened_by_name", models.CharField(max_length=150)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estimate_rounds",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "year"),
                        name="estimateround_once_a_year",
                        violation_error_message="Estimates of this plan are already collected for this year.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("submitted", "sent in"),
                            ("returned", "returned for change"),
                            ("reviewed", "reviewed"),
                            ("approved", "approved"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("remark", models.CharField(blank=True, max_length=1000)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_by_name", models.CharField(blank=True, max_length=150)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("reviewed_by_name", models.CharField(blank=True, max_length=150)),
                ("approved_on", models.DateField(blank=True, null=True)),
                ("approved_by_name", models.CharField(blank=True, max_length=150)),
                ("legal_basis", models.CharField(blank=True, max_length=300)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estimates",
                        to="budget.estimateround",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "organisation"),
                        name="estimate_once",
                        violation_error_message="This unit is already asked for its estimate.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("approved_on__isnull", False), models.Q(("legal_basis", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="estimate_approved_by_paper",
                        violation_error_message="An approved estimate has the day and the paper of its approval.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("content", models.CharField(max_length=500)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("central", "central state budget"),
                            ("province", "provincial budget"),
                            ("commune", "commune budget"),
                            ("sponsor", "sponsorship and private means"),
                            ("foreign", "foreign aid and loans"),
                            ("own", "the unit's own income"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regular", "regular spending"),
                            ("equipment", "equipment and purchases"),
                            ("collection", "books, objects and digitising"),
                            ("activity", "activities, contests and festivals"),
                            ("training", "training"),
                            ("information", "communication"),
                            ("repair", "repairs"),
                            ("investment", "investment"),
                            ("other", "other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("quantity", models.PositiveIntegerField(blank=True, null=True)),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("price", models.BigIntegerField(blank=True, null=True)),
                ("asked", models.BigIntegerField()),
                ("allotted", models.BigIntegerField(blank=True, null=True)),
                ("remark", models.CharField(blank=True, max_length=500)),
                ("batch", models.CharField(blank=True, max_length=40)),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="budget.estimate",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.task",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("estimate", "position"),
                        name="line_in_order",
                        violation_error_message="Two lines, one place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked__gte", 0),
                            models.Q(("allotted__isnull", True), ("allotted__gte", 0), _connector="OR"),
                        ),
                        name="line_amounts_not_negative",
                        violation_error_message="An amount cannot be below nought.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            ("price__isnull", True),
                            (
                                "asked",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("quantity"), "*", models.F("price")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="line_asked_is_quantity_times_price",
                        violation_error_message="The amount is not quantity times price.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("amount", models.BigIntegerField()),
                ("on", models.DateField()),
                ("legal_basis", models.CharField(max_length=300)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=150)),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="budget.line",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "number"),
                        name="adjustment_once",
                        violation_error_message="Someone else has just adjusted this line: look at it again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="adjustment_not_negative",
                        violation_error_message="An amount cannot be below nought.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
                ("total", models.BigIntegerField(blank=True, null=True)),
                ("year_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("year_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("decided", "decided in principle"),
                            ("approved", "approved"),
                            ("funded", "money allotted"),
                            ("building", "being carried out"),
                            ("accepted", "accepted and in use"),
                            ("stopped", "stopped"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField()),
                ("added_by_name", models.CharField(max_length=150)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="plans.plan",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="plans.target",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("total__isnull", True), ("total__gt", 0), _connector="OR"),
                        name="project_total_positive",
                        violation_error_message="The total is more than nought.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_from__isnull", True),
                            ("year_to__isnull", True),
                            ("year_from__lte", models.F("year_to")),
                            _connector="OR",
                        ),
                        name="project_years_in_order",
                        violation_error_message="The first year cannot come after the last year.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectMoney",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("central", "central state budget"),
                            ("province", "provincial budget"),
                            ("commune", "commune budget"),
                            ("sponsor", "sponsorship and private means"),
                            ("foreign", "foreign aid and loans"),
                            ("own", "the unit's own income"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("allotted", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="money", to="budget.project"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "year", "source"),
                        name="projectmoney_once",
                        violation_error_message="This year and source already have a line: change that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("allotted__gte", 0), ("paid__gte", 0)),
                        name="projectmoney_not_negative",
                        violation_error_message="An amount cannot be below nought.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("decided", "decided in principle"),
                            ("approved", "approved"),
                            ("funded", "money allotted"),
                            ("building", "being carried out"),
                            ("accepted", "accepted and in use"),
                            ("stopped", "stopped"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("legal_basis", models.CharField(blank=True, max_length=300)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=150)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="budget.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Spending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("note", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(blank=True, null=True)),
                ("by_name", models.CharField(max_length=150)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spendings",
                        to="budget.line",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "takes_back",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back_by",
                        to="budget.spending",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("takes_back__isnull", True), ("amount__gt", 0)),
                            models.Q(("takes_back__isnull", False), ("amount__lt", 0)),
                            _connector="OR",
                        ),
                        name="spending_sign",
                        violation_error_message="Money spent is more than nought.",
                    )
                ],
            },
        ),
    ]
