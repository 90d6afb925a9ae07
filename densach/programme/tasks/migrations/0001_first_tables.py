"""Works, their parts, what was said of them with its evidence, and letters that chased them."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_first_tables"),
        ("indicators", "0002_priority_places"),
        ("organisations", "0003_areas_by_level_and_number"),
        ("plans", "0003_register_and_decisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead", "in the lead"),
                            ("executing", "carries out"),
                            ("coordinating", "takes part"),
                            ("advising", "advises"),
                        ],
                        max_length=15,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("reports", models.BooleanField(default=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("not_begun", "not begun"),
                            ("doing", "in progress"),
                            ("waiting", "held up"),
                            ("done", "done, to be confirmed"),
                            ("confirmed", "confirmed"),
                            ("stopped", "stopped"),
                        ],
                        default="not_begun",
                        max_length=10,
                    ),
                ),
                ("counted", models.PositiveIntegerField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                ("said_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Update",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("act", models.CharField(max_length=12)),
                (
                    "stage_before",
                    models.CharField(
                        choices=[
                            ("not_begun", "not begun"),
                            ("doing", "in progress"),
                            ("waiting", "held up"),
                            ("done", "done, to be confirmed"),
                            ("confirmed", "confirmed"),
                            ("stopped", "stopped"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "stage_after",
                    models.CharField(
                        choices=[
                            ("not_begun", "not begun"),
                            ("doing", "in progress"),
                            ("waiting", "held up"),
                            ("done", "done, to be confirmed"),
                            ("confirmed", "confirmed"),
                            ("stopped", "stopped"),
                        ],
                        max_length=10,
                    ),
                ),
                ("period", models.CharField(blank=True, max_length=25)),
                ("words", models.TextField(blank=True)),
                ("counted_before", models.PositiveIntegerField(blank=True, null=True)),
                ("counted", models.PositiveIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(blank=True, null=True)),
                ("by_name", models.CharField(max_length=150)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="tasks.part"
                    ),
                ),
                (
                    "takes_back",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back_by",
                        to="tasks.update",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("part", "number"),
                        name="update_in_order",
                        violation_error_message="Somebody else said something meanwhile.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                            ("photo", "photo"),
                            ("file", "file"),
                            ("link", "link"),
                            ("counted", "counted figure"),
                        ],
                        max_length=10,
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500)),
                ("period", models.CharField(blank=True, max_length=25)),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tasks.update",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("title", models.TextField()),
                ("content", models.TextField(blank=True)),
                ("group", models.CharField(blank=True, max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[("deed", "an activity"), ("paper", "a paper to issue")],
                        default="deed",
                        max_length=10,
                    ),
                ),
                ("leader_name", models.CharField(blank=True, max_length=150)),
                ("leader_title", models.CharField(blank=True, max_length=150)),
                (
                    "time_kind",
                    models.CharField(
                        choices=[
                            ("continuous", "all the time"),
                            ("yearly", "every year"),
                            ("fixed", "by a day"),
                            ("span", "between two days"),
                            ("every_n_years", "once in some years"),
                            ("conditional", "when something has happened"),
                        ],
                        default="continuous",
                        max_length=15,
                    ),
                ),
                ("time_text", models.CharField(blank=True, max_length=300)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("due_day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("due_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("every_years", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("round_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("condition", models.CharField(blank=True, max_length=300)),
                ("months_after", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("declared_on", models.DateField(blank=True, null=True)),
                ("declared_paper", models.CharField(blank=True, max_length=200)),
                (
                    "phase",
                    models.CharField(
                        blank=True, choices=[("pilot", "pilot"), ("rollout", "roll-out")], max_length=10
                    ),
                ),
                ("places", models.CharField(blank=True, max_length=300)),
                ("result", models.TextField(blank=True)),
                ("whole", models.PositiveIntegerField(blank=True, null=True)),
                ("whole_unit", models.CharField(blank=True, max_length=60)),
                ("paper_text", models.CharField(blank=True, max_length=300)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("not_begun", "not begun"),
                            ("doing", "in progress"),
                            ("waiting", "held up"),
                            ("done", "done, to be confirmed"),
                            ("confirmed", "confirmed"),
                            ("stopped", "stopped"),
                        ],
                        default="not_begun",
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(blank=True, db_index=True, null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("opened_at", models.DateTimeField()),
                ("opened_by_name", models.CharField(max_length=150)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("changed_by_name", models.CharField(blank=True, max_length=150)),
                (
                    "declared_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.document",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "paper_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="tasks.work",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollouts",
                        to="tasks.work",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="works", to="plans.plan"
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work",
                        to="plans.task",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            ("starts_on__lte", models.F("ends_on")),
                            _connector="OR",
                        ),
                        name="work_days_in_order",
                        violation_error_message="The last day cannot come before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("task__isnull", True), ("parent__isnull", True), _connector="OR"),
                        name="work_of_plan_at_root",
                        violation_error_message="A task of the plan stands at the root of the tree.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="work_not_under_itself",
                        violation_error_message="A work cannot stand under itself.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="part",
            name="work",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="tasks.work"
            ),
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("late_on", models.DateField()),
                ("printed_at", models.DateTimeField()),
                ("printed_by_name", models.CharField(max_length=150)),
                (
                    "addressee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="plans.plan"
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("works", models.ManyToManyField(related_name="letters", to="tasks.work")),
            ],
        ),
        migrations.AddIndex(
            model_name="part",
            index=models.Index(fields=["organisation", "stage"], name="part_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(
                fields=("work", "role", "name"),
                name="part_once",
                violation_error_message="This unit is already named.",
            ),
        ),
    ]
