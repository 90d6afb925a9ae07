"""Doors of the room."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "stocktaking"
urlpatterns: list[URLPattern | URLResolver] = []
