"""Doors of staff training, under /lam-viec/tap-huan/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "training"
urlpatterns: list[URLPattern] = []
