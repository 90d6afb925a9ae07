"""Who came in, in words: slices as counted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from densach.facts.measures import VALUE_WORDS
from densach.facts.rules import slice_parts


def slice_text(key: str) -> str:
    """A slice as counted, in words; "" is somebody of whom nothing is told."""
    told = [_(VALUE_WORDS.get(value, value)) for value in slice_parts(key).values()] if key else []
    return ", ".join(told) or _("somebody")
