from __future__ import annotations

from django.apps import AppConfig


class CirculationConfig(AppConfig):
    name = "densach.services.circulation"
    label = "circulation"
