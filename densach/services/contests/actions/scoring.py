"""Marks: given by the judge with an account, or entered by the secretary from a sheet; each change is traced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.services.contests.actions.holding import locked, need_state, tell
from densach.services.contests.actions.jury import sitting_judge
from densach.services.contests.models import (
    Conflict,
    Criterion,
    Entry,
    EntryState,
    Judge,
    Round,
    Score,
    ScoreChange,
)
from densach.services.contests.queries.kin import competing, sits
from densach.services.contests.rules.refusals import (
    Competes,
    InConflict,
    JudgeHasAccount,
    JudgesThemselves,
    MarkChangedSince,
    MarkNotCleared,
    MarkTooHigh,
    NoSuchContest,
    NotCompeting,
)
from densach.services.contests.rules.verbs import MANAGE

_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Mark:
    """A mark as typed, None for an empty field, and the one that the page showed before."""

    value: Decimal | None
    seen: Decimal | None = None


@dataclass(frozen=True)
class Marked:
    """How many marks are new, and how many were changed."""

    new: int
    changed: int


@transaction.atomic
def give_marks(*, at: datetime, actor: Actor, judge: Judge, marks: Mapping[tuple[int, int], Mark]) -> Marked:
    """(entry, criterion) → mark, of one judge. What did not change is left alone; all of them or none.

    By the judge's own account; for a judge without one by who holds the round. Raises NotAllowed, NotNow, JudgeGone,
    JudgesThemselves, JudgeHasAccount, Competes, InConflict, NotCompeting, MarkTooHigh, MarkChangedSince,
    MarkNotCleared, NoSuchContest.
    """
    held = locked(judge.round)
    found = sitting_judge(judge)
    _may_mark(actor, held, found)
    need_state(held, "score")
    criteria = {one.pk: one for one in held.criteria.all()}
    entries = {one.pk: one for one in held.entries.filter(pk__in={key for key, _criterion in marks})}
    if any(entry not in entries or criterion not in criteria for entry, criterion in marks):
        raise NoSuchContest
    against = dict(Conflict.objects.filter(judge=found, entry__in=entries).values_list("entry_id", "why"))
    standing = {
        (one.entry_id, one.criterion_id): one
        for one in Score.objects.select_for_update().filter(judge=found, entry__in=entries)
    }
    came = Marked(0, 0)
    for (entry, criterion), mark in marks.items():
        row = standing.get((entry, criterion))
        value = _checked(entries[entry], criteria[criterion], mark, row)
        if value is None or (row is not None and row.value == value):
            continue
        if entry in against:
            raise InConflict(judge=found.name, number=entries[entry].number, why=against[entry])
        came = _write(at, actor, found, (entry, criterion), value, row, came)
    if came.new or came.changed:
        tell(at, actor, held, "marked", judge=found.name, number=came.new, changed=came.changed)
    return came


def _may_mark(actor: Actor, round_: Round, judge: Judge) -> None:
    own = actor.id is not None and judge.user_id == actor.id
    if not own and not actor.may(MANAGE, round_.organisation_id):
        raise NotAllowed(verb=MANAGE)
    if not own and sits(round_, actor.id):
        raise JudgesThemselves
    if not own and judge.user_id is not None:
        raise JudgeHasAccount(judge=judge.name)
    number = competing(round_, user_id=actor.id, person_id=judge.person_id)
    if number is not None:
        raise Competes(number=number)


def _checked(entry: Entry, criterion: Criterion, mark: Mark, row: Score | None) -> Decimal | None:
    """The mark to two places; None where nothing was typed and nothing stood there."""
    now = row.value if row is not None else None
    if mark.value == now:
        return None
    if mark.seen != now:
        raise MarkChangedSince(
            number=entry.number, criterion=criterion.name, value=now if now is not None else "–"
        )
    if mark.value is None:
        raise MarkNotCleared(number=entry.number, criterion=criterion.name)
    if entry.state != EntryState.ENTERED:
        raise NotCompeting(number=entry.number, state=str(entry.get_state_display()))
    if not 0 <= mark.value <= criterion.most:
        raise MarkTooHigh(criterion=criterion.name, most=criterion.most.normalize(), value=mark.value)
    return mark.value.quantize(_PLACES)


def _write(
    at: datetime,
    actor: Actor,
    judge: Judge,
    cell: tuple[int, int],
    value: Decimal,
    row: Score | None,
    came: Marked,
) -> Marked:
    entry, criterion = cell
    if row is None:
        Score(
            entry_id=entry, judge=judge, criterion_id=criterion, value=value, at=at, by_name=actor.name
        ).save(force_insert=True)
        return Marked(came.new + 1, came.changed)
    ScoreChange(score=row, before=row.value, after=value, at=at, by_name=actor.name).save(force_insert=True)
    row.value, row.at, row.by_name = value, at, actor.name
    row.save(update_fields=["value", "at", "by_name"])
    return Marked(came.new, came.changed + 1)
