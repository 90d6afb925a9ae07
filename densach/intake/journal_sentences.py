"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "intake.sent": gettext_noop("sent the file “%(name)s” with %(number)s rows to be checked"),
    "intake.answered": gettext_noop("answered %(number)s questions on the rows of a file"),
    "intake.taken_in": gettext_noop("took in %(number)s rows of the file “%(name)s”"),
    "intake.undone": gettext_noop("took back %(number)s rows of the file “%(name)s”"),
    "intake.dropped": gettext_noop("dropped the file “%(name)s”"),
}
