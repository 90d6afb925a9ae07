"""Many chosen records at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.services.catalogue.actions.records import change_record_state
from densach.services.catalogue.models import Record
from densach.services.catalogue.rules.refusals import RecordCannot, RecordInUse, TooManyAtOnce

MOST_CHANGED: Final = 500


@dataclass(frozen=True)
class Changed:
    """How many records have the state now: `changed` by this act, `already` before; `left` belong to others or cannot
    become so.
    """

    changed: int
    already: int
    left: int


@transaction.atomic
def change_states(
    *, at: datetime, actor: Actor, records: Sequence[Record], state: str, why: str = ""
) -> Changed:
    """Gives each record the state, as far as it can have it and the actor keeps it; the others stay as they are.
    Raises TooManyAtOnce, SeenAnOldRecord.
    """
    if len(records) > MOST_CHANGED:
        raise TooManyAtOnce(limit=MOST_CHANGED)
    changed = already = left = 0
    for record in records:
        if record.state == state:
            already += 1
            continue
        try:
            change_record_state(at=at, actor=actor, record=record, seen=record.revision, state=state, why=why)
        except (NotAllowed, RecordCannot, RecordInUse):
            left += 1
        else:
            changed += 1
    return Changed(changed, already, left)
