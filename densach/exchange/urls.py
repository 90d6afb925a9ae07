"""The machines' door: the API and the feeds."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from densach.exchange.views import feeds

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("lich.ics", feeds.public_feed, name="public_feed"),
    path("lich/<str:code>/<str:token>.ics", feeds.unit_feed, name="unit_feed"),
]
