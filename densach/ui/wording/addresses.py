"""What addresses refuse that no room answers for, in words."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "form_gone": gettext_noop(
        "This address only takes what a form sends. Go back to the page with the form and send it from there."
    ),
}
