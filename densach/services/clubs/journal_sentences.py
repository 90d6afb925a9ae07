"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "clubs.founded": gettext_noop("entered “%(name)s” in the register of clubs and teams"),
    "clubs.noted": gettext_noop("noted the interest group “%(name)s” with %(number)s members"),
    "clubs.changed": gettext_noop("changed what is told of “%(name)s”"),
    "clubs.grown": gettext_noop("turned “%(name)s” into a full club"),
    "clubs.renew": gettext_noop("renewed “%(name)s” from %(on)s on"),
    "clubs.pause": gettext_noop("paused “%(name)s” from %(on)s on"),
    "clubs.resume": gettext_noop("took “%(name)s” up again on %(on)s"),
    "clubs.close": gettext_noop("closed “%(name)s” on %(on)s: %(why)s"),
    "clubs.reopen": gettext_noop("took back the closing of “%(name)s”: %(why)s"),
    "clubs.joined": gettext_noop("took person %(number)s into “%(name)s”"),
    "clubs.led": gettext_noop("made person %(number)s head of “%(name)s”"),
    "clubs.member_changed": gettext_noop("changed the part of person %(number)s in “%(name)s”"),
    "clubs.member_undone": gettext_noop("took person %(number)s out of “%(name)s” with a file taken back"),
    "clubs.left": gettext_noop("ended the membership of person %(number)s in “%(name)s”"),
    "clubs.met": gettext_noop("wrote down a meeting of “%(name)s” on %(on)s: %(number)s people"),
    "clubs.trip": gettext_noop("wrote down a trip of “%(name)s” on %(on)s, %(place)s"),
    "clubs.trip_changed": gettext_noop("changed a trip of “%(name)s” on %(on)s"),
    "clubs.counting": gettext_noop(
        "let the register of clubs and teams count from %(on)s on, with %(number)s active ones"
    ),
    "clubs.summed": gettext_noop("wrote the summary of %(year)s of “%(name)s”"),
    "clubs.signed": gettext_noop("signed the summary of %(year)s of “%(name)s”"),
}
