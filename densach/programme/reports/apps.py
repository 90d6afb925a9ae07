from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "densach.programme.reports"
    label = "reports"
