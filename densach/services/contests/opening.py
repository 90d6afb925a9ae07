"""At which address the book opens what a closed round counted."""

from __future__ import annotations

from django.urls import reverse

from densach.facts.opening import opened_by


def register() -> None:
    """Called once, when the program starts."""
    opened_by("roundcount", lambda pk: reverse("contests:trace", args=[pk]))
