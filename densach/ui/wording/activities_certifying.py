"""What certificates of a class refuse, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "activities.nothing_held_yet": gettext_noop(
        "No session is closed yet: certificates come after the class."
    ),
    "activities.nobody_to_certify": gettext_noop(
        "Choose at least one name that came and has no certificate that holds."
    ),
}
