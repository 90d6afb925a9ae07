"""What the citizens' side of activities, and calendars taken in, refuse in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "activities.no_such_activity": gettext_noop("There is no such activity, or it is not announced."),
    "activities.unknown_feed": gettext_noop(
        "This address of a calendar opens nothing: it was ended, or mistyped."
    ),
    "activities.too_many_events": gettext_noop(
        "The file holds %(number)s sessions; at most %(limit)s are taken in at once. Part it by month or by year."
    ),
    "activities.nothing_in_file": gettext_noop("This calendar holds no event."),
    "activities.called_off_in_file": gettext_noop("Called off in the file: there is nothing to take in."),
    "activities.twice_in_file": gettext_noop("It stands in the file twice: only the first is taken."),
    "activities.counted_already": gettext_noop(
        "The session was held and counted: a file changes nothing in it."
    ),
    "activities.ours_called_off": gettext_noop("It was called off here: take it up again on its page first."),
    "activities.untitled_event": gettext_noop("It has no title."),
    "activities.file_taken_already": gettext_noop("The file was taken in before, at %(when)s."),
    "activities.file_not_taken": gettext_noop("Nothing of this file stands in the calendar."),
    "activities.too_late_to_undo": gettext_noop(
        "%(number)s sessions of the file are in use already (people enrolled, marked or counted), the first "
        "on %(when)s: call off single sessions instead."
    ),
    "activities.no_such_file": gettext_noop("There is no such calendar file."),
}
