"""Every door of the house. Vietnamese slugs; the English interface stands under /en/ with the same paths."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

# TEMP until all rooms stand
from importlib.util import find_spec


def _include(name: str):
    return include(name) if find_spec(name) else include([])


urlpatterns: list[URLPattern | URLResolver] = [
    path("", _include("densach.portal.machine_urls")),
    *i18n_patterns(
        path("lam-viec/", _include("densach.workspace.urls")),
        path("lam-viec/ke-hoach/", _include("densach.programme.plans.urls")),
        path("lam-viec/chi-tieu/", _include("densach.programme.indicators.urls")),
        path("lam-viec/nang-luc/", _include("densach.programme.capabilities.urls")),
        path("lam-viec/bao-cao/", _include("densach.programme.reports.urls")),
        path("lam-viec/so-dem/", _include("densach.facts.urls")),
        path("lam-viec/co-so/", _include("densach.organisations.urls")),
        path("lam-viec/tep/", _include("densach.files.urls")),
        path("lam-viec/mau-giao-dien/", _include("densach.ui.urls")),
        path("tai-khoan/", _include("densach.people.urls")),
        path("", _include("densach.portal.urls")),
        prefix_default_language=False,
    ),
]
