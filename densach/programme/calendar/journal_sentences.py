"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "calendar.occasion_added": gettext_noop("put “%(name)s” into the calendar"),
    "calendar.dates_set": gettext_noop("set “%(name)s” for %(first)s to %(last)s"),
    "calendar.cancelled": gettext_noop("“%(name)s” is not held in %(year)s: %(reason)s"),
    "calendar.word_taken_back": gettext_noop("took back the last word on “%(name)s” in %(year)s"),
    "calendar.link_made": gettext_noop("made a link to the unit's calendar"),
    "calendar.link_ended": gettext_noop("ended a link to the unit's calendar"),
}
