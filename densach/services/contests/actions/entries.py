"""Entries: who competes with what, in which order; who goes and why."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from random import Random

from django.db import transaction
from django.db.models import F, Max

from densach.files import actions as files
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.kernel.vietnamese import clean_text, fold
from densach.services.contests.actions.holding import taken, tell, touch, words
from densach.services.contests.models import Award, Entry, EntryKind, EntryState, Round, Score
from densach.services.contests.rules.given import EntryData, need_name
from densach.services.contests.rules.refusals import (
    AlreadyEntered,
    AwardsStand,
    ChangedSince,
    KindNotTaken,
    MarksGiven,
    NotCompeting,
    NothingToEnter,
    NumbersClash,
)

# Numbers are put here while they change places; no round has so many entries.
_ASIDE = 1_000_000


@transaction.atomic
def enter(*, at: datetime, actor: Actor, round_: Round, data: EntryData) -> Entry:
    """A new entry under the next number.

    Raises NotAllowed, NotNow, NothingToEnter, KindNotTaken, TitleNeeded, AlreadyEntered.
    """
    held = taken(actor, round_, "enter")
    if not held.opens <= today(at) <= held.closes:
        raise NothingToEnter(opens=held.opens, closes=held.closes)
    entry = Entry(round=held, number=next_number(held), made_at=at, made_by_name=actor.name)
    _write(at, actor, entry, data)
    entry.save(force_insert=True)
    tell(at, actor, held, "entered", number=entry.number)
    return entry


def next_number(round_: Round) -> int:
    """One more than the last; under the round's lock."""
    return (round_.entries.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def change_entry(*, at: datetime, actor: Actor, entry: Entry, seen: int, data: EntryData) -> Entry:
    """Raises NotAllowed, NotNow, ChangedSince, KindNotTaken, TitleNeeded, AlreadyEntered."""
    held = taken(actor, entry.round, "entry")
    found = _seen(entry, seen)
    _write(at, actor, found, data)
    found.revision += 1
    found.save()
    tell(at, actor, held, "entry_changed", number=found.number)
    return found


def _seen(entry: Entry, seen: int) -> Entry:
    found = Entry.objects.select_related("round__contest", "round__organisation").get(pk=entry.pk)
    if found.revision != seen:
        raise ChangedSince
    return found


def _write(at: datetime, actor: Actor, held: Entry, data: EntryData) -> None:
    allowed = held.round.contest.entry_kinds
    if allowed and data.kind not in allowed:
        raise KindNotTaken(kind=str(EntryKind(data.kind).label))
    held.kind, held.name = data.kind, need_name(data.name)[:200]
    held.title, held.genre = clean_text(data.title)[:200], clean_text(data.genre)[:100]
    held.person, held.group, held.organisation = data.person, data.group, data.organisation
    held.members, held.named = max(data.members, 1), data.named
    if data.upload is not None:
        place = held.round.organisation
        held.file = files.keep_sent(at=at, actor=actor, upload=data.upload, organisation=place)
    twin = _twin(held)
    if twin is not None:
        raise AlreadyEntered(number=twin)


def _twin(entry: Entry) -> int | None:
    """The number of another entry of the round with the same name, piece and unit."""
    others = entry.round.entries.filter(state=EntryState.ENTERED).exclude(pk=entry.pk)
    mine = (fold(entry.name), fold(entry.title), entry.organisation_id)
    for number, name, title, unit in others.values_list("number", "name", "title", "organisation_id"):
        if (fold(name), fold(title), unit) == mine:
            return int(number)
    return None


@transaction.atomic
def leave(*, at: datetime, actor: Actor, entry: Entry, seen: int, why: str, state: str) -> Entry:
    """Withdrawn or disqualified (`state`), with the reason. Its marks stay to be read and rank nothing.

    Raises NotAllowed, NotNow, ChangedSince, NotCompeting, WhyNeeded.
    """
    held = taken(actor, entry.round, "entry")
    found = _seen(entry, seen)
    if found.state != EntryState.ENTERED:
        raise NotCompeting(number=found.number, state=str(found.get_state_display()))
    found.state, found.state_why = EntryState(state), words(why)
    found.revision += 1
    found.save(update_fields=["state", "state_why", "revision"])
    tell(at, actor, held, f"entry_{found.state}", number=found.number, why=found.state_why)
    return found


@transaction.atomic
def readmit(*, at: datetime, actor: Actor, entry: Entry, seen: int) -> Entry:
    """Competes again. Raises NotAllowed, NotNow, ChangedSince, AlreadyEntered."""
    held = taken(actor, entry.round, "entry")
    found = _seen(entry, seen)
    twin = _twin(found)
    if twin is not None:
        raise AlreadyEntered(number=twin)
    found.state, found.state_why = EntryState.ENTERED, ""
    found.revision += 1
    found.save(update_fields=["state", "state_why", "revision"])
    tell(at, actor, held, "entry_readmitted", number=found.number)
    return found


@transaction.atomic
def draw(*, at: datetime, actor: Actor, round_: Round, seen: int, lot: str = "") -> dict[int, int]:
    """The order by lot: entry → number. Who was withdrawn comes after all others. `lot` repeats a draw; it stands in
    the journal, so that anybody can draw again and find the same order.

    Raises NotAllowed, NotNow, ChangedSince, MarksGiven.
    """
    held = taken(actor, round_, "draw", seen)
    lot = clean_text(lot)[:40] or secrets.token_hex(4)
    in_order = held.entries.order_by("made_at", "pk")
    keys = list(in_order.filter(state=EntryState.ENTERED).values_list("pk", flat=True))
    Random(lot).shuffle(keys)  # noqa: S311  # drawn so that it can be checked: the lot itself is secret until it is drawn
    keys += in_order.exclude(state=EntryState.ENTERED).values_list("pk", flat=True)
    numbers = {key: place for place, key in enumerate(keys, start=1)}
    _number(held, numbers)
    tell(at, actor, held, "drawn", number=len(numbers), lot=lot)
    return numbers


@transaction.atomic
def number_entries(
    *, at: datetime, actor: Actor, round_: Round, seen: int, numbers: Mapping[int, int]
) -> None:
    """Numbers as they were drawn in the hall. Raises NotAllowed, NotNow, ChangedSince, MarksGiven, NumbersClash."""
    held = taken(actor, round_, "draw", seen)
    now = dict(held.entries.values_list("pk", "number"))
    now.update({key: number for key, number in numbers.items() if key in now})
    taken_: set[int] = set()
    for number in now.values():
        if number in taken_ or not 0 < number < _ASIDE:
            raise NumbersClash(number=number)
        taken_.add(number)
    _number(held, now)
    tell(at, actor, held, "numbered", number=len(now))


def _number(round_: Round, numbers: Mapping[int, int]) -> None:
    if given := Score.objects.filter(entry__round=round_).count():
        raise MarksGiven(number=given)
    round_.entries.update(number=F("number") + _ASIDE)
    rows = list(round_.entries.all())
    for row in rows:
        row.number = numbers[row.pk]
        row.revision += 1
    Entry.objects.bulk_update(rows, ["number", "revision"])
    touch(round_)


def remove_entered(*, at: datetime, actor: Actor, entry: Entry) -> None:
    """An entry that a file brought, or that came from below, goes again; nothing may hang from it.

    Inside the caller's transaction. Raises MarksGiven, AwardsStand.
    """
    if marks := Score.objects.filter(entry=entry).count():
        raise MarksGiven(number=marks)
    if prizes := Award.objects.filter(entry=entry).count():
        raise AwardsStand(prizes=prizes, promoted=0)
    entry.conflicts.all().delete()
    tell(at, actor, entry.round, "entry_removed", number=entry.number)
    entry.delete()
