from __future__ import annotations

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "densach.services.certificates"
    label = "certificates"

    def ready(self) -> None:
        # Reads the tables, which are there only now.
        from densach.services.certificates.counting import register as count
        from densach.services.certificates.holders import register as hold
        from densach.services.certificates.opening import register as open_records

        count()
        hold()
        open_records()
