"""Doors of certificates, under /lam-viec/chung-nhan/."""

from __future__ import annotations

from django.urls import path, re_path

from densach.services.certificates.views import issued, public, templates

app_name = "certificates"
urlpatterns = [
    path("", issued.issued, name="issued"),
    path("in/", issued.papers, name="papers"),
    path("<int:pk>/", issued.certificate, name="certificate"),
    path("<int:pk>/giay.pdf", issued.paper, name="paper"),
    path("<int:pk>/thu-hoi/", issued.revoke, name="revoke"),
    path("so-dem/<int:pk>/", issued.trace, name="trace"),
    path("mau/", templates.templates, name="templates"),
    path("mau/moi/", templates.write, name="write"),
    path("mau/<int:pk>/", templates.template, name="template"),
    path("mau/<int:pk>/mau.pdf", templates.sample, name="sample"),
    path("mau/<int:pk>/sao/", templates.copy, name="copy"),
    path("mau/<int:pk>/thoi-dung/", templates.end, name="end"),
]
# Where the QR of a certificate leads, in the language of the page; mounted under /chung-nhan/.
of_holders = [
    path("khoa/<slug:kid>.json", public.key, name="key"),
    re_path(r"^don-vi/(?P<code>[a-z0-9][a-z0-9.-]*)/ho-so$", public.issuer, name="issuer"),
    re_path(r"^don-vi/(?P<code>[a-z0-9][a-z0-9.-]*)/da-thu-hoi$", public.revocations, name="revocations"),
    re_path(r"^(?P<token>[A-Za-z0-9_-]{16,40})$", public.verify, name="verify"),
    re_path(r"^(?P<token>[A-Za-z0-9_-]{16,40})/giay\.pdf$", public.paper, name="public_paper"),
    re_path(r"^(?P<token>[A-Za-z0-9_-]{16,40})/huy-hieu\.jwt$", public.badge, name="badge"),
    re_path(r"^(?P<token>[A-Za-z0-9_-]{16,40})/huy-hieu\.json$", public.claims, name="claims"),
]
