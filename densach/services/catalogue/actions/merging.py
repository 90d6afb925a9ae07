"""Two records of one edition become one: copies and numbers go along, other rooms bring theirs. Undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction

from densach.formats.marc import Marc, from_json
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.services.catalogue.actions import records
from densach.services.catalogue.actions.items import happened
from densach.services.catalogue.actions.linking import link
from densach.services.catalogue.models import Item, ItemState, Record, RecordMerger, RecordState
from densach.services.catalogue.rules.refusals import NothingToUndo, RecordsAlike
from densach.services.catalogue.search import index

Follow = Callable[[datetime, Actor, int, int], Sequence[int]]
Return = Callable[[datetime, Actor, Sequence[int], int], None]


class Follower(NamedTuple):
    """A room above whose rows hang on a record. `follow(at, actor, from, to)` moves them and says which;
    `back(at, actor, those, to)` moves them again. Both run inside the transaction.
    """

    follow: Follow
    back: Return


_FOLLOWERS: Final[dict[str, Follower]] = {}


def followed_by(room: str, follow: Follow, back: Return) -> None:
    """A room above says how its rows move along when records are merged; the same name again replaces it."""
    _FOLLOWERS[room] = Follower(follow, back)


@transaction.atomic
def merge_records(
    *,
    at: datetime,
    actor: Actor,
    kept: Record,
    kept_seen: int,
    other: Record,
    other_seen: int,
    marc: Marc,
) -> RecordMerger:
    """`other` goes into `kept`, which then reads as `marc`. Raises SeenAnOldRecord, RecordsAlike, NoTitle …"""
    if kept.pk == other.pk:
        raise RecordsAlike
    held = {pk: records.locked(pk) for pk in sorted((kept.pk, other.pk))}
    kept, other = held[kept.pk], held[other.pk]
    for record, seen in ((kept, kept_seen), (other, other_seen)):
        records.require_keeper(actor, record)
        records.require_seen(record, seen)
    before, state = kept.revision, other.state
    other.state, other.merged_into = RecordState.MERGED, kept
    other.revision, other.updated_at = other.revision + 1, at
    moved = _take_items(at, actor, other, kept)
    other.holdings = 0
    other.save(update_fields=["state", "merged_into", "revision", "updated_at", "holdings"])
    records.number_anew(other)
    _settle(other)
    if not records.write(at=at, actor=actor, found=kept, marc=marc, note=f"+ {other.pk}"):
        records.number_anew(kept)
    _hold_anew(kept)
    followed = {
        room: list(one.follow(at, actor, other.pk, kept.pk)) for room, one in sorted(_FOLLOWERS.items())
    }
    index.put([kept])
    merger = RecordMerger.objects.create(
        kept=kept, other=other, before=before, after=kept.revision, other_state=state, items=moved, followed=followed,
        made_at=at, made_by_name=actor.name,
    )  # fmt: skip
    _journal(at, actor, merger, "catalogue.records_merged")
    return merger


@transaction.atomic
def part_records(*, at: datetime, actor: Actor, merger: RecordMerger) -> Record:
    """Takes a merger back: the other record lives again, with its copies; the kept one reads as before unless somebody
    changed it since. Raises NothingToUndo.
    """
    found = RecordMerger.objects.select_for_update().select_related("other").get(pk=merger.pk)
    kept = records.locked(found.kept_id)
    other = Record.objects.select_for_update().select_related("library").get(pk=found.other_id)
    records.require_keeper(actor, kept)
    if found.undone_at is not None or other.merged_into_id != kept.pk:
        raise NothingToUndo(title=other.title)
    other.state, other.merged_into = found.other_state, None
    other.revision, other.updated_at = other.revision + 1, at
    other.save(update_fields=["state", "merged_into", "revision", "updated_at"])
    _return_items(at, actor, found, kept, other)
    for room, those in sorted(found.followed.items()):
        if room in _FOLLOWERS and those:
            _FOLLOWERS[room].back(at, actor, those, other.pk)
    records.number_anew(other)
    _settle(other)
    index.put([other])
    then = kept.revisions.filter(number=found.before).first()
    changed = (
        kept.revision == found.after
        and then is not None
        and records.write(at=at, actor=actor, found=kept, marc=from_json(then.marc), note=f"← {found.before}")
    )
    if not changed:
        records.number_anew(kept)
        index.put([kept])
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    _journal(at, actor, found, "catalogue.records_parted")
    return other


def _take_items(at: datetime, actor: Actor, source: Record, target: Record) -> list[int]:
    items = list(Item.objects.select_for_update().filter(record=source).order_by("pk"))
    for item in items:
        item.record, item.revision = target, item.revision + 1
        item.save(update_fields=["record", "revision"])
        happened(at=at, actor=actor, item=item, act="record", title=target.title[:200])
    return [item.pk for item in items]


def _return_items(at: datetime, actor: Actor, merger: RecordMerger, kept: Record, other: Record) -> None:
    """Those that still hang on the kept record; one that was moved on since stays where it is."""
    for item in Item.objects.select_for_update().filter(pk__in=merger.items, record=kept).order_by("pk"):
        item.record, item.revision = other, item.revision + 1
        item.save(update_fields=["record", "revision"])
        happened(at=at, actor=actor, item=item, act="record", title=other.title[:200])
    _hold_anew(other)
    _hold_anew(kept)


def _hold_anew(record: Record) -> None:
    record.holdings = Item.objects.filter(record=record).exclude(state=ItemState.WITHDRAWN).count()
    record.save(update_fields=["holdings"])


def _settle(record: Record) -> None:
    """Links and words follow the record's state: one merged away has none."""
    link([record], at=record.updated_at)
    if record.state == RecordState.MERGED:
        index.drop([record.pk])


def _journal(at: datetime, actor: Actor, merger: RecordMerger, act: str) -> None:
    journal.write(
        at=at, actor=actor, act=act, organisation=merger.kept.library, subject=f"record:{merger.kept_id}",
        title=merger.kept.title[:200], other=merger.other.title[:200],
    )  # fmt: skip
