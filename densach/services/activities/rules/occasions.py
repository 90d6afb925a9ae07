"""Days and weeks of the programme that an activity may belong to; a slice of what is counted."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

# Code → name. The codes are values of the dimension `occasion`.
OCCASIONS: Final = {
    "tet": gettext_noop("Lunar New Year"),
    "book_day": gettext_noop("Book and Reading Culture Day (21 April)"),
    "museum_day": gettext_noop("International Museum Day (18 May)"),
    "children_day": gettext_noop("Children's Day (1 June)"),
    "learning_week": gettext_noop("Week of Lifelong Learning (1 to 7 October)"),
    "unity_day": gettext_noop("Great Unity Day (18 November)"),
    "heritage_day": gettext_noop("Cultural Heritage Day (23 November)"),
    "ancestors_day": gettext_noop("Commemoration of the Hùng Kings (10th of the 3rd lunar month)"),
    "village": gettext_noop("Festival of a temple or village"),
}
# What an activity of the occasion counts once, by family of organisation.
ONCE: Final[dict[str, dict[str, str]]] = {
    "book_day": {"library": "library.book_day_events"},
    "museum_day": {"museum": "museum.museum_day_events"},
    "heritage_day": {"museum": "museum.heritage_day_events"},
}
