from __future__ import annotations

from django.apps import AppConfig


class ClubsConfig(AppConfig):
    name = "densach.services.clubs"
    label = "clubs"
