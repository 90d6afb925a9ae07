"""What the citizens' side of activities, and calendars taken in, refuse in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "activities.no_such_activity": gettext_noop("There is no such activity, or it is not announced."),
    "activities.unknown_feed": gettext_noop(
        "This address of a calendar opens nothing: it was ended, or mistyped."
    ),
    "activities.no_such_file": gettext_noop("There is no such calendar file."),
}
