"""A file of authority records like any other: what would become of each is shown first, then it is taken in, and can be
taken back.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from densach.formats.marc import from_json, to_json
from densach.formats.marc.values import Read
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.organisations.models import Organisation
from densach.services.catalogue.actions.importing.authorities import Answer, import_headings, put_back
from densach.services.catalogue.actions.importing.batches import ROW, Outcome, allow, new_batch
from densach.services.catalogue.actions.importing.inserting import insert
from densach.services.catalogue.models import (
    Authority,
    AuthorityRevision,
    BatchState,
    ImportBatch,
    ImportRow,
    RowAction,
)
from densach.services.catalogue.rules.importing import NotStaged, NotTaken, Options, Told

HEADINGS: Final = "headings"
IN_USE: Final[Told] = ("importing.heading_in_use", {})
CHANGED: Final[Told] = ("importing.heading_changed_since", {})


def are_headings(batch: ImportBatch) -> bool:
    return HEADINGS in batch.options


def stage_headings(
    *, at: datetime, actor: Actor, library: Organisation, name: str, form: str, reads: Iterable[Read]
) -> ImportBatch:
    """Keeps the records and says of each record what would become of it; no heading is written. Raises NotAllowed."""
    allow(actor, library)
    began = time.perf_counter()
    answers: list[Answer] = []
    marcs: dict[int, str] = {}
    outcome = import_headings(
        at=at, actor=actor, reads=_kept(reads, marcs), name=name, dry_run=True, answers=answers
    )
    with transaction.atomic():
        batch = new_batch(at, actor, library, name, form, Options(), BatchState.STAGED)
        batch.options = {**batch.options, HEADINGS: []}
        _told(batch, outcome, answers, marcs)
        batch.seconds = time.perf_counter() - began
        batch.save()
        journal.write(
            at=at, actor=actor, act="catalogue.import_staged", organisation=library, subject=f"import:{batch.pk}",
            name=batch.name, number=batch.read,
        )  # fmt: skip
    return batch


@transaction.atomic
def take_headings(*, at: datetime, actor: Actor, batch: ImportBatch) -> Outcome:
    """Takes the file in, all of it or none, compared once more. Raises NotAllowed, NotStaged."""
    locked = _locked(actor, batch)
    if locked.state != BatchState.STAGED:
        raise NotStaged
    answers: list[Answer] = []
    rows = ImportRow.objects.filter(batch=locked)
    usable = rows.exclude(action=RowAction.REJECTED).order_by("position")
    marcs = dict(usable.values_list("position", "marc"))
    reads = (Read(position, from_json(marc)) for position, marc in marcs.items())
    outcome = import_headings(at=at, actor=actor, reads=reads, name=locked.name, answers=answers)
    usable.delete()
    refused = rows.count()
    _told(locked, outcome, answers, marcs)
    locked.read, locked.rejected = locked.read + refused, locked.rejected + refused
    done = {one.heading: one for one in answers if one.action != RowAction.SAME}
    kept = [[one.heading, one.revision, one.before] for one in done.values()]
    locked.options = {**locked.options, HEADINGS: kept}
    locked.state, locked.taken_at = BatchState.COMMITTED, at
    locked.save()
    outcome.batch = locked
    return outcome


@transaction.atomic
def undo_headings(*, at: datetime, actor: Actor, batch: ImportBatch) -> tuple[int, int]:
    """New headings that nothing uses go, filled ones say again what they said; what is used or was changed since stays,
    and its row says so. Gives how many went and how many stay. Raises NotAllowed, NotTaken.
    """
    locked = _locked(actor, batch)
    if locked.state != BatchState.COMMITTED:
        raise NotTaken
    told: list[tuple[int, int, dict[str, Any] | None]] = [tuple(one) for one in locked.options[HEADINGS]]
    there = Authority.objects.in_bulk([pk for pk, _revision, _before in told])
    kept: dict[str, Told] = {}
    new = [there[pk] for pk, _revision, before in told if before is None and pk in there]
    gone = _gone(new, {pk: revision for pk, revision, _before in told}, kept)
    for pk, revision, before in told:
        if before is None or pk not in there:
            continue
        if there[pk].revision != revision:
            kept[there[pk].heading] = CHANGED
        else:
            put_back(at, actor, there[pk], before, gone)
            gone.add(pk)
    rows = [row for row in ImportRow.objects.filter(batch=locked) if row.title in kept]
    for row in rows:
        row.told = [*row.told, list(kept[row.title])]
    ImportRow.objects.bulk_update(rows, ["told"], batch_size=500)
    locked.state, locked.undone_at = BatchState.UNDONE, at
    locked.save(update_fields=["state", "undone_at"])
    journal.write(
        at=at, actor=actor, act="catalogue.import_undone", organisation=locked.library,
        subject=f"import:{locked.pk}", name=locked.name, number=len(gone),
    )  # fmt: skip
    return len(gone), len(kept)


def _gone(new: Sequence[Authority], revisions: dict[int, int], kept: dict[str, Told]) -> set[int]:
    """Deletes those that nothing leans on; gives their numbers."""
    ids = {one.pk for one in new}
    needed = set(
        Authority.objects.filter(Q(broader__in=ids) | Q(merged_into__in=ids))
        .exclude(pk__in=ids)
        .values_list("broader", flat=True)
    )
    needed |= set(Authority.objects.filter(merged_into__in=ids).values_list("merged_into", flat=True))
    used = set(Authority.objects.filter(pk__in=ids, links__isnull=False).values_list("pk", flat=True))
    for one in new:
        if one.pk in used or one.pk in needed:
            kept[one.heading] = IN_USE
        elif one.revision != revisions[one.pk] or one.merged_into_id:
            kept[one.heading] = CHANGED
    # What stays may stand below what would go.
    stay = {one.pk for one in new if one.heading in kept}
    above = set(Authority.objects.filter(pk__in=stay, broader__in=ids).values_list("broader", flat=True))
    while above - stay:
        stay |= {pk for pk in above if pk is not None}
        above = set(Authority.objects.filter(pk__in=stay, broader__in=ids).values_list("broader", flat=True))
    for one in new:
        if one.pk in stay:
            kept.setdefault(one.heading, IN_USE)
    go = ids - stay
    Authority.objects.filter(pk__in=go).update(broader=None)
    AuthorityRevision.objects.filter(authority__in=go).delete()
    Authority.objects.filter(pk__in=go).delete()
    return go


def _kept(reads: Iterable[Read], marcs: dict[int, str]) -> Iterator[Read]:
    for read in reads:
        if read.marc is not None:
            marcs[read.position] = to_json(read.marc)
        yield read


def _told(batch: ImportBatch, outcome: Outcome, answers: Iterable[Answer], marcs: Mapping[int, str]) -> None:
    """The rows of the file and its sums."""
    said: dict[int, list[Told]] = {}
    for position, one in (*outcome.told, *outcome.rejected):
        said.setdefault(position, []).append(one)
    rows = [(one.position, str(one.action), one.text) for one in answers]
    rows += [(position, str(RowAction.REJECTED), "") for position, _why in outcome.rejected]
    insert(
        ImportRow,
        ROW,
        (
            (
                batch.pk,
                position,
                action,
                text,
                marcs.get(position, ""),
                None,
                "",
                json.dumps(said.get(position, [])),
                None,
                "[]",
            )
            for position, action, text in sorted(rows)
        ),
    )  # fmt: skip
    counted = [action for _position, action, _text in rows]
    batch.read, batch.rejected = outcome.read, len(outcome.rejected)
    batch.created, batch.updated = counted.count(RowAction.NEW), counted.count(RowAction.UPDATE)
    batch.unchanged = counted.count(RowAction.SAME)


def _locked(actor: Actor, batch: ImportBatch) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update(of=("self",)).select_related("library")
    locked = rows.get(pk=batch.pk)
    allow(actor, locked.library)
    return locked
