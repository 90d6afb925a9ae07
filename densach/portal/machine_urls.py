"""Addresses for machines: no language, no roof."""

from __future__ import annotations

from django.urls import path

from densach.portal import sitemaps, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-books-<int:block>.xml", sitemaps.books, name="sitemap_books"),
]
