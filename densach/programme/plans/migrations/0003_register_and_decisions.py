"""The register of documents, plans that hang together, histories of targets, decisions after a merger."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_first_tables"),
        ("organisations", "0003_areas_by_level_and_number"),
        ("plans", "0002_papers_are_public"),
    ]

    operations = [
        migrations.CreateModel(
            name="Addressee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("must_issue", models.BooleanField(default=False)),
                ("due", models.DateField(blank=True, null=True)),
                ("sent_at", models.DateTimeField()),
                ("sent_by_name", models.CharField(max_length=150)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("read_by_id", models.BigIntegerField(blank=True, null=True)),
                ("read_by_name", models.CharField(blank=True, max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name="CarriedTo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChangeProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=10)),
                ("values", models.JSONField(blank=True, default=dict)),
                ("seen_revision", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for approval"),
                            ("approved", "approved"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("proposed_by_id", models.BigIntegerField(blank=True, null=True)),
                ("proposed_by_name", models.CharField(max_length=150)),
                ("proposed_at", models.DateTimeField()),
                ("decided_by_name", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_note", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=120, unique=True)),
                ("document_type", models.CharField(max_length=60)),
                ("number", models.CharField(blank=True, max_length=20)),
                ("symbol", models.CharField(blank=True, max_length=60)),
                ("issuer", models.CharField(blank=True, max_length=200)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("abstract", models.CharField(blank=True, max_length=1000)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("added_by_name", models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name="DocumentLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("implements", "implements"),
                            ("replaces", "replaces"),
                            ("issued_with", "is issued with"),
                            ("amends", "amends"),
                        ],
                        max_length=12,
                    ),
                ),
                ("quote", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name_vi", models.CharField(max_length=300)),
                ("name_en", models.CharField(max_length=300)),
                ("year_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("year_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="TargetDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("carry", "carried on by the successors"),
                            ("replace", "replaced by another target"),
                            ("end", "ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("legal_basis", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("decided_by_name", models.CharField(max_length=150)),
                ("decided_at", models.DateTimeField()),
                ("undone_by_name", models.CharField(blank=True, max_length=150)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_why", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="TargetRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("values", models.JSONField()),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("by_id", models.BigIntegerField(blank=True, null=True)),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_file_once",
        ),
        migrations.AddField(
            model_name="plan",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="plans.plan",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="plans.plan",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="inherits",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="heirs",
                to="plans.target",
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="reading",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="plan",
            name="sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name="plan",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="text",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="addressee",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        migrations.AddField(
            model_name="addressee",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="addressees", to="plans.plan"
            ),
        ),
        migrations.AddField(
            model_name="carriedto",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        migrations.AddField(
            model_name="changeproposal",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="changeproposal",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="plans.target"
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="document",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan",
                to="plans.document",
            ),
        ),
        migrations.AddField(
            model_name="documentlink",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="back_links", to="plans.document"
            ),
        ),
        migrations.AddField(
            model_name="documentlink",
            name="later",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="plans.document"
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="programmes",
                to="plans.document",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="programmes",
            field=models.ManyToManyField(blank=True, related_name="plans", to="plans.programme"),
        ),
        migrations.AddField(
            model_name="target",
            name="programmes",
            field=models.ManyToManyField(blank=True, related_name="targets", to="plans.programme"),
        ),
        migrations.AddField(
            model_name="task",
            name="programmes",
            field=models.ManyToManyField(blank=True, related_name="tasks", to="plans.programme"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sha256", ""), _negated=True),
                fields=("organisation", "sha256"),
                name="plan_file_once",
                violation_error_message="This file was loaded for this organisation before.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="plan_not_its_own_parent",
                violation_error_message="A plan cannot come from itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("successor__isnull", True),
                    models.Q(("successor", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="plan_not_its_own_successor",
                violation_error_message="A plan cannot replace itself.",
            ),
        ),
        migrations.AddField(
            model_name="targetdecision",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.area"
            ),
        ),
        migrations.AddField(
            model_name="targetdecision",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="targetdecision",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaces",
                to="plans.target",
            ),
        ),
        migrations.AddField(
            model_name="targetdecision",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="plans.target"
            ),
        ),
        migrations.AddField(
            model_name="carriedto",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_to",
                to="plans.targetdecision",
            ),
        ),
        migrations.AddField(
            model_name="targetrevision",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="targetrevision",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="plans.target"
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(
                fields=("plan", "organisation"),
                name="addressee_once",
                violation_error_message="This plan was already sent to this unit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.CheckConstraint(
                condition=models.Q(("due__isnull", True), ("must_issue", True), _connector="OR"),
                name="addressee_due_means_duty",
                violation_error_message="Only a unit that must issue its own plan has a day for it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="changeproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("target",),
                name="changeproposal_one_waits",
                violation_error_message="A change of this target already waits for approval.",
            ),
        ),
        migrations.AddConstraint(
            model_name="changeproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "waiting"), ("decided_at__isnull", False), _connector="OR"),
                name="changeproposal_decided_has_day",
                violation_error_message="A decided change has a day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("issued_on__isnull", True),
                    ("issued_on__lte", models.F("ended_on")),
                    _connector="OR",
                ),
                name="document_days_in_order",
                violation_error_message="A paper cannot end before it was issued.",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentlink",
            constraint=models.UniqueConstraint(
                fields=("later", "earlier", "relation"),
                name="documentlink_once",
                violation_error_message="These two papers are already linked so.",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("later", models.F("earlier")), _negated=True),
                name="documentlink_of_two",
                violation_error_message="A paper cannot stand so to itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year_to__isnull", True),
                    ("year_from__isnull", True),
                    ("year_from__lte", models.F("year_to")),
                    _connector="OR",
                ),
                name="programme_years_in_order",
                violation_error_message="The first year cannot come after the last year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetdecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("target", "area"),
                name="targetdecision_one_stands",
                violation_error_message="This target was already decided on: take that decision back first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("fate", "replace"), ("replaced_by__isnull", False)),
                    models.Q(models.Q(("fate", "replace"), _negated=True), ("replaced_by__isnull", True)),
                    _connector="OR",
                ),
                name="targetdecision_names_what_replaces",
                violation_error_message="Say which target replaces this one, and only then.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carriedto",
            constraint=models.UniqueConstraint(
                fields=("decision", "organisation"),
                name="carriedto_once",
                violation_error_message="This unit is already named.",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetrevision",
            constraint=models.UniqueConstraint(
                fields=("target", "number"),
                name="targetrevision_once",
                violation_error_message="Someone else has just changed this target: look at it again.",
            ),
        ),
    ]
