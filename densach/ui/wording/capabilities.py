"""What the room of capabilities refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "capabilities.unknown": gettext_noop("There is no such question in the catalogue: %(code)s."),
    "capabilities.not_asked": gettext_noop(
        "%(name)s is not asked this: “%(capability)s” is meant for other institutions."
    ),
    "capabilities.tomorrow": gettext_noop(
        "An answer tells what is already so; it cannot begin on %(since)s. Choose today or an earlier day."
    ),
    "capabilities.stage_contradicts": gettext_noop(
        "The answer and the stage do not agree: yes means finished; while a stage is missing the answer is no."
    ),
    "capabilities.own_claim": gettext_noop(
        "An answer is verified by the level above the unit, and never by the person who gave it."
    ),
    "capabilities.already_decided": gettext_noop("This answer is already decided (%(state)s) by %(by)s."),
    "capabilities.answered_again": gettext_noop(
        "%(name)s has answered again since. Look at the newer answer."
    ),
    "capabilities.remark_needed": gettext_noop("Say what is missing, so that the unit knows what to send."),
}
