from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_profiles_acts_and_ranks"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="areaversion",
            index=models.Index(fields=["level", "sort_key"], name="areaversion_by_level"),
        ),
        migrations.AddIndex(
            model_name="areaversion",
            index=models.Index(fields=["official_code"], name="areaversion_by_number"),
        ),
    ]
