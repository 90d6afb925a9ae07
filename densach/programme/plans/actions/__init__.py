"""The only writer of the room's tables.

loading      a paper comes in, its rows are proposed
rows         what acts on rows share: lock, life cycle, revisions, journal
guarding     a change of a binding target is proposed, approved, refused, withdrawn
reviewing    rows are accepted, changed, dropped, restored, added; units are tied
running      the plan starts, closes, opens again
registering  papers of the register and how they hang together
tying        what the register says of plans: the programmes that they serve
serving      programmes, and which rows serve them
sending      a plan goes to its units, and is read there
deriving     a unit's own plan from a parent, and its paper when it comes
succeeding   a plan that has ended hands over
merging      targets of territories and levels that have gone are decided on
"""

from __future__ import annotations

from densach.programme.plans.actions.deriving import Taken, adopt, derive, discard, fill, pair
from densach.programme.plans.actions.guarding import (
    answer_target,
    approve_proposal,
    propose_change,
    refuse_proposal,
    withdraw_proposal,
)
from densach.programme.plans.actions.loading import load
from densach.programme.plans.actions.merging import Choice, Ruling, decide_fates, take_back_fate
from densach.programme.plans.actions.registering import (
    add_document,
    change_document,
    end_document,
    link_documents,
    stamp_of,
    unlink_documents,
)
from densach.programme.plans.actions.reviewing import (
    CONFIDENT,
    accept_confident,
    accept_row,
    add_duty,
    add_event,
    add_target,
    add_task,
    change_row,
    drop_row,
    restore_row,
    tie_unit,
    undo_accept_confident,
)
from densach.programme.plans.actions.running import close, reopen, start
from densach.programme.plans.actions.sending import mark_read, send, take_back
from densach.programme.plans.actions.serving import mark_plan, mark_rows, seed_programmes
from densach.programme.plans.actions.succeeding import hand_over, take_back_hand_over
from densach.programme.plans.models import Fate

__all__ = [
    "CONFIDENT",
    "Choice",
    "Fate",
    "Ruling",
    "Taken",
    "accept_confident",
    "accept_row",
    "add_document",
    "add_duty",
    "add_event",
    "add_target",
    "add_task",
    "adopt",
    "answer_target",
    "approve_proposal",
    "change_document",
    "change_row",
    "close",
    "decide_fates",
    "derive",
    "discard",
    "drop_row",
    "end_document",
    "fill",
    "hand_over",
    "link_documents",
    "load",
    "mark_plan",
    "mark_read",
    "mark_rows",
    "pair",
    "propose_change",
    "refuse_proposal",
    "reopen",
    "restore_row",
    "seed_programmes",
    "send",
    "stamp_of",
    "start",
    "take_back",
    "take_back_fate",
    "take_back_hand_over",
    "tie_unit",
    "undo_accept_confident",
    "unlink_documents",
    "withdraw_proposal",
]
