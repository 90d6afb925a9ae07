"""The due day of a running loan, set by hand: what is said no to."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict
from densach.services.circulation.rules.refusals import AtTheDesk


class DueByHand(AtTheDesk, Closed):
    """A rule gave the loan its due day; another day needs a reason. Parameter: `due`, the rule's day."""

    message_id = "desk.due_by_hand"
    overridable = True


class DuePastCard(AtTheDesk, Closed):
    """The day given by hand lies past the card's end. Parameters: `due`, `on`, the card's last day."""

    message_id = "desk.due_past_card"
    overridable = True


class DueSeenOld(Conflict):
    """Somebody else has changed the due day since it was looked at. Parameter: `due`, as it is now."""

    message_id = "desk.due_seen_old"


class DueAsBefore(Conflict):
    """The loan is due on this day already. Parameter: `due`."""

    message_id = "desk.due_as_before"
