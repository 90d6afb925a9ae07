"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "capabilities.claimed_yes": gettext_noop("answered yes to “%(capability)s” for %(name)s"),
    "capabilities.claimed_no": gettext_noop("answered no to “%(capability)s” for %(name)s"),
    "capabilities.verified": gettext_noop("verified the answer of %(name)s to “%(capability)s”"),
    "capabilities.returned": gettext_noop("returned the answer of %(name)s to “%(capability)s”: %(remark)s"),
    "capabilities.assessed": gettext_noop("filled “%(capability)s” for %(name)s"),
    "capabilities.list_verified": gettext_noop("verified the checklist “%(capability)s” of %(name)s"),
    "capabilities.list_returned": gettext_noop(
        "returned the checklist “%(capability)s” of %(name)s: %(remark)s"
    ),
    "capabilities.list_amended": gettext_noop("amended the checklist “%(checklist)s” from %(since)s"),
    "capabilities.variety_begun": gettext_noop(
        "laid down that “%(measure)s” of %(values)s different values (%(dimension)s) in %(window)s months proves "
        "“%(capability)s”"
    ),
    "capabilities.variety_changed": gettext_noop(
        "changed a rule: “%(measure)s” of %(values)s different values (%(dimension)s) in %(window)s months proves "
        "“%(capability)s”"
    ),
    "capabilities.rule_begun": gettext_noop(
        "laid down that “%(measure)s” in %(months)s of %(window)s months proves “%(capability)s”"
    ),
    "capabilities.rule_changed": gettext_noop(
        "changed a rule: “%(measure)s” in %(months)s of %(window)s months proves “%(capability)s”"
    ),
    "capabilities.rule_ended": gettext_noop("ended the rule by which “%(measure)s” proves “%(capability)s”"),
}
