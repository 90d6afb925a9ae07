"""At which address the book opens a certificate: without its holder."""

from __future__ import annotations

from django.urls import reverse

from densach.facts.opening import opened_by


def register() -> None:
    """Called once, when the program starts."""
    opened_by("certificate", lambda pk: reverse("certificates:trace", args=[pk]))
