"""What the calendar refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "calendar.unknown_occasion": gettext_noop("There is no such day in the calendar."),
    "calendar.unknown_feed": gettext_noop(
        "This link to a calendar opens nothing: it was ended, or mistyped."
    ),
    "calendar.no_such_day": gettext_noop("The month %(month)s has no day %(day)s."),
    "calendar.dates_not_in_year": gettext_noop("%(first)s lies outside the years that the calendar keeps."),
    "calendar.dates_out_of_order": gettext_noop(
        "The last day %(last)s comes before the first day %(first)s."
    ),
    "calendar.too_long": gettext_noop("An occasion lasts at most %(limit)s days."),
    "calendar.name_taken": gettext_noop("Your place already has “%(name)s” in its calendar."),
    "calendar.reason_needed": gettext_noop("Say why it is not held."),
    "ical.broken": gettext_noop("This file is no calendar that can be read."),
}
