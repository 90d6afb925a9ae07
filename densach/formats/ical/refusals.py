"""Why an event, or a whole file, is not taken; and what was read otherwise than it stands."""

from __future__ import annotations

from densach.kernel.errors import Invalid


class CalendarTooLarge(Invalid):
    """Parameter: `limit`, in megabytes."""

    message_id = "ical.too_large"


class BrokenEvent(Invalid):
    """Its lines cannot be read. Parameter: `what`, the place."""

    message_id = "ical.broken_event"


class BrokenText(Invalid):
    """Its words are not UTF-8, so that letters would be lost. No parameters."""

    message_id = "ical.broken_text"


class NoStart(Invalid):
    """No time at which it starts, or none that can be. No parameters."""

    message_id = "ical.no_start"


class EndsTooEarly(Invalid):
    """It ends before it starts. Parameters: `starts`, `ends`."""

    message_id = "ical.ends_too_early"


class UnknownZone(Invalid):
    """A time zone that neither the file nor the world's list explains. Parameter: `zone`."""

    message_id = "ical.unknown_zone"


class TooOften(Invalid):
    """It repeats by the hour, minute or second. No parameters."""

    message_id = "ical.too_often"


class BadRule(Invalid):
    """A rule of repetition that the standard does not have, or that no day fits. Parameter: `rule`."""

    message_id = "ical.bad_rule"


class OutsideWindow(Invalid):
    """No day of it lies in the window that is read. Parameters: `since`, `until`."""

    message_id = "ical.outside_window"


class CutAtWindow(Invalid):
    """It repeats beyond the window: only the days up to its end are taken. Parameter: `until`."""

    message_id = "ical.cut_at_window"


class CutAtMost(Invalid):
    """More days than are taken of one event. Parameter: `limit`."""

    message_id = "ical.cut_at_most"


class Floating(Invalid):
    """No time zone: read as time of Viet Nam. No parameters."""

    message_id = "ical.floating"


class OtherZone(Invalid):
    """Another zone: the same instant, told in the time of Viet Nam. Parameter: `zone`."""

    message_id = "ical.other_zone"


class NoEnd(Invalid):
    """No end: read as one hour. No parameters."""

    message_id = "ical.no_end"


class OnlyThisOne(Invalid):
    """A change of this and all following: only this one is changed. No parameters."""

    message_id = "ical.only_this_one"
