"""What is said of calendars that come from elsewhere, event by event."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "ical.too_large": gettext_noop("A calendar of more than %(limit)s MB is not read."),
    "ical.broken_event": gettext_noop("This event cannot be read: %(what)s"),
    "ical.broken_text": gettext_noop(
        "The letters of this event are broken: the file is not in UTF-8. Save it again in UTF-8."
    ),
    "ical.no_start": gettext_noop("It does not say when it starts."),
    "ical.ends_too_early": gettext_noop("It ends (%(ends)s) before it starts (%(starts)s)."),
    "ical.unknown_zone": gettext_noop(
        "Nobody knows the time zone “%(zone)s”, and the file does not explain it."
    ),
    "ical.too_often": gettext_noop(
        "It repeats by the hour or minute: a calendar of activities keeps none such."
    ),
    "ical.bad_rule": gettext_noop("Its rule of repetition cannot be followed: %(rule)s"),
    "ical.outside_window": gettext_noop("No day of it lies between %(since)s and %(until)s."),
    "ical.cut_at_window": gettext_noop("It repeats beyond %(until)s: taken only up to that day."),
    "ical.cut_at_most": gettext_noop("It repeats very often: only its first %(limit)s days are taken."),
    "ical.floating": gettext_noop("No time zone: taken as time of Viet Nam."),
    "ical.other_zone": gettext_noop("In the zone %(zone)s: turned into time of Viet Nam."),
    "ical.no_end": gettext_noop("No end: taken as one hour."),
    "ical.only_this_one": gettext_noop(
        "“This and all following” cannot be followed: only this one is changed."
    ),
}
