"""Cells of the desk's lists in words."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from densach.ui.figures import day_text, language, moment_text, number_text

register = template.Library()


@register.filter
def cell_kind(value: object) -> str:
    """A day or an instant stands in one line."""
    return "when" if isinstance(value, date) else ""


@register.filter
def cell_text(value: object) -> str:
    """A day, an instant, a number or words, as this page's language writes them."""
    match value:
        case datetime():
            return moment_text(value, language())
        case date():
            return day_text(value, language())
        case int():
            return number_text(value, language())
        case _:
            return str(value if value is not None else "")
