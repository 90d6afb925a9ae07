"""Sentences for the refusals of the kernel, and the plain ones that rooms without their own fall back to."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

SENTENCES: Final[dict[str, str]] = {
    "refusal": gettext_noop("This cannot be done."),
    "not_allowed": gettext_noop(
        "You have no right to do this here. Ask the person who manages your unit's accounts."
    ),
    "not_found": gettext_noop("There is no such thing here, or it is not open to you."),
    "invalid": gettext_noop("What was entered cannot be used."),
    "invalid_period": gettext_noop(
        "“%(text)s” is not a period. Write a year (2026), a half year (2026-H1), a month (2026-03) "
        "or two days (2026-01-05..2026-02-07)."
    ),
    "invalid_date": gettext_noop("“%(text)s” is not a date. Write day, month and year: 05/02/2026."),
    "impossible_date": gettext_noop("The calendar has no day “%(text)s”. Check the day and the month."),
    "invalid_number": gettext_noop("“%(text)s” is not a number. Write it like 1.234.567,8."),
    "ambiguous_number": gettext_noop(
        "“%(text)s” can be read in two ways. Mark thousands with a dot and decimals with a comma: "
        "1.500 or 12,5."
    ),
    "conflict": gettext_noop("Someone else changed this in the meantime. Look at it again before you go on."),
    "closed": gettext_noop("This is closed and can no longer be changed."),
    "unavailable": gettext_noop("This part is not available on this machine. Everything else works."),
}
