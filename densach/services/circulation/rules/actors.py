"""A reader who acts for himself, by card and PIN: may touch what is his, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from densach.kernel.actor import Actor

SERVE: Final = "desk.serve"
OVERRIDE: Final = "desk.override"
RULE: Final = "desk.rule"


@dataclass(frozen=True)
class ReaderActor:
    """Named without a name: the journal does not say who reads what."""

    patron_id: int
    id: int | None = None
    name: str = "Bạn đọc"

    def may(self, verb: str, organisation: object | None) -> bool:
        """No verb of staff, nowhere."""
        return False


def is_own(actor: Actor, patron_id: int | None) -> bool:
    """Whether the actor is this very reader."""
    return isinstance(actor, ReaderActor) and patron_id is not None and actor.patron_id == patron_id
