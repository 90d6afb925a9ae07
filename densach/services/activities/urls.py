"""Doors of activities, under /lam-viec/hoat-dong/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "activities"
urlpatterns: list[URLPattern] = []
