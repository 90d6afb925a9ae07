"""An index of the copies that came last, for the shelf of new books."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_mergers"),
        ("organisations", "0003_areas_by_level_and_number"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("counted_on__isnull", False)),
                fields=["-counted_on", "-id"],
                name="item_came_lately",
            ),
        ),
    ]
