"""Doors of contests and festivals, under /lam-viec/cuoc-thi/."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "contests"
urlpatterns: list[URLPattern] = []
