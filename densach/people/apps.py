from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "densach.people"
    label = "people"

    def ready(self) -> None:
        # Reads the tables, which are there only now.
        from densach.people.holders import register
        from densach.people.sheets import declare

        register()
        declare()
