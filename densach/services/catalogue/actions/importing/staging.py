"""A file staged first: looked at, its columns told, what is doubtful decided, then taken in or dropped."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from densach.files import actions as files
from densach.formats.marc import from_json, to_json
from densach.formats.marc.values import Read
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.services.catalogue.actions.importing.batches import (
    CHUNK,
    ROW,
    TABLES,
    Outcome,
    Progress,
    allow,
    chunks,
    close,
    kept_columns,
    new_batch,
    rights_of,
    silent,
    take,
)
from densach.services.catalogue.actions.importing.inserting import insert, update
from densach.services.catalogue.actions.importing.judging import Judge, Judged, Prepared, prepare
from densach.services.catalogue.models import (
    BatchState,
    ImportBatch,
    ImportRow,
    Record,
    RecordState,
    RowAction,
)
from densach.services.catalogue.rules.importing import NotStaged, Options, StillDoubtful, Told, TooManyToStage
from densach.services.catalogue.rules.refusals import NoSuchRecord

# A preview is for a person; longer files are the command's.
MOST_STAGED: Final = 50_000


def stage(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    reads: Iterable[Read],
    name: str,
    form: str,
    options: Options,
) -> ImportBatch:
    """Reads a file and says of each record what would become of it; nothing enters the catalogue.

    Rows are kept in short transactions, so that desks go on lending. Raises NotAllowed, TooManyToStage.
    """
    allow(actor, library)
    batch = new_batch(at, actor, library, name, form, options, BatchState.STAGED)
    try:
        _stage(at, actor, batch, reads, options)
    except BaseException:
        with transaction.atomic():
            ImportRow.objects.filter(batch=batch).delete()
            batch.delete()
        raise
    return batch


def begin(
    *, at: datetime, actor: Actor, library: Organisation, name: str, form: str, options: Options
) -> ImportBatch:
    """A file that is read later, by `stage_begun`. Raises NotAllowed."""
    allow(actor, library)
    return new_batch(at, actor, library, name, form, options, BatchState.STAGED)


def stage_begun(
    *, at: datetime, actor: Actor, batch: ImportBatch, reads: Iterable[Read], progress: Progress = silent
) -> ImportBatch:
    """Reads the file of a batch that was begun; one that cannot be read to its end leaves no rows. Raises NotAllowed,
    NotStaged, TooManyToStage.
    """
    with transaction.atomic():
        locked = _locked(batch, actor)
        ImportRow.objects.filter(batch=locked).delete()
    try:
        _stage(at, actor, locked, reads, Options.of(locked.options), progress)
    except BaseException:
        ImportRow.objects.filter(batch=locked).delete()
        raise
    return locked


@transaction.atomic
def keep_table(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    name: str,
    data: bytes,
    form: str,
    options: Options,
    head: Sequence[str],
) -> ImportBatch:
    """A table is kept as it was sent, for its columns may have to be told: `stage_table` reads it. Raises NotAllowed,
    and what `files.keep` refuses.
    """
    allow(actor, library)
    batch = new_batch(at, actor, library, name, form, options, BatchState.STAGED)
    batch.file = files.keep(at=at, actor=actor, name=name, data=data, organisation=library)
    batch.options = {**batch.options, "head": list(head)}
    batch.save()
    return batch


def stage_table(
    *,
    at: datetime,
    actor: Actor,
    batch: ImportBatch,
    reads: Iterable[Read],
    columns: Mapping[str, int],
    progress: Progress = silent,
) -> ImportBatch:
    """Reads a kept table, once more where its columns are told anew. Raises NotAllowed, NotStaged, TooManyToStage."""
    with transaction.atomic():
        locked = _locked(batch, actor)
        ImportRow.objects.filter(batch=locked).delete()
        locked.read = 0
        locked.options = {**locked.options, "columns": dict(columns)}
        locked.save()
    _stage(at, actor, locked, reads, Options.of(locked.options), progress)
    return locked


def _stage(
    at: datetime,
    actor: Actor,
    batch: ImportBatch,
    reads: Iterable[Read],
    options: Options,
    progress: Progress = silent,
) -> None:
    began = time.perf_counter()
    options = replace(options, is_table=batch.form in TABLES)
    judge = Judge(batch.library, options, may_change=rights_of(actor), is_kept=True, asks=True)
    for part in chunks(reads):
        batch.read += len(part)
        if batch.read > MOST_STAGED:
            raise TooManyToStage(limit=MOST_STAGED)
        judged = judge.judge([prepare(read, options) for read in part], (-read.position for read in part))
        whole = {read.position: to_json(read.marc) if read.marc else "" for read in part}
        with transaction.atomic():
            insert(ImportRow, ROW, (_staged(batch, one, whole[one.prepared.position]) for one in judged))
        progress(batch.read)
    with transaction.atomic():
        _count_staged(batch)
        batch.seconds = time.perf_counter() - began
        batch.save()
        journal.write(
            at=at, actor=actor, act="catalogue.import_staged", organisation=batch.library,
            subject=f"import:{batch.pk}", name=batch.name, number=batch.read,
        )  # fmt: skip


def _staged(batch: ImportBatch, one: Judged, marc: str) -> tuple[Any, ...]:
    title = one.prepared.flat.title if one.prepared.flat else ""
    record = one.record if one.record > 0 else None
    return (
        batch.pk,
        one.prepared.position,
        str(one.action),
        title,
        marc,
        record,
        one.by,
        json.dumps(one.told),
        None,
        "[]",
    )


@transaction.atomic
def decide(
    *, at: datetime, actor: Actor, batch: ImportBatch, positions: Sequence[int], choice: str, record: int = 0
) -> int:
    """What a person says of doubtful records: "new", "update" (the record found, or the one named), "leave" out.

    Gives how many rows it was said of. Raises NotAllowed, NotStaged, NoSuchRecord.
    """
    locked = _locked(batch, actor)
    rows = ImportRow.objects.filter(batch=locked, action=RowAction.DOUBTFUL, position__in=positions)
    if record and not Record.objects.filter(pk=record).exclude(state=RecordState.MERGED).exists():
        raise NoSuchRecord
    if choice == "update":
        number = (
            rows.update(action=RowAction.UPDATE, record=record, matched_by="person")
            if record
            else rows.exclude(record=None).update(action=RowAction.UPDATE, matched_by="person")
        )
    elif choice == "new":
        number = rows.update(action=RowAction.NEW, record=None, matched_by="person")
    else:
        told: list[Told] = [("importing.left_out", {})]
        number = rows.update(action=RowAction.REJECTED, record=None, matched_by="person", told=told)
    _count_staged(locked)
    locked.save()
    return number


@transaction.atomic
def commit(*, at: datetime, actor: Actor, batch: ImportBatch, progress: Progress = silent) -> Outcome:
    """Takes a staged file in, all of it or none; each record is compared once more with the catalogue as it is now.

    Raises NotAllowed, NotStaged, StillDoubtful.
    """
    began = time.perf_counter()
    locked = _locked(batch, actor)
    waiting = ImportRow.objects.filter(batch=locked, action=RowAction.DOUBTFUL).count()
    if waiting:
        raise StillDoubtful(number=waiting)
    outcome, options = Outcome(locked), replace(Options.of(locked.options), is_table=locked.form in TABLES)
    refused = ImportRow.objects.filter(batch=locked, action=RowAction.REJECTED)
    outcome.rejected = [
        (position, tuple(told[-1])) for position, told in refused.values_list("position", "told")
    ]
    outcome.read = len(outcome.rejected)
    take(locked, _from_rows(locked, options), at, actor, options, outcome, progress, _update_rows)
    locked.state = BatchState.COMMITTED
    close(at, actor, locked, outcome, time.perf_counter() - began)
    outcome.seconds = locked.seconds
    return outcome


@transaction.atomic
def drop(*, at: datetime, actor: Actor, batch: ImportBatch) -> None:
    """A staged file is not wanted after all: its rows go. Raises NotAllowed, NotStaged."""
    locked = _locked(batch, actor)
    ImportRow.objects.filter(batch=locked).delete()
    locked.state = BatchState.DROPPED
    locked.save(update_fields=["state"])
    journal.write(
        at=at, actor=actor, act="catalogue.import_dropped", organisation=locked.library,
        subject=f"import:{locked.pk}", name=locked.name,
    )  # fmt: skip


def _locked(batch: ImportBatch, actor: Actor) -> ImportBatch:
    locked = ImportBatch.objects.select_for_update(of=("self",)).select_related("library").get(pk=batch.pk)
    allow(actor, locked.library)
    if locked.state != BatchState.STAGED:
        raise NotStaged
    return locked


def _update_rows(
    batch: ImportBatch, judged: Sequence[Judged], revisions: dict[int, int], items: dict[int, list[int]]
) -> None:
    numbers = dict(
        ImportRow.objects.filter(
            batch=batch, position__in=[one.prepared.position for one in judged]
        ).values_list("position", "pk")
    )
    update(
        ImportRow,
        ("action", "record", "matched_by", "told", "before", "items"),
        (
            (str(one.action), *kept_columns(one, revisions, items), numbers[one.prepared.position])
            for one in judged
        ),
    )


def _from_rows(batch: ImportBatch, options: Options) -> Iterator[Prepared]:
    """The staged records that are not left out, in the file's order."""
    last = 0
    rows = ImportRow.objects.filter(batch=batch).exclude(action=RowAction.REJECTED).order_by("position")
    while part := list(rows.filter(position__gt=last)[:CHUNK]):
        for row in part:
            made = prepare(Read(row.position, from_json(row.marc)), options)
            if row.matched_by == "person":
                made.decided, made.decided_for = row.action, row.record_id or 0
            yield made
        last = part[-1].position


def _count_staged(batch: ImportBatch) -> None:
    counted = {
        action: ImportRow.objects.filter(batch=batch, action=action).count() for action in RowAction.values
    }
    batch.created, batch.updated = counted[RowAction.NEW], counted[RowAction.UPDATE]
    batch.unchanged, batch.rejected = counted[RowAction.SAME], counted[RowAction.REJECTED]
    batch.doubtful = counted[RowAction.DOUBTFUL]
    batch.read = sum(counted.values())
