from __future__ import annotations

from django.apps import AppConfig


class ClubsConfig(AppConfig):
    name = "densach.services.clubs"
    label = "clubs"

    def ready(self) -> None:
        # Reads the tables, which are there only now.
        from densach.services.clubs.counting import register as count
        from densach.services.clubs.holders import register as hold
        from densach.services.clubs.sheets import declare

        count()
        hold()
        declare()
