"""Tasks at work: who has which part, how it stands, what shows it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "tasks"
urlpatterns: list[URLPattern | URLResolver] = []
