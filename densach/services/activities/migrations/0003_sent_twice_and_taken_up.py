"""A form that is sent twice makes one activity, one series; a called-off activity knows since when it is."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0002_letters"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="called_off_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="activity",
            name="key",
            field=models.CharField(blank=True, max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="series",
            name="key",
            field=models.CharField(blank=True, max_length=64, null=True, unique=True),
        ),
    ]
