"""Estimates, their review and approval, and investment projects."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "budget"
urlpatterns: list[URLPattern | URLResolver] = []
