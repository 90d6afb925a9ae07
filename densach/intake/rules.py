"""The life of a batch as a table, and the room's refusals."""

from __future__ import annotations

from typing import Final

from densach.intake.models import BatchState
from densach.kernel.errors import Closed, Conflict, Invalid, NotFound

# State → what may be done in it, and the state after it. Sending makes a batch that is checked already.
TRANSITIONS: Final[dict[str, dict[str, str]]] = {
    BatchState.CHECKED: {
        "answer": BatchState.CHECKED,
        "take_in": BatchState.TAKEN_IN,
        "drop": BatchState.DROPPED,
    },
    BatchState.TAKEN_IN: {"undo": BatchState.UNDONE},
    BatchState.UNDONE: {},
    BatchState.DROPPED: {},
}


class UnknownSheet(NotFound):
    """No such kind of file. Parameter: `sheet`."""

    message_id = "intake.unknown_sheet"


class WrongState(Closed):
    """The batch's state does not allow the act. Parameter: `state`, in words."""

    message_id = "intake.wrong_state"


class SentBefore(Conflict):
    """The very same file was taken in already. Parameters: `name`, `when`, `who`."""

    message_id = "intake.sent_before"


class NothingToTakeIn(Invalid):
    """No row is new or changed."""

    message_id = "intake.nothing_to_take_in"


class ChangedSince(Conflict):
    """What the rows were compared with has changed since; the answers are new now. Parameter: `number` of rows."""

    message_id = "intake.changed_since"


class CannotUndo(Conflict):
    """Something depends on what was taken in. Parameter: `number` of rows."""

    message_id = "intake.cannot_undo"


def after(state: str, act: str, words: str) -> str:
    """The state after an act. Raises WrongState, told in `words`, where the table has no such way."""
    try:
        return TRANSITIONS[state][act]
    except KeyError:
        raise WrongState(state=words) from None
