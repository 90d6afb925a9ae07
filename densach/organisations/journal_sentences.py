"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "organisations.area_founded": gettext_noop("entered the area %(name)s"),
    "organisations.area_naming_taken_back": gettext_noop(
        "took back that the area %(name)s would be called %(was)s from %(since)s on"
    ),
    "organisations.area_renamed": gettext_noop("renamed the area %(was)s to %(name)s from %(since)s on"),
    "organisations.area_succeeded": gettext_noop("wrote down that %(predecessor)s went into %(successor)s"),
    "organisations.map_loaded": gettext_noop("loaded %(number)s areas of the administrative map"),
    "organisations.founded": gettext_noop("entered %(name)s into the register"),
    "organisations.changed": gettext_noop("changed %(name)s in the register from %(since)s on"),
    "organisations.ended": gettext_noop("ended %(name)s with %(last_day)s"),
    "organisations.merged": gettext_noop("merged %(name)s into %(others)s from %(since)s on"),
    "organisations.divided": gettext_noop("divided %(name)s: %(others)s from %(since)s on"),
    "organisations.undone": gettext_noop("took back an act on %(name)s: %(why)s"),
    "organisations.import_undone": gettext_noop("took back what a file had brought in on %(name)s"),
    "organisations.contacts_written": gettext_noop("wrote down how to reach %(name)s"),
    "organisations.building_written": gettext_noop("wrote down the building of %(name)s"),
    "organisations.alias_added": gettext_noop("wrote down “%(alias)s” as another name of %(name)s"),
    "organisations.alias_removed": gettext_noop("struck out “%(alias)s” as another name of %(name)s"),
    "organisations.timetable_written": gettext_noop(
        "wrote down the opening times of %(name)s from %(since)s on"
    ),
    "organisations.timetable_removed": gettext_noop(
        "struck out the opening times of %(name)s from %(since)s on"
    ),
    "organisations.closed": gettext_noop("closed %(name)s from %(first_day)s to %(last_day)s: %(reason)s"),
    "organisations.reopened": gettext_noop(
        "struck out the closure of %(name)s from %(first_day)s to %(last_day)s"
    ),
    "organisations.post_written": gettext_noop(
        "wrote down the post %(title)s of %(name)s, %(number)s in number"
    ),
    "organisations.post_ended": gettext_noop("ended the post %(title)s of %(name)s with %(last_day)s"),
}
