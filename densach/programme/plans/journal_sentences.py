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
    "plans.added_paper": gettext_noop("entered %(paper)s into the register of papers"),
    "plans.changed_paper": gettext_noop("changed %(before)s in the register of papers, now %(paper)s"),
    "plans.ended_paper": gettext_noop("set down that %(paper)s held until %(day)s"),
    "plans.reopened_paper": gettext_noop("set down that %(paper)s holds after all"),
    "plans.linked_papers": gettext_noop("linked %(paper)s to %(earlier)s"),
    "plans.unlinked_papers": gettext_noop("took back the link of %(paper)s to %(earlier)s"),
    "plans.marked_rows": gettext_noop("changed %(count)s marks of programmes on rows of the plan “%(plan)s”"),
    "plans.marked_plan": gettext_noop("set down which programmes the plan “%(plan)s” serves: %(programmes)s"),
    "plans.sent": gettext_noop("sent the plan “%(plan)s” to %(count)s units, and to %(again)s once more"),
    "plans.read": gettext_noop("read the plan “%(plan)s”"),
    "plans.took_back": gettext_noop("took back the plan “%(plan)s” from %(unit)s"),
    "plans.derived": gettext_noop("began the plan “%(plan)s” with %(count)s targets of “%(parent)s”"),
    "plans.discarded": gettext_noop("dropped the draft “%(plan)s” that was begun from “%(parent)s”"),
    "plans.adopted": gettext_noop(
        "said that the plan “%(plan)s” comes from “%(parent)s”: %(count)s targets paired"
    ),
    "plans.left_parent": gettext_noop("said that the plan “%(plan)s” comes from no other plan"),
    "plans.paired": gettext_noop("set down what “%(quote)s” in the plan “%(plan)s” takes up: %(above)s"),
    "plans.filled": gettext_noop(
        "loaded the paper of the plan “%(plan)s”: %(found)s rows of the draft found in it, %(added)s added"
    ),
    "plans.handed_over": gettext_noop(
        "handed the plan “%(plan)s” over to “%(successor)s”: %(targets)s targets, %(tasks)s tasks"
    ),
    "plans.took_back_hand_over": gettext_noop("took back that “%(plan)s” was handed over to “%(successor)s”"),
    "plans.carried_on": gettext_noop(
        "decided that the target “%(target)s” of the plan “%(plan)s” is carried on by others (%(basis)s)"
    ),
    "plans.replaced_target": gettext_noop(
        "decided that the target “%(target)s” of the plan “%(plan)s” is replaced by another one (%(basis)s)"
    ),
    "plans.ended_target": gettext_noop("ended the target “%(target)s” of the plan “%(plan)s” (%(basis)s)"),
    "plans.took_back_fate": gettext_noop(
        "took back what was decided of the target “%(target)s” of the plan “%(plan)s”: %(why)s"
    ),
}
