from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "densach.organisations"
    label = "organisations"

    def ready(self) -> None:
        # Only now are the tables there with which the sheets compare.
        from densach.organisations.sheets import declare

        declare()
