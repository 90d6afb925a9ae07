"""The only writers of contests.

contests   called with their first round, rounds below in one act
setting    criteria and prizes
jury       judges, conflicts
entries    who competes, in which order, who goes
scoring    marks with their trace
stepping   the life of a round
counting   what a closed round counts
prizing    prizes given and taken back, certificates
promoting  the first go up
cadence    how often each level holds one
importing  a file of entries taken in and back
"""

from __future__ import annotations

from densach.services.contests.actions.cadence import change_cadence, seed_cadences
from densach.services.contests.actions.contests import (
    add_rounds_below,
    change_contest,
    change_round,
    hold_contest,
)
from densach.services.contests.actions.entries import (
    change_entry,
    draw,
    enter,
    leave,
    number_entries,
    readmit,
)
from densach.services.contests.actions.jury import (
    declare_conflict,
    make_head,
    remove_judge,
    seat_judge,
    take_back_conflict,
)
from densach.services.contests.actions.prizing import certify, give_prizes, take_back_prize
from densach.services.contests.actions.promoting import promote, take_back_promotion
from densach.services.contests.actions.scoring import Mark, Marked, give_marks
from densach.services.contests.actions.setting import write_criteria, write_prizes
from densach.services.contests.actions.stepping import step_round

__all__ = [
    "Mark",
    "Marked",
    "add_rounds_below",
    "certify",
    "change_cadence",
    "change_contest",
    "change_entry",
    "change_round",
    "declare_conflict",
    "draw",
    "enter",
    "give_marks",
    "give_prizes",
    "hold_contest",
    "leave",
    "make_head",
    "number_entries",
    "promote",
    "readmit",
    "remove_judge",
    "seat_judge",
    "seed_cadences",
    "step_round",
    "take_back_conflict",
    "take_back_prize",
    "take_back_promotion",
    "write_criteria",
    "write_prizes",
]
