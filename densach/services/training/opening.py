"""At which address the book opens results and courses: without the person."""

from __future__ import annotations

from django.urls import reverse

from densach.facts.opening import opened_by


def register() -> None:
    """Called once, when the program starts."""
    opened_by("result", lambda pk: reverse("training:trace", args=[pk]))
    opened_by("course", lambda pk: reverse("training:course", args=[pk]))
