"""What the room of indicators refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "indicators.unknown": gettext_noop("There is no such indicator in the catalogue: %(code)s."),
    "indicators.unreadable_question": gettext_noop(
        "The address of this page was changed and cannot be read (part “%(part)s”). Go back and open the figure again."
    ),
}
