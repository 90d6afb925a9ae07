"""What activities refuse, in words: planning, sessions, rooms. Enrolment and attendance have modules of their own."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "activities.kind_name_lacks": gettext_noop("Give the kind a name in Vietnamese and in English."),
    "activities.kind_code_taken": gettext_noop(
        "There is already a kind “%(kind)s”. Change that one, or take another name."
    ),
    "activities.unknown_part": gettext_noop(
        "“%(part)s” does not fit: the role that is needed must be among the roles, "
        "and only known parts can be asked for."
    ),
    "activities.not_in_this_state": gettext_noop(
        "“%(title)s” is “%(state)s”: this is not done in that state."
    ),
    "activities.seen_an_old_activity": gettext_noop(
        "Somebody has changed “%(title)s” since you opened the page. What you typed is still here: "
        "compare, then save again."
    ),
    "activities.seen_an_old_session": gettext_noop(
        "Somebody has changed this session since you opened the page; it is now on %(when)s. Look again, then decide."
    ),
    "activities.no_title": gettext_noop("Give the activity a title."),
    "activities.kind_ended": gettext_noop("The kind “%(kind)s” is no longer used. Choose another."),
    "activities.kind_of_others": gettext_noop(
        "Units like this one do not hold “%(kind)s”. Choose another kind."
    ),
    "activities.holds_no_activities": gettext_noop(
        "%(unit)s is no library, museum, culture centre or office: activities are not planned there."
    ),
    "activities.ages_backwards": gettext_noop(
        "The lowest age, %(lowest)s, is above the highest, %(highest)s."
    ),
    "activities.enrolment_backwards": gettext_noop("Enrolment must end after it begins."),
    "activities.no_places": gettext_noop("There must be at least one place. Leave it empty for no limit."),
    "activities.fewer_places_than_taken": gettext_noop(
        "%(taken)s people already have a place: there cannot be only %(capacity)s places."
    ),
    "activities.people_enrolled": gettext_noop(
        "%(people)s people and %(groups)s groups are enrolled: whether people enrol at all, and whether for the whole "
        "or for single sessions, stays as it is until they have left."
    ),
    "activities.role_lacks": gettext_noop(
        "An activity of the kind “%(kind)s” needs a %(role)s before it is announced. Write who it is."
    ),
    "activities.nobody_named": gettext_noop("Choose somebody, or write a name."),
    "activities.why_lacks": gettext_noop("Write the reason: people who wanted to come will read it."),
    "activities.sessions_left": gettext_noop(
        "%(number)s sessions are still to come. Call them off first, or finish the activity after the last one."
    ),
    "activities.sessions_counted": gettext_noop(
        "%(number)s sessions are closed and counted: the activity cannot become a draft again."
    ),
    "activities.ends_before_it_starts": gettext_noop(
        "The session would end at %(ends)s, before it starts at %(starts)s. Correct one of the two."
    ),
    "activities.lasts_too_long": gettext_noop(
        "One session lasts at most %(days)s days. Make several sessions of it."
    ),
    "activities.year_out_of_reach": gettext_noop(
        "The year %(year)s is out of reach: the calendar knows %(first)s to %(last)s."
    ),
    "activities.session_closed": gettext_noop(
        "The session of %(when)s is closed and counted: it no longer moves. If it was closed by mistake, "
        "open it again first."
    ),
    "activities.session_called_off": gettext_noop(
        "The session of %(when)s is called off. Take it up again first."
    ),
    "activities.session_not_called_off": gettext_noop("The session of %(when)s is not called off."),
    "activities.venue_taken": gettext_noop(
        "%(venue)s is taken: “%(activity)s”, %(starts)s to %(ends)s. It is free next from %(free)s."
    ),
    "activities.session_there": gettext_noop(
        "“%(title)s” already has a session at %(when)s in the same place. Choose another time or place."
    ),
    "activities.venue_name_taken": gettext_noop(
        "There is already a room “%(venue)s” here. Take another name."
    ),
    "activities.seen_an_old_venue": gettext_noop(
        "Somebody has changed %(venue)s since you opened the page. Compare, then save again."
    ),
    "activities.name_lacks": gettext_noop("Write a name."),
    "activities.venue_in_use": gettext_noop(
        "%(number)s sessions are planned in %(venue)s. Move them first, then end the room."
    ),
    "activities.more_broken_than_there": gettext_noop(
        "%(name)s: of %(quantity)s there cannot be %(broken)s broken."
    ),
    "activities.span_backwards": gettext_noop("The last day, %(last)s, comes before the first, %(first)s."),
    "activities.span_too_long": gettext_noop("This may last at most %(days)s days. Check the year."),
    "activities.term_name_taken": gettext_noop("There is already a term “%(name)s”."),
    "activities.holiday_there": gettext_noop("“%(name)s” is already written on these days."),
    "activities.term_in_use": gettext_noop(
        "%(number)s series were made by the term “%(name)s”: it cannot be removed."
    ),
    "activities.venue_ended": gettext_noop("%(venue)s is no longer used. Choose another room."),
    "activities.venue_of_others": gettext_noop(
        "%(venue)s belongs to another unit. Write the place in words, or ask that unit."
    ),
    "activities.series_no_days": gettext_noop(
        "Between %(first)s and %(last)s the rule gives no day on which something can be held. Check the days."
    ),
    "activities.series_lunar_day_lacks": gettext_noop(
        "Month %(month)s of the lunar year %(name)s (%(year)s) has only %(last)s days: there is no day %(day)s. "
        "Do you mean day %(last)s?"
    ),
    "activities.series_too_many_days": gettext_noop(
        "The rule gives more than %(limit)s sessions. Choose an earlier last day."
    ),
    "activities.series_days_backwards": gettext_noop(
        "The last day, %(last)s, comes before the first, %(first)s."
    ),
    "activities.series_span_lacks": gettext_noop("Say from which day to which day, or choose a term."),
    "activities.series_weekday_lacks": gettext_noop("Choose at least one day of the week."),
    "activities.series_no_such_weekday": gettext_noop("A week has seven days: there is no day “%(text)s”."),
    "activities.series_no_such_lunar_day": gettext_noop(
        "A lunar month has days 1 to 30: “%(text)s” is none of them."
    ),
    "activities.series_no_such_lunar_month": gettext_noop(
        "Choose a lunar month from 1 to 12: “%(text)s” is none of them."
    ),
    "activities.series_dates_lack": gettext_noop("Write at least one date."),
    "activities.series_wrong_length": gettext_noop(
        "A session lasts from one minute to a whole day, every 1 to 52 weeks, at most 31 days in a row."
    ),
    "activities.seen_an_old_series": gettext_noop(
        "Somebody has changed this series since you opened the page. Look at it again, then save."
    ),
    "activities.series_in_use": gettext_noop(
        "The series can no longer be undone: it is older than a day, or somebody has enrolled, come or been told "
        "of a change. Call off its sessions instead."
    ),
    "activities.lunar_day_moves": gettext_noop(
        "Sessions by lunar days move to another day one by one. For all of them, change the rule of the series."
    ),
    "activities.slot_taken": gettext_noop("The series already has a session on %(day)s. Choose another day."),
    "activities.unknown_reach": gettext_noop("“%(text)s” is none of: this one, the following, all."),
    "activities.not_of_a_series": gettext_noop("This session stands alone: nothing follows it in a series."),
}
