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
}
