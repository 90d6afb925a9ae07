"""What a phone kept while it had no network, done in its order: each change is an act of its own, with its own key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed, Refusal
from densach.kernel.numbers import whole_number
from densach.services.activities.actions.attending import mark, tap, untap, walk_in
from densach.services.activities.models import Session, Tally
from densach.services.activities.rules.attending import TapGone
from densach.services.activities.rules.syncing import Change


@dataclass(frozen=True)
class Done:
    """What became of a change: nothing to say, or why it was refused."""

    key: str
    refusal: Refusal | None = None


def take_in(*, at: datetime, actor: Actor, session: Session, changes: Sequence[Change]) -> list[Done]:
    """Every change in its order; one that is refused does not hold up those after it. Raises NotAllowed."""
    found = []
    for change in changes:
        try:
            _do(at, actor, session, change)
        except NotAllowed:
            raise
        except Refusal as refusal:
            found.append(Done(change.key, refusal))
        else:
            found.append(Done(change.key))
    return found


def _do(at: datetime, actor: Actor, session: Session, change: Change) -> None:
    if change.marks:
        mark(at=at, actor=actor, session=session, marks=change.marks, key=change.key)
    elif change.person is not None:
        walk_in(at=at, actor=actor, session=session, data=change.person, key=change.key)
    elif change.untap:
        _take_back(at, actor, session, change.untap)
    else:
        tap(at=at, actor=actor, session=session, slice=change.slice, quantity=change.quantity, key=change.key)


def _take_back(at: datetime, actor: Actor, session: Session, told: str) -> None:
    """By the key under which it was sent, or by its number; one that never came, or is gone, needs no taking back."""
    rows = Tally.objects.filter(session=session)
    number = whole_number(told.removeprefix("#")) if told.startswith("#") else None
    found = rows.filter(pk=number).first() if number is not None else rows.filter(key=told).first()
    if found is None:
        return
    try:
        untap(at=at, actor=actor, tally=found)
    except TapGone:
        return
