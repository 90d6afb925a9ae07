"""What marking and closing of sessions refuse, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "activities.called_off_not_marked": gettext_noop(
        "The session was called off: nobody is marked in it and it counts nothing. Take it up again first."
    ),
    "activities.not_yet_held": gettext_noop(
        "The session is on %(on)s: nobody can have come yet. Excuses may be noted before."
    ),
    "activities.not_yet_announced": gettext_noop(
        "“%(title)s” is a draft: nothing of it counts. Announce it first, then close its sessions."
    ),
    "activities.not_yet_begun": gettext_noop(
        "The session begins at %(starts)s: it is closed once it has begun."
    ),
    "activities.not_on_the_list": gettext_noop(
        "%(number)s of the people marked are not enrolled here. Enter them as people who came without enrolling."
    ),
    "activities.name_needed": gettext_noop(
        "Write the name of whoever came, or tap the person without a name."
    ),
    "activities.unknown_mark": gettext_noop("“%(mark)s” is no mark of attendance."),
    "activities.unknown_tap": gettext_noop("“%(slice)s” is no group of people that can be tapped."),
    "activities.too_many_tapped": gettext_noop("Tap from 1 to %(limit)s people at once."),
    "activities.why_after_closing": gettext_noop(
        "The session is closed and counted. Write why it is changed: the change stays readable."
    ),
    "activities.nobody_came": gettext_noop(
        "Nobody is marked or tapped. Mark who came, or write why nobody did, then close the session."
    ),
    "activities.closed_before": gettext_noop("%(who)s closed this session on %(when)s."),
    "activities.closed_meanwhile": gettext_noop(
        "%(who)s closed, corrected or opened this session on %(when)s, after you opened the page. Look at it again."
    ),
    "activities.not_closed": gettext_noop("The session is not closed, so it cannot be opened again."),
    "activities.tap_gone": gettext_noop("This tap was taken back already."),
    "activities.key_of_another": gettext_noop(
        "This was sent before, for another session or as another act. Open the page of the session anew."
    ),
}
