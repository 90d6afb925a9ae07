from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "densach.programme.plans"
    label = "plans"
