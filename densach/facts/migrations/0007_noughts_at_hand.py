"""An index of the noughts alone: who answered nought is asked beside every sum of many institutions."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0006_no_second_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                condition=models.Q(("quantity", 0)),
                fields=["organisation", "measure", "on"],
                name="fact_of_nought",
            ),
        )
    ]
