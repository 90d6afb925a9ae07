"""What is said no to when copies come back, or should."""

from __future__ import annotations

from densach.kernel.errors import Closed, Conflict
from densach.services.circulation.rules.refusals import AtTheDesk


class TooLateToUndo(AtTheDesk, Conflict):
    """A loan is undone within half an hour, by the desk that lent it, while it is as it was."""

    message_id = "desk.too_late_to_undo"


class StandsElsewhere(AtTheDesk, Conflict):
    """A copy that is not on loan should stand in another library: is it really here? Parameters: `barcode`, `place`."""

    message_id = "desk.stands_elsewhere"


class NotThisDesks(AtTheDesk, Closed):
    """A copy neither of the actor's libraries nor in one of them is not theirs to write off. Parameters: `barcode`,
    `place`.
    """

    message_id = "desk.not_this_desks"


class MarkedBefore(AtTheDesk, Conflict):
    """The copy is noted so already. Parameters: `barcode`, `state`."""

    message_id = "desk.marked_before"


class NotInUse(AtTheDesk, Closed):
    """A copy that the library does not have is not read in it. Parameters: `barcode`, `state`."""

    message_id = "desk.not_in_use"


class LoanLate(AtTheDesk, Closed):
    """The copy should be back: a renewal would make its lateness undone. Parameters: `due`, `days` late."""

    message_id = "desk.loan_late"
    overridable = True
