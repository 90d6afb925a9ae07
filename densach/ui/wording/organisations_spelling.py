"""Sentences for names and telephone numbers that cannot be ones."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

SENTENCES: Final[dict[str, str]] = {
    "organisations.name_without_letter": gettext_noop(
        "“%(name)s” has no letter in it: write the name as in the decision."
    ),
    "organisations.not_a_phone": gettext_noop(
        "“%(phone)s” is no telephone number: it has at least %(fewest)s digits, and besides them only +, blanks, "
        "points, hyphens and brackets."
    ),
}
