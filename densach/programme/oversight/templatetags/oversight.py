"""`{% load oversight %}`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def called(names: Mapping[int, str], key: int | None) -> str:
    """The name of an organisation among those read for the page."""
    return names.get(key or 0, "")
