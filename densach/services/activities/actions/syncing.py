"""What a phone kept while it had no network, done in its order: each change is an act of its own, with its own key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed, Refusal
from densach.kernel.numbers import whole_number
from densach.services.activities.actions.attending import mark, tap, untap, walk_in
from densach.services.activities.models import Session, Tally
from densach.services.activities.rules.attending import NotOnTheList, TapGone
from densach.services.activities.rules.syncing import Change


@dataclass(frozen=True)
class Done:
    """What became of a change: nothing to say, or why it was refused. `left`: of a batch of marks the people of whom it
    was refused, where the others are marked.
    """

    key: str
    refusal: Refusal | None = None
    left: tuple[int, ...] = ()


def take_in(*, at: datetime, actor: Actor, session: Session, changes: Sequence[Change]) -> list[Done]:
    """Every change in its order; one that is refused does not hold up those after it. Raises NotAllowed."""
    return [_done(at, actor, session, change) for change in changes]


def _done(at: datetime, actor: Actor, session: Session, change: Change) -> Done:
    try:
        _do(at, actor, session, change)
    except NotAllowed:
        raise
    except NotOnTheList as refusal:
        return _others_done(at, actor, session, change, refusal)
    except Refusal as refusal:
        return Done(change.key, refusal)
    return Done(change.key)


def _others_done(at: datetime, actor: Actor, session: Session, change: Change, refusal: NotOnTheList) -> Done:
    """A stranger in a batch does not throw away the marks of the others."""
    others = {person: status for person, status in change.marks.items() if person not in refusal.people}
    if others:
        done = _done(at, actor, session, replace(change, marks=others))
        if done.refusal is not None:
            return done
    return Done(change.key, refusal, refusal.people)


def _do(at: datetime, actor: Actor, session: Session, change: Change) -> None:
    key, why = change.key, change.why
    if change.marks:
        mark(at=at, actor=actor, session=session, marks=change.marks, key=key, why=why)
    elif change.person is not None:
        walk_in(at=at, actor=actor, session=session, data=change.person, key=key, why=why)
    elif change.untap:
        _take_back(at, actor, session, change.untap, why)
    else:
        tap(
            at=at,
            actor=actor,
            session=session,
            slice=change.slice,
            quantity=change.quantity,
            key=key,
            why=why,
        )


def _take_back(at: datetime, actor: Actor, session: Session, told: str, why: str) -> None:
    """By the key under which it was sent, or by its number; one that never came, or is gone, needs no taking back."""
    rows = Tally.objects.filter(session=session)
    number = whole_number(told.removeprefix("#")) if told.startswith("#") else None
    found = rows.filter(pk=number).first() if number is not None else rows.filter(key=told).first()
    if found is None:
        return
    try:
        untap(at=at, actor=actor, tally=found, why=why)
    except TapGone:
        return
