"""Sentences for the refusals of the staff file, of consents, and of requests about personal data."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "people.no_such_person": gettext_noop("There is no such person among those whose data you may see."),
    "people.alike_is_there": gettext_noop(
        "“%(name)s” is in the staff file already (%(places)s). If it is somebody else, tick that below; "
        "if it is the same person, open that page and move them or add a second unit."
    ),
    "people.works_there": gettext_noop("This person works in %(place)s already, since %(since)s."),
    "people.unit_not_there": gettext_noop("%(place)s did not exist on %(on)s. Choose another day or unit."),
    "people.leaves_before_beginning": gettext_noop("It began on %(since)s; it cannot end before that."),
    "people.has_left": gettext_noop("The last day of work there was %(last_day)s already."),
    "people.same_unit": gettext_noop(
        "The person works in %(place)s already. What somebody is there is changed under “Put right”."
    ),
    "people.post_of_another": gettext_noop("This post is not one of the unit's on that day."),
    "people.born_later": gettext_noop("Nobody born on %(birth_date)s can be at work then."),
    "people.born_in_future": gettext_noop("The day of birth %(birth_date)s is still to come."),
    "people.account_tied": gettext_noop(
        "The account %(email)s belongs to another person, or this person has another one."
    ),
    "people.account_unknown": gettext_noop(
        "There is no account %(email)s among those that you look after. Open or invite one first."
    ),
    "people.course_there": gettext_noop("“%(title)s” is written down already."),
    "people.person_erased": gettext_noop(
        "The data of this person were erased. Nothing more can be written to them."
    ),
    "people.too_late_to_take_back": gettext_noop(
        "This was entered on %(entered)s; only in the first %(days)s days is an entry taken back. Put it right, or "
        "write down the last day of work: what was, stays in the file."
    ),
    "people.more_hangs_on_it": gettext_noop(
        "Courses, consents, a ward or requests of this person are kept, which would be left without any unit. Write "
        "down the last day of work instead."
    ),
    "people.only_tie": gettext_noop(
        "The person works nowhere in the file: without the account nobody could find or erase it. Write down where "
        "the person works first."
    ),
    "people.unknown_purpose": gettext_noop("There is no purpose “%(purpose)s” to agree to."),
    "people.guardian_needed": gettext_noop(
        "The person is under sixteen: write down the guardian first, who agrees to “%(purpose)s” (Law 91/2025/QH15)."
    ),
    "people.child_must_agree": gettext_noop(
        "“%(purpose)s” shows something of a child's private life: a child of seven or more must agree itself, "
        "beside its guardian (Law 91/2025/QH15, article 24). Ask the child, then tick that it agrees."
    ),
    "people.consent_given": gettext_noop("This was agreed to already: %(purpose)s."),
    "people.consent_withdrawn": gettext_noop("There is no consent to withdraw: %(purpose)s."),
    "people.not_their_own_word": gettext_noop(
        "You are under sixteen: your guardian agrees to “%(purpose)s” for you, at the institution."
    ),
    "people.request_answered": gettext_noop("This request was answered on %(answered)s already."),
    "people.request_open": gettext_noop("The same was asked on %(asked)s and waits for its answer."),
    "people.reason_needed": gettext_noop(
        "Whoever is refused must be told why. Write the reason and the law."
    ),
    "people.not_on_own_data": gettext_noop("This is about your own data: somebody else must answer it."),
}
