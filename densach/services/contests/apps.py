from __future__ import annotations

from django.apps import AppConfig


class ContestsConfig(AppConfig):
    name = "densach.services.contests"
    label = "contests"
