"""At which address the book opens what activities counted: one page for each kind of record, without names."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from densach.facts.opening import opened_by
from densach.services.activities.queries.traces import KINDS


def _page(kind: str) -> Callable[[int], str]:
    return lambda pk: reverse("activities:trace", args=[kind, pk])


def register() -> None:
    """Called once, when the program starts."""
    for kind in KINDS:
        opened_by(kind, _page(kind))
