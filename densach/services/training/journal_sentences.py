"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "training.course_held": gettext_noop("planned the course “%(title)s”"),
    "training.course_changed": gettext_noop("changed the course “%(title)s”"),
    "training.results_written": gettext_noop("wrote %(number)s results of the course “%(title)s”"),
    "training.result_taken_back": gettext_noop("took a result of the course “%(title)s” back"),
}
