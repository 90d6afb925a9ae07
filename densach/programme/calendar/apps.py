from __future__ import annotations

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "densach.programme.calendar"
    label = "calendar"
