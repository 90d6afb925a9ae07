"""`{% load contests %}`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template

from densach.services.contests.pages import mark_text

register = template.Library()


@register.filter
def called(names: Mapping[int, str], key: int | None) -> str:
    """The name of a unit among those read for the page."""
    return names.get(key or 0, "")


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """What stands under the key; nothing where nothing does."""
    return values.get(key)


@register.filter
def mark(value: Decimal | None) -> str:
    """A mark or total as it is read; a dash for none."""
    return mark_text(value)
