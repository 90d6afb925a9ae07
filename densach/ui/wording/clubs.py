"""What the room of clubs and teams refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "clubs.unknown": gettext_noop("There is no such club, team, member or trip, or none that you may see."),
    "clubs.not_now": gettext_noop(
        "“%(name)s” is %(state)s: this cannot be done now. Choose from what its page offers."
    ),
    "clubs.changed_since": gettext_noop(
        "Somebody changed this after you opened the page. What you typed is still below: open the page anew in "
        "another tab, look at what changed, then write it there."
    ),
    "clubs.why_needed": gettext_noop("Say why: the reason stands in the record."),
    "clubs.name_needed": gettext_noop("Write a name."),
    "clubs.name_taken": gettext_noop(
        "This unit already has “%(name)s” (%(state)s). Open that one, or write a name that tells them apart."
    ),
    "clubs.in_the_future": gettext_noop("%(on)s has not come yet: write what has happened."),
    "clubs.too_early": gettext_noop(
        "%(on)s lies before %(since)s, since when it stands as it is. Choose a later day."
    ),
    "clubs.renewed_backwards": gettext_noop(
        "It begins on %(on)s and would hold until %(until)s: choose a later end."
    ),
    "clubs.no_kind": gettext_noop(
        "The kind of activity by which it meets (%(code)s) was ended. Take it up again among the kinds of activity."
    ),
    "clubs.only_numbers": gettext_noop(
        "“%(name)s” is in the short form and tells its members by number. Bring it into the full form to write names."
    ),
    "clubs.not_light": gettext_noop("“%(name)s” is in the full form already."),
    "clubs.member_already": gettext_noop("%(name)s is a member already."),
    "clubs.has_left": gettext_noop("The membership of %(name)s has ended. Take the person in anew instead."),
    "clubs.nobody_counted": gettext_noop("Write how many came."),
    "clubs.more_parts_than_people": gettext_noop(
        "By age and sex that makes %(parts)s, but %(total)s in all: put one of them right."
    ),
    "clubs.stays_home": gettext_noop("“%(name)s” makes no trips: only art and propaganda teams do."),
    "clubs.year_not_begun": gettext_noop("In %(year)s it was not there, or the year has not begun."),
    "clubs.year_not_over": gettext_noop(
        "The year %(year)s is not over: meetings that are still to come would be missing. Sign it from 31 December on."
    ),
    "clubs.counts_already": gettext_noop("This register counts already: nothing is left to begin."),
    "clubs.signed": gettext_noop("The summary of %(year)s is signed and stays as it is."),
    "clubs.nothing_written": gettext_noop("Write what was done before you sign."),
    "clubs.sheet_no_club": gettext_noop(
        "The unit has no club or team in the full form that goes on. Enter the club first."
    ),
    "clubs.sheet_which": gettext_noop("Which club or team is “%(words)s”?"),
}
