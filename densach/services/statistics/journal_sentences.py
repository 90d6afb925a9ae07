"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES: dict[str, str] = {
    "assessment.begun": gettext_noop("began the self-assessment of %(year)s"),
    "assessment.written": gettext_noop("changed the self-assessment of %(year)s"),
    "assessment.submitted": gettext_noop("submitted the self-assessment of %(year)s"),
    "assessment.withdrawn": gettext_noop("took the self-assessment of %(year)s back"),
    "assessment.accepted": gettext_noop("accepted the self-assessment of %(year)s"),
    "assessment.returned": gettext_noop("returned the self-assessment of %(year)s: %(why)s"),
}
