"""A letter tells that an activity that was called off takes place after all."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0003_sent_twice_and_taken_up"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("offered", "a place is offered"),
                    ("invited", "an invitation"),
                    ("approved", "approved"),
                    ("declined", "declined"),
                    ("lapsed", "an offer has lapsed"),
                    ("cancelled", "a session was called off"),
                    ("moved", "a session was moved"),
                    ("off", "the activity was called off"),
                    ("on", "the activity takes place after all"),
                ],
                max_length=9,
            ),
        ),
    ]
