"""Doors of clubs and teams, under /lam-viec/cau-lac-bo/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "clubs"
urlpatterns: list[URLPattern] = []
