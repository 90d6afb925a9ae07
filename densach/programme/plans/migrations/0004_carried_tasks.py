"""The task of the plan before that a task carries on."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_register_and_decisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="carries",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_on",
                to="plans.task",
            ),
        ),
    ]
