"""Bibliographic records: entered, changed, brought back as they were."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from densach.formats.marc import Marc, from_json, to_json
from densach.journal import actions as journal
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation
from densach.services.catalogue.models import Identifier, Record, RecordRevision, RecordState
from densach.services.catalogue.rules.flat import Flat, flat
from densach.services.catalogue.rules.refusals import NoSuchRecord, SeenAnOldRecord

CATALOGUE = "catalogue.edit"


@transaction.atomic
def add_record(
    *,
    at: datetime,
    actor: Actor,
    library: Organisation,
    marc: Marc,
    state: str = RecordState.PUBLISHED,
    note: str = "",
) -> Record:
    """Enters a record for the library's cataloguers. Raises NotAllowed, NoTitle."""
    if not actor.may(CATALOGUE, library):
        raise NotAllowed(verb=CATALOGUE)
    columns = flat(marc)
    record = Record(library=library, marc=to_json(marc), state=state, created_at=at, updated_at=at)
    _fill(record, columns)
    record.full_clean(exclude=["library", "cover", "merged_into"], validate_unique=False)
    record.save()
    _number(record, columns)
    _keep(at, actor, record, note)
    journal.write(
        at=at, actor=actor, act="catalogue.record_added", organisation=library, subject=f"record:{record.pk}",
        title=record.title[:200],
    )  # fmt: skip
    return record


@transaction.atomic
def change_record(
    *, at: datetime, actor: Actor, record: Record, seen: int, marc: Marc, note: str = ""
) -> Record:
    """Writes the record anew over revision `seen`. An equal record changes nothing. Raises SeenAnOldRecord."""
    found = locked(record.pk)
    if not actor.may(CATALOGUE, found.library):
        raise NotAllowed(verb=CATALOGUE)
    if found.revision != seen:
        last = RecordRevision.objects.filter(record=found).order_by("-number").first()
        raise SeenAnOldRecord(name=last.made_by_name if last else "")
    told = to_json(marc)
    if told == found.marc:
        return found
    columns = flat(marc)
    found.marc, found.updated_at, found.revision = told, at, found.revision + 1
    _fill(found, columns)
    found.full_clean(exclude=["library", "cover", "merged_into"], validate_unique=False)
    found.save()
    _number(found, columns)
    _keep(at, actor, found, note)
    journal.write(
        at=at, actor=actor, act="catalogue.record_changed", organisation=found.library, subject=f"record:{found.pk}",
        title=found.title[:200],
    )  # fmt: skip
    return found


def restore_record(*, at: datetime, actor: Actor, record: Record, seen: int, number: int) -> Record:
    """Brings revision `number` back, as a new revision. Raises NoSuchRecord where there is none."""
    then = RecordRevision.objects.filter(record=record, number=number).first()
    if then is None:
        raise NoSuchRecord
    return change_record(
        at=at, actor=actor, record=record, seen=seen, marc=from_json(then.marc), note=f"← {number}"
    )


def locked(pk: int) -> Record:
    """The record, held until the transaction ends. Raises NoSuchRecord."""
    found = Record.objects.select_for_update().select_related("library").filter(pk=pk).first()
    if found is None or found.state == RecordState.MERGED:
        raise NoSuchRecord
    return found


def _fill(record: Record, columns: Flat) -> None:
    for name, value in columns.columns().items():
        setattr(record, name, value)


def _number(record: Record, columns: Flat) -> None:
    Identifier.objects.filter(record=record).delete()
    Identifier.objects.bulk_create(
        Identifier(record=record, kind=kind, value=value) for kind, value in columns.identifiers
    )


def _keep(at: datetime, actor: Actor, record: Record, note: str) -> None:
    RecordRevision.objects.create(
        record=record,
        number=record.revision,
        marc=record.marc,
        note=clean_text(note)[:200],
        made_at=at,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
