from __future__ import annotations

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "densach.services.certificates"
    label = "certificates"
