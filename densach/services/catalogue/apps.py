from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "densach.services.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        # Reads the tables, which are there only now.
        from densach.services.catalogue.counting import register

        register()
