"""Who has come often enough for a certificate of completion, and what is refused."""

from __future__ import annotations

from typing import Final

from densach.kernel.errors import Closed, Invalid

ENOUGH_PERCENT: Final = 80
ISSUE: Final = "certificate.issue"


class NothingHeldYet(Closed):
    """No session of the activity is closed. No parameters."""

    message_id = "activities.nothing_held_yet"


class NobodyChosen(Invalid):
    """No name is chosen, or all of them have a certificate that holds. No parameters."""

    message_id = "activities.nobody_to_certify"


def is_enough(came: int, held: int) -> bool:
    """Four fifths of the sessions held."""
    return held > 0 and came * 100 >= held * ENOUGH_PERCENT
