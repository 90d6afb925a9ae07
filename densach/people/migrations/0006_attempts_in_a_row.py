from __future__ import annotations

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_areas_by_level_and_number"),
        ("people", "0005_second_factors_and_sign_ins"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="invitation",
            name="invitation_one_open",
        ),
        migrations.AddField(
            model_name="user",
            name="wrong_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="wrong_in_a_row",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                models.F("organisation"),
                condition=models.Q(("state", "open")),
                name="invitation_one_open",
                violation_error_message="An invitation to this e-mail waits for an answer already.",
            ),
        ),
    ]
