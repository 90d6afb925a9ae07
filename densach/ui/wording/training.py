"""What training refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "training.none": gettext_noop("There is no such course."),
    "training.hours_wrong": gettext_noop("%(hours)s hours cannot be: more than nothing, at most 3,000."),
    "training.more_than_the_course": gettext_noop(
        "%(name)s: %(hours)s hours are more than the course has (%(most)s)."
    ),
    "training.nothing_held": gettext_noop(
        "No session of the course is closed yet. Mark who came and close a session; results come then."
    ),
    "training.not_enrolled": gettext_noop(
        "Somebody in this list has no place in the course. Load the page again."
    ),
    "training.seen_an_old_course": gettext_noop(
        "Somebody changed the course since you opened the page. What you typed is still here: compare, then save again."
    ),
    "training.seen_an_old_result": gettext_noop(
        "Somebody else wrote a result of %(name)s since you opened the page. "
        "Yours is still here: compare, then save again."
    ),
    "training.results_exceed": gettext_noop(
        "%(number)s results are already written with more than %(hours)s hours. Correct them first."
    ),
    "training.has_certificate": gettext_noop(
        "%(name)s has certificate %(number)s for this result. Revoke it first, then change the result."
    ),
    "training.nobody_completed": gettext_noop(
        "There is nobody who completed the course and has no certificate yet."
    ),
}
