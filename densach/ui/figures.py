"""Figures and dates as people read them, in the language of this reply; all the rules are the kernel's."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from django.utils.translation import get_language

from densach.kernel.dates import VIETNAM, format_date, today
from densach.kernel.numbers import Number, exact, format_number, format_percent

UNKNOWN = "–"
# Between a figure and what counts it, so that they never part at the end of a line.
NO_BREAK = "\u00a0"


def language() -> str:
    """The language of this reply, `vi` or `en`."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def number_text(value: Number | None, lang: str, places: int | None = None) -> str:
    """A figure; nothing known is a dash, never a zero."""
    return UNKNOWN if value is None else format_number(value, lang, places)


def percent_text(value: Number | None, lang: str, places: int = 1) -> str:
    """A percentage given as 70 for 70 %."""
    return UNKNOWN if value is None else format_percent(exact(value) / 100, lang, places)


def day_text(value: date | datetime, lang: str) -> str:
    """05/02/2026 in Vietnamese, 5 February 2026 in English; an instant is the day it was in Vietnam."""
    return format_date(today(value) if isinstance(value, datetime) else value, lang)


def moment_text(value: datetime, lang: str) -> str:
    """Hour and minute in Vietnam before the day."""
    return f"{value.astimezone(VIETNAM):%H:%M} {day_text(value, lang)}"


def size_text(count: int, lang: str) -> str:
    """The size of a file in B, KB, MB or GB (of 1,024), at most one decimal."""
    size = Fraction(count)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024 or unit == "GB":
            break
        size /= 1024
    short = Fraction(int(size * 10 + Fraction(1, 2)), 10)
    return f"{format_number(short, lang)}{NO_BREAK}{unit}"
