"""Addresses for machines: no language, no roof."""

from __future__ import annotations

from django.urls import path

from densach.portal import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
]
