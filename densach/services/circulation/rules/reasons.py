"""What a reason has to be."""

from __future__ import annotations

from typing import Final

from densach.kernel.errors import Invalid
from densach.services.circulation.rules.refusals import AtTheDesk


class ReasonTooShort(AtTheDesk, Invalid):
    """What was given as the reason has not even a few letters."""

    message_id = "desk.reason_too_short"
    overridable = True


# A reason is kept for good and read by others: it has so many letters at least.
FEWEST_LETTERS: Final = 3


def in_words(reason: str) -> bool:
    """Whether what was typed can be a reason."""
    return sum(sign.isalpha() for sign in reason) >= FEWEST_LETTERS
