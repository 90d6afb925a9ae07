"""The machines' door: the API and the feeds; and, on the staff's roof, the tokens that open it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from densach.exchange.views import feeds, tokens
from densach.exchange.views.api import addresses, namespace
from densach.exchange.views.docs import docs

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("lich.ics", feeds.public_feed, name="public_feed"),
    path("lich/phong/<int:pk>.ics", feeds.venue_feed, name="venue_feed"),
    path("lich/rieng/<str:token>.ics", feeds.secret_feed, name="secret_feed"),
    path("lich/<str:code>.ics", feeds.organisation_feed, name="organisation_feed"),
    path("hoat-dong/<int:pk>.ics", feeds.activity_feed, name="activity_feed"),
    path("lich/<str:code>/<str:token>.ics", feeds.unit_feed, name="unit_feed"),
    path("api/v1/", include((addresses, "ninja"), namespace=namespace)),
]
# Read by people, in either language.
pages: list[URLPattern | URLResolver] = [
    path("api/v1/", docs, name="docs"),
    path("lam-viec/may/", tokens.tokens, name="tokens"),
    re_path(
        r"^lam-viec/may/ma-truy-cap\.(?P<form>xlsx|csv)$", tokens.tokens_download, name="tokens_download"
    ),
    path("lam-viec/may/moi/", tokens.new_token, name="new_token"),
    path("lam-viec/may/<int:pk>/ket-thuc/", tokens.end_token, name="end_token"),
]
