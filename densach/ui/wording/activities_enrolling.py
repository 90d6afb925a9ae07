"""What is refused, or asked, when people enrol; and what is refused of evidence."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "activities.no_such_enrolment": gettext_noop("There is no such enrolment."),
    "activities.no_such_group": gettext_noop("There is no such group, or it no longer comes."),
    "activities.unfit_state": gettext_noop("This cannot be done now: the enrolment is “%(state)s”."),
    "activities.enrolment_changed": gettext_noop(
        "Somebody else has changed this since you opened the page. Look again, then decide."
    ),
    "activities.nobody_enrols": gettext_noop(
        "Nobody enrols for this activity: whoever comes, comes. To take names, change how people enrol."
    ),
    "activities.not_announced": gettext_noop("This activity is not announced yet."),
    "activities.over_or_called_off": gettext_noop(
        "The activity is over or called off: nobody enrols any more."
    ),
    "activities.session_is_over": gettext_noop(
        "The session of %(on)s has begun, was held or was called off: choose another one."
    ),
    "activities.choose_a_session": gettext_noop("People enrol for single sessions here: choose which one."),
    "activities.for_the_whole": gettext_noop(
        "People enrol for the whole activity here, not for a single session of it."
    ),
    "activities.not_open_yet": gettext_noop("Enrolment begins at %(since)s."),
    "activities.enrolment_over": gettext_noop("Enrolment ended at %(until)s."),
    "activities.by_invitation": gettext_noop(
        "Only who was invited takes part. Ask the unit for an invitation."
    ),
    "activities.full": gettext_noop("All %(capacity)s places are taken, and there is no waiting list."),
    "activities.no_place_now": gettext_noop(
        "All %(capacity)s places are taken or offered. When one is free it goes to the first who waits."
    ),
    "activities.already_enrolled": gettext_noop("%(name)s is on the list already: %(state)s."),
    "activities.alike_enrolled": gettext_noop(
        "%(name)s, born on %(born)s, is on the list already. Is this really another person?"
    ),
    "activities.alike_known": gettext_noop(
        "The unit knows %(name)s (born: %(born)s) already. Choose that person, or say that this is another one."
    ),
    "activities.age_not_told": gettext_noop(
        "The activity is for the ages %(least)s to %(most)s on %(on)s, and the day of birth is not known. Write it "
        "down, or say that the age fits."
    ),
    "activities.too_young": gettext_noop(
        "On %(on)s the person is %(age)s years old; the activity is for %(least)s and over."
    ),
    "activities.too_old": gettext_noop(
        "On %(on)s the person is %(age)s years old; the activity is for up to %(most)s."
    ),
    "activities.lives_there": gettext_noop(
        "The activity is for the people of %(area)s. Does the person live, study or work there?"
    ),
    "activities.guardian_missing": gettext_noop(
        "%(name)s is under sixteen: write down the father, the mother or the guardian who answers."
    ),
    "activities.guardian_must_agree": gettext_noop(
        "%(name)s is under sixteen: the father, the mother or the guardian enrols the child and agrees."
    ),
    "activities.not_free": gettext_noop("Neither the law nor the unit frees these people of the fee here."),
    "activities.unknown_purpose": gettext_noop("Enrolling does not ask for this consent: %(purpose)s."),
    "activities.key_used": gettext_noop("This form was sent for somebody else before. Open it again."),
    "activities.offer_lapsed": gettext_noop(
        "The place was kept until %(until)s and has gone to the next. The person may enrol again."
    ),
    "activities.group_too_large": gettext_noop("%(people)s people are too many: %(free)s places are free."),
    "activities.group_is_full": gettext_noop(
        "The group comes with %(people)s people, and there would be %(names)s names. Change the number first."
    ),
    "activities.nobody_in_group": gettext_noop(
        "A group is of at least one person, and its adults (%(adults)s) are among its people (%(people)s)."
    ),
    "activities.group_needs_a_name": gettext_noop("Write the name of the group: the class and its school."),
    "activities.why_declined": gettext_noop("Tell why: the person reads it."),
    "activities.not_yours": gettext_noop("There is no such enrolment of yours or of your children."),
    "activities.no_such_evidence": gettext_noop("There is no such picture, link or paper."),
    "activities.evidence_changed_meanwhile": gettext_noop(
        "Somebody else has changed this since you opened the page. Look again, then decide."
    ),
    "activities.evidence_lacks": gettext_noop("Still missing: %(what)s."),
    "activities.not_a_picture": gettext_noop("“%(name)s” is no picture: send JPEG, PNG or WebP."),
    "activities.picture_too_large": gettext_noop(
        "The picture has %(size)s MB, the limit is %(limit)s MB. Send it smaller."
    ),
    "activities.broken_picture": gettext_noop("“%(name)s” ends too early or is damaged. Send it once more."),
    "activities.consent_asked": gettext_noop(
        "A picture is published only when nobody can be recognised, or everyone in it agreed. Ask first."
    ),
    "activities.evidence_in_future": gettext_noop("%(on)s is still to come: write the day it happened."),
    "activities.why_removed": gettext_noop("Write why it is taken away."),
    "activities.evidence_there": gettext_noop("This address is there already: “%(title)s”."),
    "activities.sheet_nothing_open": gettext_noop(
        "No activity of the unit takes names for the whole of it. Plan one first, or enrol for single sessions."
    ),
    "activities.sheet_which": gettext_noop("Which activity is meant by “%(words)s”?"),
    "activities.sheet_known": gettext_noop("known to the unit, born on %(born)s"),
    "activities.sheet_same": gettext_noop(
        "The unit knows somebody of the name “%(words)s”. Is it the same person?"
    ),
    "activities.sheet_not_agreed": gettext_noop(
        "A child takes part when the guardian agrees: write “có” once it is so."
    ),
    "activities.sheet_waits": gettext_noop("No place is left for this row: the person waits, in order."),
    "activities.sheet_broken_letters": gettext_noop(
        "The letters of “%(found)s” were broken before the file came here. Save the original again as UTF-8 or .xlsx."
    ),
}
