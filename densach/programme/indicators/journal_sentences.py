"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "indicators.listed_place": gettext_noop(
        "put %(place)s on a list of priority places from %(since)s (%(basis)s)"
    ),
    "indicators.ended_place": gettext_noop(
        "took %(place)s off a list of priority places after %(until)s (%(basis)s)"
    ),
    "indicators.reopened_place": gettext_noop(
        "put %(place)s back on a list of priority places, from %(since)s (%(basis)s)"
    ),
    "indicators.view_saved": gettext_noop("kept the view “%(name)s”"),
    "indicators.view_renamed": gettext_noop("renamed the view “%(old)s” to “%(name)s”"),
    "indicators.view_shared": gettext_noop("shared the view “%(name)s” in the unit"),
    "indicators.view_unshared": gettext_noop("no longer shares the view “%(name)s”"),
    "indicators.view_deleted": gettext_noop("deleted the view “%(name)s”"),
}
