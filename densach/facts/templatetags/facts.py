"""Slices in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from densach.facts.measures import VALUE_WORDS
from densach.facts.rules import OF_WHICH, slice_parts

register = template.Library()


@register.filter
def slice_words(key: str) -> str:
    """`~age=child` → "of which under 16"; the whole is "all"."""
    if not key:
        return gettext("all")
    values = slice_parts(key.removeprefix(OF_WHICH)).values()
    words = ", ".join(gettext(VALUE_WORDS.get(value, value)) for value in values)
    return f"{gettext('of which')} {words}" if key.startswith(OF_WHICH) else words
