"""What library statistics and self-assessments refuse, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "statistics.no_such_assessment": gettext_noop("There is no such self-assessment."),
    "statistics.no_such_report": gettext_noop("There is no report of this name."),
    "statistics.assessment_begun": gettext_noop(
        "The library has already begun the self-assessment of %(year)s: go on with that one."
    ),
    "statistics.assessment_cannot": gettext_noop(
        "The self-assessment is “%(state)s”: this cannot be done now."
    ),
    "statistics.seen_an_old_assessment": gettext_noop(
        "Somebody else has changed this self-assessment since you opened it. "
        "What you typed is kept below: compare, then save again."
    ),
    "statistics.criteria_open": gettext_noop(
        "%(number)s criteria have no verdict yet: say of each whether it is met."
    ),
    "statistics.reason_missing": gettext_noop("Say why it is returned, so that the library can mend it."),
    "statistics.year_not_over": gettext_noop(
        "The year is not over: it can be submitted from %(until)s on. Drafting is possible now."
    ),
}
