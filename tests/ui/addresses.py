"""The addresses that the pages of `ui` may link to when they are tested alone."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("mau/", include("densach.ui.urls"))]
