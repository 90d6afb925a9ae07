from __future__ import annotations

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "densach.services.training"
    label = "training"

    def ready(self) -> None:
        # Reads the tables, which are there only now.
        from densach.services.training.counting import register as count
        from densach.services.training.holders import register as hold
        from densach.services.training.opening import register as open_records

        count()
        hold()
        open_records()
