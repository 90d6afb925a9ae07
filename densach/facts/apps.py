from __future__ import annotations

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "densach.facts"
    label = "facts"
