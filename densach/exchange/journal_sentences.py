"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "exchange.token_made": gettext_noop("made the token “%(name)s” (%(shown)s…) for a machine"),
    "exchange.token_ended": gettext_noop("ended the token “%(name)s” (%(shown)s…)"),
}
