from __future__ import annotations

from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "densach.services.contests"
    label = "contests"

    def ready(self) -> None:
        # Reads the tables, which are there only now.
        from densach.services.contests.counting import register as count
        from densach.services.contests.holders import register as hold
        from densach.services.contests.opening import register as open_records
        from densach.services.contests.sheets import declare

        count()
        hold()
        open_records()
        declare()
