from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "densach.programme.tasks"
    label = "tasks"
