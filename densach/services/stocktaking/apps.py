from __future__ import annotations

from django.apps import AppConfig


class StocktakingConfig(AppConfig):
    name = "densach.services.stocktaking"
    label = "stocktaking"
