"""The only writers of the desk's tables.

lending, returning, renewing    loans begin, end, and grow longer; dueday: another day by hand;
                                undoing: it was a mistake
holding, transferring           who waits for what, and what is on the way
troubles, settling              claimed, lost, damaged; suspensions lifted, charges settled
patrons, merging, pins          readers, their cards and their PINs
visits, closing                 visits and use in the room, and the day's end
policies                        lending rules
daily, noting, noticing         what is done once a day, and what readers are told
shelving, ending, overriding, openings, tallying, erasing    parts of the above
"""

from __future__ import annotations

from densach.services.circulation.actions import visits
from densach.services.circulation.actions.closing import close_day, reopen_day
from densach.services.circulation.actions.daily import run_day
from densach.services.circulation.actions.dueday import change_due
from densach.services.circulation.actions.holding import cancel_hold, change_pickup, place_hold
from densach.services.circulation.actions.lending import Lent, check_out
from densach.services.circulation.actions.merging import merge
from densach.services.circulation.actions.noticing import mark_printed, send_waiting
from densach.services.circulation.actions.patrons import (
    NewReader,
    ReaderData,
    block,
    change,
    close,
    register,
    renew_card,
    replace_card,
    unblock,
)
from densach.services.circulation.actions.pins import enter_pin, keep_history, set_pin
from densach.services.circulation.actions.policies import remove_rule, write_rule
from densach.services.circulation.actions.renewing import Renewed, renew
from densach.services.circulation.actions.returning import Returned, check_in
from densach.services.circulation.actions.settling import lift_suspension, settle_charge
from densach.services.circulation.actions.transferring import cancel_transfer, send
from densach.services.circulation.actions.troubles import (
    Trouble,
    claim_returned,
    mark_damaged,
    mark_lost,
    take_claim_back,
)
from densach.services.circulation.actions.undoing import undo_loan
from densach.services.circulation.actions.visits import cancel_use, use_in_room

__all__ = [
    "Lent",
    "NewReader",
    "ReaderData",
    "Renewed",
    "Returned",
    "Trouble",
    "block",
    "cancel_hold",
    "cancel_transfer",
    "cancel_use",
    "change",
    "change_due",
    "change_pickup",
    "check_in",
    "check_out",
    "claim_returned",
    "close",
    "close_day",
    "enter_pin",
    "keep_history",
    "lift_suspension",
    "mark_damaged",
    "mark_lost",
    "mark_printed",
    "merge",
    "place_hold",
    "register",
    "remove_rule",
    "renew",
    "renew_card",
    "reopen_day",
    "replace_card",
    "run_day",
    "send",
    "send_waiting",
    "set_pin",
    "settle_charge",
    "take_claim_back",
    "unblock",
    "undo_loan",
    "use_in_room",
    "visits",
    "write_rule",
]
