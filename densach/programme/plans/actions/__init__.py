"""The only writer of the room's tables.

loading      a paper comes in, its rows are proposed
rows         what acts on rows share: lock, life cycle, revisions, journal
guarding     a change of a binding target is proposed, approved, refused, withdrawn
reviewing    rows are accepted, changed, dropped, restored, added; units are tied
running      the plan starts, closes, opens again
"""

from __future__ import annotations

from densach.programme.plans.actions.guarding import (
    approve_proposal,
    propose_change,
    refuse_proposal,
    withdraw_proposal,
)
from densach.programme.plans.actions.loading import load
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

__all__ = [
    "CONFIDENT",
    "accept_confident",
    "accept_row",
    "add_duty",
    "add_event",
    "add_target",
    "add_task",
    "approve_proposal",
    "change_row",
    "close",
    "drop_row",
    "load",
    "propose_change",
    "refuse_proposal",
    "reopen",
    "restore_row",
    "start",
    "tie_unit",
    "undo_accept_confident",
    "withdraw_proposal",
]
