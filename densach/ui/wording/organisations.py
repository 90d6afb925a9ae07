"""Sentences for the refusals of the register."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "organisations.unknown": gettext_noop("There is no organisation with the code “%(code)s”."),
    "organisations.unknown_area": gettext_noop("There is no area with the code “%(code)s”."),
    "organisations.code_taken": gettext_noop("The code “%(code)s” is already in use. Choose another one."),
    "organisations.version_too_early": gettext_noop(
        "%(name)s has been as it is since %(since)s: a change must begin on a later day."
    ),
    "organisations.already_ended": gettext_noop("%(name)s ended on %(ended)s and cannot change any more."),
    "organisations.parent_is_below": gettext_noop(
        "%(name)s cannot stand under itself or under its own units."
    ),
    "organisations.level_does_not_fit": gettext_noop(
        "No %(kind)s stands at the level “%(level)s”. Choose another level or kind."
    ),
    "organisations.rank_does_not_fit": gettext_noop(
        "“%(rank)s” does not fit: a %(kind)s of this level has no such rank."
    ),
    "organisations.nothing_to_take_back": gettext_noop(
        "%(name)s already bears its name: only a name that has not begun can be taken back."
    ),
    "organisations.name_taken_here": gettext_noop(
        "There is already “%(name)s” in %(place)s. Look at it first; if another one is meant, confirm it below."
    ),
    "organisations.alias_taken": gettext_noop("%(name)s is already known as “%(alias)s”."),
    "organisations.unknown_alias": gettext_noop("“%(alias)s” is not among its other names any more."),
    "organisations.point_outside_viet_nam": gettext_noop(
        "The point %(latitude)s, %(longitude)s lies outside Viet Nam. Latitude comes first, then longitude."
    ),
    "organisations.point_incomplete": gettext_noop(
        "A point on the map needs latitude and longitude: give both, or leave both empty."
    ),
    "organisations.opening_times_overlap": gettext_noop(
        "%(weekday)s: %(first)s and %(second)s overlap. Join them or move one of them."
    ),
    "organisations.opening_time_backwards": gettext_noop(
        "%(weekday)s, %(span)s: the closing time must come after the opening time."
    ),
    "organisations.no_opening_times": gettext_noop(
        "Give the hours of one day of the week at least. For days on which it stays shut, write down a closure."
    ),
    "organisations.unknown_timetable": gettext_noop("No opening times begin on %(since)s any more."),
    "organisations.closure_overlaps": gettext_noop(
        "It is already closed from %(first_day)s to %(last_day)s (%(reason)s). "
        "Remove that closure first, or choose other days."
    ),
    "organisations.unknown_closure": gettext_noop("This closure has been removed already."),
    "organisations.day_out_of_reach": gettext_noop(
        "%(day)s cannot be right: the register takes days from %(first)s to %(last)s."
    ),
    "organisations.days_backwards": gettext_noop(
        "The last day (%(last_day)s) cannot come before the first day (%(first_day)s)."
    ),
    "organisations.post_without_places": gettext_noop(
        "The post “%(title)s” must be there for one person at least."
    ),
    "organisations.post_taken": gettext_noop(
        "The post “%(title)s” is written down from this day or a later one already."
    ),
    "organisations.unknown_post": gettext_noop("This post is not among its posts any more."),
    "organisations.post_ended": gettext_noop(
        "The post “%(title)s” has been there since %(since)s and cannot end on this day, or ended before."
    ),
}
