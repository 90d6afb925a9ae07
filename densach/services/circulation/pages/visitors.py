"""Who came in, in words: slices as counted."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from densach.facts.measures import VALUE_WORDS
from densach.facts.rules import slice_parts
from densach.services.circulation.rules.slices import ON_SITE


def slice_text(key: str) -> str:
    """A slice as counted, in words; "" is somebody of whom nothing is told. That they came here goes without saying."""
    told = [value for value in slice_parts(key).values() if value != ON_SITE] if key else []
    return ", ".join(_(VALUE_WORDS.get(value, value)) for value in told) or _("somebody")


def visit_text(quantity: int, key: str) -> str:
    """What was counted: so many visits, and of whom if it was told."""
    told = slice_text(key)
    words = ngettext("%(n)s visit", "%(n)s visits", quantity) % {"n": quantity}
    return words if told == _("somebody") else f"{words}: {told}"
