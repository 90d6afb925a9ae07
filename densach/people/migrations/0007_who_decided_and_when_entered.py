from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_areas_by_level_and_number"),
        ("people", "0006_attempts_in_a_row"),
    ]

    operations = [
        migrations.AddField(
            model_name="datarequest",
            name="decided_in",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddField(
            model_name="employment",
            name="entered_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
