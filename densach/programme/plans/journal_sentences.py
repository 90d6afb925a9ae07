"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "plans.loaded": gettext_noop(
        "loaded the plan “%(plan)s”: %(targets)s targets and %(tasks)s tasks were read from it"
    ),
    "plans.accepted_row": gettext_noop("accepted “%(quote)s” in the plan “%(plan)s”"),
    "plans.dropped_row": gettext_noop("dropped “%(quote)s” from the plan “%(plan)s”"),
    "plans.restored_row": gettext_noop("put “%(quote)s” in the plan “%(plan)s” back to be decided"),
    "plans.changed_row": gettext_noop("changed “%(quote)s” in the plan “%(plan)s”: %(before)s → %(after)s"),
    "plans.added_row": gettext_noop("added “%(quote)s” to the plan “%(plan)s”"),
    "plans.accepted_confident": gettext_noop(
        "accepted %(count)s rows of the plan “%(plan)s” that were read surely"
    ),
    "plans.undid_accept_confident": gettext_noop(
        "put %(count)s rows of the plan “%(plan)s” back to be decided"
    ),
    "plans.tied_unit": gettext_noop("tied “%(unit)s” in the plan “%(plan)s” to %(organisation_name)s"),
    "plans.untied_unit": gettext_noop("untied “%(unit)s” in the plan “%(plan)s”"),
    "plans.started": gettext_noop("set the plan “%(plan)s” running"),
    "plans.closed": gettext_noop("closed the plan “%(plan)s”"),
    "plans.reopened": gettext_noop("opened the plan “%(plan)s” again"),
    "plans.proposed_change": gettext_noop(
        "proposed a change of the binding target “%(quote)s” in the plan “%(plan)s”: %(reason)s"
    ),
    "plans.approved_change": gettext_noop(
        "approved the change of the binding target “%(quote)s” in the plan “%(plan)s”"
    ),
    "plans.refused_change": gettext_noop(
        "refused the change of the binding target “%(quote)s” in the plan “%(plan)s”: %(reason)s"
    ),
    "plans.withdrew_change": gettext_noop(
        "withdrew the proposed change of the binding target “%(quote)s” in the plan “%(plan)s”"
    ),
}
