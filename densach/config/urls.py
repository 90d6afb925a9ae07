"""Every door of the house. Vietnamese slugs; the English interface stands under /en/ with the same paths."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from densach.exchange import urls as exchange
from densach.organisations import urls as register
from densach.services.certificates.urls import of_holders
from densach.workspace.urls import of_register

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("densach.portal.machine_urls")),
    path("", include("densach.exchange.urls")),
    *i18n_patterns(
        path("lam-viec/", include("densach.workspace.urls")),
        path("lam-viec/ke-hoach/", include("densach.programme.plans.urls")),
        path("lam-viec/chi-tieu/", include("densach.programme.indicators.urls")),
        path("lam-viec/nang-luc/", include("densach.programme.capabilities.urls")),
        path("lam-viec/bao-cao/", include("densach.programme.reports.urls")),
        path("lam-viec/nhiem-vu/", include("densach.programme.tasks.urls")),
        path("lam-viec/giam-sat/", include("densach.programme.oversight.urls")),
        path("lam-viec/du-toan/", include("densach.programme.budget.urls")),
        path("lam-viec/lich/", include("densach.programme.calendar.urls")),
        path("lam-viec/muc-luc/", include("densach.services.catalogue.urls")),
        path("lam-viec/quay/", include("densach.services.circulation.urls")),
        path("lam-viec/kiem-ke/", include("densach.services.stocktaking.urls")),
        path("lam-viec/thong-ke/", include("densach.services.statistics.urls")),
        path("lam-viec/hoat-dong/", include("densach.services.activities.urls")),
        path("lam-viec/cuoc-thi/", include("densach.services.contests.urls")),
        path("lam-viec/cau-lac-bo/", include("densach.services.clubs.urls")),
        path("lam-viec/tap-huan/", include("densach.services.training.urls")),
        path("lam-viec/chung-nhan/", include("densach.services.certificates.urls")),
        path("lam-viec/so-dem/", include("densach.facts.urls")),
        path("lam-viec/co-so/", include(([*register.urlpatterns, *of_register], register.app_name))),
        path("lam-viec/dia-ban/", include((register.area_patterns, "areas"))),
        path("lam-viec/nhap-tep/", include("densach.intake.urls")),
        path("lam-viec/tep/", include("densach.files.urls")),
        path("chung-nhan/", include((of_holders, "certificate"))),
        path("", include((exchange.pages, "machines"))),
        path("lam-viec/mau-giao-dien/", include("densach.ui.urls")),
        path("", include("densach.people.urls")),
        path("", include("densach.portal.urls")),
        prefix_default_language=False,
    ),
]
