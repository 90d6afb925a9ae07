from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "densach.ui"
    label = "ui"
