"""A file taken back: what it made goes unless something depends on it, what it changed gets its earlier form."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from densach.facts import actions as book
from densach.formats.marc import from_json
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.services.catalogue.actions.importing.batches import CHUNK, IMPORT
from densach.services.catalogue.actions.importing.inserting import quiet_memory
from densach.services.catalogue.actions.importing.removing import needed, remove
from densach.services.catalogue.actions.items import COPIES_ADDED, TITLES_ADDED
from densach.services.catalogue.actions.linking import link, unlink
from densach.services.catalogue.models import (
    AuthorityLink,
    BatchState,
    Finding,
    Identifier,
    ImportBatch,
    ImportRow,
    Item,
    ItemEvent,
    ItemState,
    Record,
    RecordRevision,
    RecordState,
    RowAction,
)
from densach.services.catalogue.rules.flat import flat
from densach.services.catalogue.rules.importing import NotTaken, Told
from densach.services.catalogue.search import index

_IDLE: Final = (
    ItemState.AVAILABLE,
    ItemState.IN_PROCESS,
    ItemState.LOST,
    ItemState.DAMAGED,
    ItemState.WITHDRAWN,
)
IN_USE: Final[Told] = ("importing.copy_in_use", {})
HAS_COPIES: Final[Told] = ("importing.record_has_copies", {})
CHANGED: Final[Told] = ("importing.changed_since", {})
NEEDED: Final[Told] = ("importing.record_needed", {})


@transaction.atomic
def undo(*, at: datetime, actor: Actor, batch: ImportBatch) -> tuple[int, int]:
    """Takes the file back. Gives how many records went or got their earlier form, and how many rows stay; each row that
    stays says why. Raises NotAllowed, NotTaken.
    """
    locked = ImportBatch.objects.select_for_update(of=("self",)).select_related("library").get(pk=batch.pk)
    if not actor.may(IMPORT, locked.library):
        raise NotAllowed(verb=IMPORT)
    if locked.state != BatchState.COMMITTED:
        raise NotTaken
    kept: dict[int, Told] = {}
    with quiet_memory():
        _copies_back(at, locked, kept)
        went = _changes_back(at, actor, locked, kept) + _records_back(locked, kept)
    _tell(locked, kept)
    locked.state, locked.undone_at = BatchState.UNDONE, at
    locked.save(update_fields=["state", "undone_at"])
    journal.write(
        at=at, actor=actor, act="catalogue.import_undone", organisation=locked.library, subject=f"import:{locked.pk}",
        name=locked.name, number=went,
    )  # fmt: skip
    return went, len(kept)


def _parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    every = list(numbers)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def _copies_back(at: datetime, batch: ImportBatch, kept: dict[int, Told]) -> None:
    """Copies that nobody lent, moved or changed."""
    last = 0
    while part := list(Item.objects.filter(batch_id=batch.pk, pk__gt=last).order_by("pk")[:CHUNK]):
        last = part[-1].pk
        lived = set(
            ItemEvent.objects.filter(item__in=part).exclude(act="added").values_list("item_id", flat=True)
        )
        idle = [
            one for one in part
            if one.pk not in lived and one.revision == 1 and not one.loans and one.state in _IDLE
        ]  # fmt: skip
        gone = _delete_items(idle)
        for one in part:
            if one.pk not in gone:
                kept[one.record_id] = IN_USE
        for one in idle:
            if one.pk in gone and one.counted_on is not None:
                book.reverse(at=at, measure=COPIES_ADDED, source=f"item:{one.pk}")
                if one.first_of_title:
                    book.reverse(at=at, measure=TITLES_ADDED, source=f"item:{one.pk}")


def _delete_items(items: list[Item]) -> set[int]:
    """The numbers of those that went; what another room needs stays."""
    ids = {one.pk for one in items}
    ids -= needed(Item, ids, without=(ItemEvent,))
    remove(ItemEvent, "item_id", ids)
    remove(Item, "id", ids)
    held: dict[int, int] = {}
    for one in items:
        if one.pk in ids and one.state != ItemState.WITHDRAWN:
            held[one.record_id] = held.get(one.record_id, 0) + 1
    for number in set(held.values()):
        records = [record for record, count in held.items() if count == number]
        Record.objects.filter(pk__in=records).update(holdings=F("holdings") - number)
    return ids


def _changes_back(at: datetime, actor: Actor, batch: ImportBatch, kept: dict[int, Told]) -> int:
    """Records that were known before the file: their earlier revision, as a new one, if nobody changed them since."""
    rows = (
        ImportRow.objects.filter(batch=batch, action=RowAction.UPDATE)
        .exclude(before=None)
        .order_by("position")
    )
    first: dict[int, int] = {}
    for number, before in rows.values_list("record_id", "before"):
        if number is not None:
            first.setdefault(number, before or 0)
    made = set(_made(batch))
    back = 0
    for part in _parts(number for number in first if number not in made):
        changed: list[Record] = []
        for record in Record.objects.filter(pk__in=part):
            last = RecordRevision.objects.filter(record=record, number=record.revision).first()
            then = RecordRevision.objects.filter(record=record, number=first[record.pk]).first()
            if (
                last is None
                or last.batch_id != batch.pk
                or then is None
                or record.state == RecordState.MERGED
            ):
                kept[record.pk] = CHANGED
                continue
            _restore(at, actor, batch, record, then)
            changed.append(record)
        link(changed, at=at)
        index.put(changed)
        back += len(changed)
    return back


def _restore(at: datetime, actor: Actor, batch: ImportBatch, record: Record, then: RecordRevision) -> None:
    columns = flat(from_json(then.marc))
    for name, value in columns.columns().items():
        setattr(record, name, value)
    record.marc, record.updated_at, record.revision = then.marc, at, record.revision + 1
    record.save()
    Identifier.objects.filter(record=record).delete()
    Identifier.objects.bulk_create(
        Identifier(record=record, kind=kind, value=value) for kind, value in columns.identifiers
    )
    RecordRevision.objects.create(
        record=record, number=record.revision, marc=record.marc, note=f"← {then.number}", made_at=at,
        made_by_id=actor.id, made_by_name=actor.name,
    )  # fmt: skip


def _made(batch: ImportBatch) -> list[int]:
    rows = (
        ImportRow.objects.filter(batch=batch, action=RowAction.NEW).exclude(record=None).order_by("position")
    )
    return [number or 0 for number in rows.values_list("record_id", flat=True)]


def _records_back(batch: ImportBatch, kept: dict[int, Told]) -> int:
    gone = 0
    for part in _parts(_made(batch)):
        copied = set(Item.objects.filter(record__in=part).values_list("record_id", flat=True))
        others = RecordRevision.objects.filter(record__in=part).filter(
            ~Q(batch_id=batch.pk) | Q(batch_id=None)
        )
        edited = set(others.values_list("record_id", flat=True))
        for number in copied - kept.keys():
            kept[number] = HAS_COPIES
        for number in edited - copied:
            kept[number] = CHANGED
        free = [number for number in part if number not in copied and number not in edited]
        went = _delete_records(free)
        for number in free:
            if number not in went:
                kept[number] = NEEDED
        gone += len(went)
    return gone


def _delete_records(numbers: Collection[int]) -> set[int]:
    """The numbers of those that went; what another room needs stays. Headings lose the uses of what goes."""
    ids = set(numbers)
    ids -= needed(Record, ids, without=(RecordRevision, Identifier, AuthorityLink, Finding, ImportRow))
    unlink(ids)
    index.drop(ids)
    remove(RecordRevision, "record_id", ids)
    remove(Identifier, "record_id", ids)
    ImportRow.objects.filter(record__in=ids).update(record=None)
    remove(Record, "id", ids)
    return ids


def _tell(batch: ImportBatch, kept: dict[int, Told]) -> None:
    """Each row whose record or copy stays says why."""
    for part in _parts(kept):
        rows = list(ImportRow.objects.filter(batch=batch, record__in=part))
        for row in rows:
            row.told = [*row.told, kept[row.record_id or 0]]
        ImportRow.objects.bulk_update(rows, ["told"])
