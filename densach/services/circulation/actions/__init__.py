"""The only writers of the desk's tables.

lending, returning, renewing    loans begin, end, and grow longer
holding, transferring           who waits for what, and what is on the way
troubles, settling              claimed, lost, damaged; suspensions lifted, charges settled
patrons, merging, pins          readers, their cards and their PINs
visits, closing                 visits and use in the room, and the day's end
policies                        lending rules
daily, noticing                 what is done once a day, and what readers are told
shelving, ending, overriding, openings, tallying, erasing    parts of the above
"""

from __future__ import annotations

from densach.services.circulation.actions.lending import Lent, check_out
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
from densach.services.circulation.actions.returning import Returned, check_in

__all__ = [
    "Lent",
    "NewReader",
    "ReaderData",
    "Returned",
    "block",
    "change",
    "check_in",
    "check_out",
    "close",
    "register",
    "renew_card",
    "replace_card",
    "unblock",
]
