"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "session.closed": gettext_noop("closed the session of %(on)s of “%(title)s”: %(quantity)s people"),
    "session.corrected": gettext_noop(
        "corrected the closed session of %(on)s of “%(title)s” to %(quantity)s people: %(why)s"
    ),
    "session.reopened": gettext_noop("opened the session of %(on)s of “%(title)s” again: %(why)s"),
    "calendar.key_made": gettext_noop("made a secret address of the calendar"),
    "calendar.key_ended": gettext_noop("ended a secret address of the calendar"),
    "calendar.sent": gettext_noop("sent the calendar file “%(name)s”"),
    "calendar.taken": gettext_noop("took in the calendar file “%(name)s”: %(number)s sessions"),
    "calendar.undone": gettext_noop("took back the calendar file “%(name)s”: %(number)s sessions"),
    "activity.kind_added": gettext_noop("added the kind of activity “%(kind)s”"),
    "activity.kind_changed": gettext_noop("changed the kind of activity “%(kind)s”"),
    "activity.kind_ended": gettext_noop("ended the kind of activity “%(kind)s”"),
    "activity.kind_again": gettext_noop("took up the kind of activity “%(kind)s” again"),
    "activity.planned": gettext_noop("planned the activity “%(title)s” (%(kind)s)"),
    "activity.changed": gettext_noop("changed the activity “%(title)s”"),
    "activity.published": gettext_noop("announced the activity “%(title)s”"),
    "activity.drafted": gettext_noop("made the activity “%(title)s” a draft again"),
    "activity.finished": gettext_noop("finished the activity “%(title)s”"),
    "activity.reopened": gettext_noop("took up the finished activity “%(title)s” again"),
    "activity.called_off": gettext_noop("called off the activity “%(title)s”: %(why)s"),
    "activity.taken_up": gettext_noop(
        "took up the called-off activity “%(title)s” again, with %(number)s sessions"
    ),
    "activity.roles": gettext_noop("wrote who has a part in “%(title)s”: %(number)s people"),
    "activity.partners": gettext_noop("wrote who takes part in “%(title)s”: %(number)s institutions"),
    "session.added": gettext_noop("added a session of “%(title)s”: %(when)s"),
    "session.moved": gettext_noop("moved a session of “%(title)s” from %(before)s to %(when)s"),
    "session.cancelled": gettext_noop("called off a session of “%(title)s”, %(when)s: %(why)s"),
    "session.door_opened": gettext_noop(
        "opened the door of the session of “%(title)s”, %(when)s, to self check-in"
    ),
    "session.door_shut": gettext_noop("shut the door of the session of “%(title)s”, %(when)s"),
    "series.added": gettext_noop("made a series of “%(title)s”: %(number)s sessions"),
    "series.changed": gettext_noop("changed a series of “%(title)s”: %(number)s sessions from now on"),
    "series.moved": gettext_noop("moved %(number)s sessions of a series of “%(title)s”"),
    "series.cancelled": gettext_noop("called off %(number)s sessions of a series of “%(title)s”"),
    "series.undone": gettext_noop("undid a series of “%(title)s” just made: %(number)s sessions"),
    "venue.added": gettext_noop("added the room %(venue)s"),
    "venue.changed": gettext_noop("changed the room %(venue)s"),
    "venue.ended": gettext_noop("ended the room %(venue)s"),
    "venue.again": gettext_noop("took up the room %(venue)s again"),
    "term.written": gettext_noop("wrote the term “%(name)s”, %(first)s to %(last)s"),
    "term.removed": gettext_noop("removed the term “%(name)s”"),
    "holiday.written": gettext_noop("wrote the holiday “%(name)s”, %(first)s to %(last)s"),
    "holiday.removed": gettext_noop("removed the holiday “%(name)s”"),
    "holiday.called_off": gettext_noop("called off %(number)s sessions in the holiday “%(name)s”"),
    "session.restored": gettext_noop("took up the called-off session of “%(title)s” again: %(when)s"),
    "activity.enrolled": gettext_noop("enrolled person no. %(number)s for “%(title)s”"),
    "activity.enrolment_queued": gettext_noop("put person no. %(number)s on the waiting list of “%(title)s”"),
    "activity.enrolment_approved": gettext_noop("gave person no. %(number)s a place in “%(title)s”"),
    "activity.enrolment_declined": gettext_noop("declined person no. %(number)s for “%(title)s”"),
    "activity.enrolment_accepted": gettext_noop("person no. %(number)s accepted a place in “%(title)s”"),
    "activity.enrolment_left": gettext_noop("person no. %(number)s left “%(title)s”"),
    "activity.enrolment_settled": gettext_noop("noted fee and needs of person no. %(number)s in “%(title)s”"),
    "activity.offer_prolonged": gettext_noop(
        "kept a place in “%(title)s” for person no. %(number)s until %(until)s"
    ),
    "activity.group_added": gettext_noop(
        "wrote down the group “%(group)s” for “%(title)s”: %(people)s people"
    ),
    "activity.group_changed": gettext_noop("changed the group “%(group)s” of “%(title)s”: %(people)s people"),
    "activity.group_approved": gettext_noop("approved the group “%(group)s” for “%(title)s”"),
    "activity.group_declined": gettext_noop("declined the group “%(group)s” for “%(title)s”"),
    "activity.group_left": gettext_noop("the group “%(group)s” left “%(title)s”"),
    "activity.evidence_ordered": gettext_noop("put the evidence of “%(title)s” in another order"),
    "activity.evidence_added": gettext_noop("added “%(evidence)s” to the evidence of “%(title)s”"),
    "activity.evidence_changed": gettext_noop("changed “%(evidence)s” in the evidence of “%(title)s”"),
    "activity.evidence_removed": gettext_noop(
        "took “%(evidence)s” from the evidence of “%(title)s”: %(why)s"
    ),
    "activity.evidence_restored": gettext_noop("put “%(evidence)s” back into the evidence of “%(title)s”"),
    "activity.enrolment_undone": gettext_noop(
        "took back the enrolment of person no. %(number)s for “%(title)s”"
    ),
}
