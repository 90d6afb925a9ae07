"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "capabilities.claimed_yes": gettext_noop("answered yes to “%(capability)s” for %(name)s"),
    "capabilities.claimed_no": gettext_noop("answered no to “%(capability)s” for %(name)s"),
    "capabilities.verified": gettext_noop("verified the answer of %(name)s to “%(capability)s”"),
    "capabilities.returned": gettext_noop("returned the answer of %(name)s to “%(capability)s”: %(remark)s"),
}
