"""The days of the programme: event days, deadlines, visits."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "calendar"
urlpatterns: list[URLPattern | URLResolver] = []
