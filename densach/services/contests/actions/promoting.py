"""The first of a round go up to the round above by one act, once each, and can be called back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from densach.kernel.actor import Actor
from densach.services.contests.actions.entries import next_number, remove_entered
from densach.services.contests.actions.holding import locked, need_state, state_text, taken, tell
from densach.services.contests.models import Award, Entry, EntryState, Round, Score
from densach.services.contests.rules import lifecycle
from densach.services.contests.rules.refusals import (
    AboveShut,
    AlreadyUp,
    JudgedAbove,
    NobodyChosen,
    NoSuchContest,
    NotCompeting,
    NothingAbove,
    NotUp,
)


@transaction.atomic
def promote(
    *, at: datetime, actor: Actor, round_: Round, seen: int, entries: Sequence[Entry] | None = None
) -> list[Entry]:
    """The chosen ones, or the first `promotes` of the ranking (all that share the last of these ranks). Gives the
    entries of the round above, under its next numbers, each with its origin.

    Raises NotAllowed, NotNow, ChangedSince, NothingAbove, AboveShut, NobodyChosen, NoSuchContest, NotCompeting,
    AlreadyUp.
    """
    held = taken(actor, round_, "promote", seen)
    above = _above(held)
    chosen = list(entries) if entries is not None else _first(held)
    if not chosen:
        raise NobodyChosen
    rows = {one.pk: one for one in held.entries.filter(pk__in=[one.pk for one in chosen])}
    gone = set(Entry.objects.filter(origin__in=rows).values_list("origin_id", flat=True))
    number = next_number(above)
    made: list[Entry] = []
    for one in chosen:
        row = rows.get(one.pk)
        if row is None:
            raise NoSuchContest
        if row.state != EntryState.ENTERED:
            raise NotCompeting(number=row.number, state=str(row.get_state_display()))
        if row.pk in gone:
            raise AlreadyUp(number=row.number)
        made.append(_risen(at, actor, above, row, number + len(made)))
    tell(at, actor, held, "promoted", number=len(made), above=above.name)
    return made


def _above(round_: Round) -> Round:
    if round_.above_id is None:
        raise NothingAbove
    above = locked(Round(pk=round_.above_id))
    if not lifecycle.may(above.state, "receive"):
        raise AboveShut(round=above.name, state=state_text(above))
    return above


def _first(round_: Round) -> list[Entry]:
    """The first ones that have not gone up yet."""
    rows = round_.entries.filter(state=EntryState.ENTERED, rank__lte=round_.promotes, promoted__isnull=True)
    return list(rows.order_by("rank", "number"))


def _risen(at: datetime, actor: Actor, above: Round, one: Entry, number: int) -> Entry:
    made = Entry(
        round=above, kind=one.kind, number=number, name=one.name, title=one.title, genre=one.genre,
        person=one.person, group=one.group, organisation=one.organisation, members=one.members, named=one.named,
        file=one.file, origin=one, made_at=at, made_by_name=actor.name,
    )  # fmt: skip
    if made.organisation_id is None:
        # Above, an entry is known by the unit that sent it.
        made.organisation_id = one.round.organisation_id
    made.save(force_insert=True)
    return made


@transaction.atomic
def take_back_promotion(*, at: datetime, actor: Actor, entry: Entry) -> None:
    """The entry that went up leaves the round above, which has no marks and no prize for it yet.

    `entry` is that of the round below. Raises NotAllowed, NotNow, NotUp, AboveShut, JudgedAbove.
    """
    held = taken(actor, entry.round, "promote")
    risen = Entry.objects.filter(origin=entry).select_related("round__organisation").first()
    if risen is None:
        raise NotUp(number=entry.number)
    above = locked(risen.round)
    if not lifecycle.may(above.state, "receive"):
        raise AboveShut(round=above.name, state=state_text(above))
    if (
        Score.objects.filter(entry=risen).exists()
        or Award.objects.filter(entry=risen).exists()
        or Entry.objects.filter(origin=risen).exists()
    ):
        raise JudgedAbove(number=risen.number)
    need_state(held, "promote")
    remove_entered(at=at, actor=actor, entry=risen)
    tell(at, actor, held, "promotion_taken_back", number=entry.number, above=above.name)
