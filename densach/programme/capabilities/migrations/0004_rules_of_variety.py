"""Rules that ask for variety, and rules that prove only together."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("capabilities", "0003_when_it_was_written"),
        ("files", "0001_first_tables"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="proofrule",
            name="proofrule_one_open",
        ),
        migrations.AddField(
            model_name="proofrule",
            name="dimension",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="proofrule",
            name="together",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="proofrule",
            name="values",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="proofrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dimension", ""), ("values", 0)),
                    models.Q(models.Q(("dimension", ""), _negated=True), ("values__gte", 1)),
                    _connector="OR",
                ),
                name="proofrule_counts_values",
                violation_error_message="A rule of variety says how many different values it asks for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proofrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)),
                fields=("capability", "measure", "dimension"),
                name="proofrule_one_open",
                violation_error_message="The present rule must end before another one begins.",
            ),
        ),
    ]
