"""A file of records taken in at once; what taking in a staged one shares with it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar

from django.db import transaction

from densach.formats.marc.values import Read
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.catalogue.actions.importing.inserting import forget_cycles, insert, quiet_memory
from densach.services.catalogue.actions.importing.judging import Judge, Judged, Prepared, prepare
from densach.services.catalogue.actions.importing.writing import Writer
from densach.services.catalogue.actions.records import CATALOGUE
from densach.services.catalogue.models import BatchState, ImportBatch, ImportRow, RowAction
from densach.services.catalogue.rules.importing import Options, Told

IMPORT: Final = "catalogue.import"
CHUNK: Final = 500
TABLES: Final = frozenset({"xlsx", "csv"})
ROW: Final = (
    "batch",
    "position",
    "action",
    "title",
    "marc",
    "record",
    "matched_by",
    "told",
    "before",
    "items",
)
_WRITTEN: Final = frozenset({RowAction.NEW, RowAction.UPDATE})

T = TypeVar("T")
Progress = Callable[[int], None]


def silent(_number: int) -> None:
    pass


@dataclass
class Outcome:
    """What became of a file. `batch` is None where nothing was written; `rejected` are (position, reason)."""

    batch: ImportBatch | None
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    doubtful: int = 0
    items: int = 0
    seconds: float = 0.0
    rejected: list[tuple[int, Told]] = field(default_factory=list)
    told: list[tuple[int, Told]] = field(default_factory=list)


class _Undone(Exception):
    """Leaves the transaction of a trial."""


def import_records(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    reads: Iterable[Read],
    name: str,
    form: str,
    options: Options,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Outcome:
    """Takes a whole file in at once, all of it or none: whatever is doubtful becomes a record of its own, and is told.

    `dry_run` does the same and takes everything back before it ends. Raises NotAllowed.
    """
    allow(actor, library)
    began = time.perf_counter()
    outcome, options = Outcome(None), replace(options, is_table=form in TABLES)
    try:
        with transaction.atomic():
            batch = new_batch(at, actor, library, name, form, options, BatchState.COMMITTED)
            prepared = (prepare(read, options) for read in reads)
            take(batch, prepared, at, actor, options, outcome, progress, _insert_rows)
            close(at, actor, batch, outcome, time.perf_counter() - began)
            if dry_run:
                raise _Undone
    except _Undone:
        outcome.batch = None
    outcome.seconds = time.perf_counter() - began
    return outcome


def allow(actor: Actor, library: Organisation) -> None:
    if not actor.may(IMPORT, library):
        raise NotAllowed(verb=IMPORT)


def rights_of(actor: Actor) -> Callable[[int], bool]:
    """Whether the person may change records of a library, asked once for each."""
    told: dict[int, bool] = {}

    def may(library: int) -> bool:
        if library not in told:
            told[library] = actor.may(CATALOGUE, library)
        return told[library]

    return may


def new_batch(
    at: datetime,
    actor: Actor,
    library: Organisation,
    name: str,
    form: str,
    options: Options,
    state: str,
) -> ImportBatch:
    return ImportBatch.objects.create(
        library=library,
        name=clean_text(name)[-200:],
        form=form,
        options=options.kept(),
        state=state,
        sent_at=at,
        sent_by_id=actor.id,
        sent_by_name=actor.name,
    )


def chunks(items: Iterable[T]) -> Iterator[list[T]]:
    supply = iter(items)
    while part := list(islice(supply, CHUNK)):
        yield part


Keep = Callable[[ImportBatch, Sequence[Judged], dict[int, int], dict[int, list[int]]], None]


def take(
    batch: ImportBatch,
    prepared: Iterable[Prepared],
    at: datetime,
    actor: Actor,
    options: Options,
    outcome: Outcome,
    progress: Progress,
    keep: Keep,
) -> None:
    judge = Judge(batch.library, options, may_change=rights_of(actor), is_kept=False, asks=False)
    writer = Writer(at=at, actor=actor, batch=batch, options=options)
    with quiet_memory():
        for part in chunks(prepared):
            _take(batch, part, judge, writer, outcome, keep)
            # What the chunk held is gone but for cycles, so that looking for those costs next to nothing.
            part.clear()
            progress(outcome.read)
            forget_cycles()


def _take(
    batch: ImportBatch, part: Sequence[Prepared], judge: Judge, writer: Writer, outcome: Outcome, keep: Keep
) -> None:
    judged = judge.judge(part, writer.reserve(len(part)))
    revisions = dict(judge.found.revisions)
    items = writer.write(judged, judge.found)
    keep(batch, judged, revisions, items)
    _tally(judged, outcome)


def _tally(judged: Sequence[Judged], outcome: Outcome) -> None:
    for one in judged:
        outcome.read += 1
        outcome.items += len(one.copies)
        position = one.prepared.position
        match one.action:
            case RowAction.NEW:
                outcome.created += 1
            case RowAction.UPDATE:
                outcome.updated += 1
            case RowAction.SAME:
                outcome.unchanged += 1
            case _:
                outcome.rejected.append((position, one.told[-1] if one.told else ("marc.broken", {})))
                continue
        outcome.told.extend((position, told) for told in one.told)


def close(at: datetime, actor: Actor, batch: ImportBatch, outcome: Outcome, seconds: float) -> None:
    outcome.batch = batch
    batch.read, batch.created, batch.updated = outcome.read, outcome.created, outcome.updated
    batch.unchanged, batch.rejected, batch.doubtful = outcome.unchanged, len(outcome.rejected), 0
    batch.items_added, batch.seconds, batch.taken_at = outcome.items, seconds, at
    batch.save()
    journal.write(
        at=at, actor=actor, act="catalogue.import_taken", organisation=batch.library, subject=f"import:{batch.pk}",
        name=batch.name, created=batch.created, updated=batch.updated,
    )  # fmt: skip


def _insert_rows(
    batch: ImportBatch, judged: Sequence[Judged], revisions: dict[int, int], items: dict[int, list[int]]
) -> None:
    insert(
        ImportRow,
        ROW,
        (
            (
                batch.pk, one.prepared.position, str(one.action), one.prepared.flat.title if one.prepared.flat else "",
                "", *kept_columns(one, revisions, items),
            )
            for one in judged
        ),
    )  # fmt: skip


def kept_columns(one: Judged, revisions: dict[int, int], items: dict[int, list[int]]) -> tuple[Any, ...]:
    """Record, by what it was known, what was told, the revision before, the copies' numbers."""
    changed = one.action == RowAction.UPDATE and one.after is not None
    return (
        one.record or None,
        one.by,
        json.dumps(one.told, ensure_ascii=False) if one.told else "[]",
        revisions.get(one.record) if changed else None,
        json.dumps(items.get(one.prepared.position, [])),
    )
