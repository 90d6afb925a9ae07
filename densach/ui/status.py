"""How the status of a target is worded and drawn: a shape of its own for each, then a colour, then a word.

The statuses are values (`achieved`, `on_track`, …), so that the rooms that judge need not know this one.
"""

from __future__ import annotations

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATUSES = ("achieved", "on_track", "at_risk", "off_track", "no_data")

WORDS: dict[str, Promise] = {
    "achieved": _("Achieved"),
    "on_track": _("On track"),
    "at_risk": _("At risk"),
    "off_track": _("Off track"),
    "no_data": _("No data"),
}

# Each in a box of 20 × 20: disc with a tick, arrow sign, triangle, octagon with a cross, dashed ring.
SHAPES: dict[str, str] = {
    "achieved": (
        '<circle cx="10" cy="10" r="9" fill="currentColor"/>'
        '<path d="M5.6 10.4l3 3 5.8-6.4" fill="none" stroke="#fffdf7" stroke-width="2.2" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    ),
    "on_track": (
        '<path d="M2 4.5h9.5L18.5 10l-7 5.5H2L5.5 10z" fill="currentColor" stroke="currentColor" '
        'stroke-width="1.4" stroke-linejoin="round"/>'
    ),
    "at_risk": (
        '<path d="M10 2.2l8.6 15.3H1.4z" fill="currentColor" stroke="currentColor" stroke-width="1.6" '
        'stroke-linejoin="round"/>'
        '<path d="M10 7.4v4.8M10 14.9v.3" stroke="#fffdf7" stroke-width="2" stroke-linecap="round"/>'
    ),
    "off_track": (
        '<path d="M6.4 1.3h7.2l5.1 5.1v7.2l-5.1 5.1H6.4l-5.1-5.1V6.4z" fill="currentColor"/>'
        '<path d="M6.8 6.8l6.4 6.4M13.2 6.8l-6.4 6.4" stroke="#fffdf7" stroke-width="2.2" '
        'stroke-linecap="round"/>'
    ),
    "no_data": (
        '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-dasharray="3.2 3.1"/>'
    ),
}


def status_code(status: object) -> str:
    """The code of a status given as text or as an enum; anything unknown reads as no data."""
    value = status.value if isinstance(status, Enum) else status
    return value if isinstance(value, str) and value in SHAPES else "no_data"
