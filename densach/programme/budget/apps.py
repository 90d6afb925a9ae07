from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    name = "densach.programme.budget"
    label = "budget"
    verbose_name = _("Money of the programme")

    def ready(self) -> None:
        # Sheets look at the tables, which are there once every room is loaded.
        from densach.programme.budget import sheets

        sheets.declare()
