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
from densach.services.catalogue.actions.linking import link
from densach.services.catalogue.models import (
    Identifier,
    Item,
    ItemState,
    Record,
    RecordRevision,
    RecordState,
)
from densach.services.catalogue.rules import lifecycle
from densach.services.catalogue.rules.flat import Flat, flat
from densach.services.catalogue.rules.refusals import NoSuchRecord, RecordInUse, SeenAnOldRecord
from densach.services.catalogue.search import index

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
    record.full_clean(
        exclude=["library", "cover", "merged_into"], validate_unique=False, validate_constraints=False
    )
    record.save()
    Identifier.objects.bulk_create(
        Identifier(record=record, kind=kind, value=value) for kind, value in columns.identifiers
    )
    _keep(at, actor, record, note)
    link([record], at=at, marcs=[marc], new=True)
    index.put([record])
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
    require_keeper(actor, found)
    require_seen(found, seen)
    if write(at=at, actor=actor, found=found, marc=marc, note=note):
        journal.write(
            at=at, actor=actor, act="catalogue.record_changed", organisation=found.library,
            subject=f"record:{found.pk}", title=found.title[:200],
        )  # fmt: skip
    return found


def write(*, at: datetime, actor: Actor, found: Record, marc: Marc, note: str) -> bool:
    """Writes a locked record anew, as its next revision, unless it says the same already. Rights and what was seen are
    the caller's affair: a heading that changes is written into the records of all libraries. Raises NoTitle.
    """
    told = to_json(marc)
    if told == found.marc:
        return False
    columns = flat(marc)
    found.marc, found.updated_at, found.revision = told, at, found.revision + 1
    _fill(found, columns)
    found.full_clean(
        exclude=["library", "cover", "merged_into"], validate_unique=False, validate_constraints=False
    )
    found.save()
    _number(found, columns)
    _keep(at, actor, found, note)
    link([found], at=at, marcs=[marc])
    index.put([found])
    return True


def restore_record(*, at: datetime, actor: Actor, record: Record, seen: int, number: int) -> Record:
    """Brings revision `number` back, as a new revision. Raises NoSuchRecord where there is none."""
    then = RecordRevision.objects.filter(record=record, number=number).first()
    if then is None:
        raise NoSuchRecord
    return change_record(
        at=at, actor=actor, record=record, seen=seen, marc=from_json(then.marc), note=f"← {number}"
    )


@transaction.atomic
def change_record_state(
    *, at: datetime, actor: Actor, record: Record, seen: int, state: str, why: str = ""
) -> Record:
    """Publishes a draft, withdraws a record that no library holds any more, brings one back.
    Raises SeenAnOldRecord, RecordCannot, RecordInUse.
    """
    found = locked(record.pk)
    require_keeper(actor, found)
    require_seen(found, seen)
    lifecycle.require_record(found.state, state)
    if state == RecordState.WITHDRAWN and found.holdings:
        raise RecordInUse(number=found.holdings)
    found.state, found.updated_at, found.revision = state, at, found.revision + 1
    found.save(update_fields=["state", "updated_at", "revision"])
    _keep(at, actor, found, why)
    link([found], at=at)
    index.put([found])
    journal.write(
        at=at, actor=actor, act=f"catalogue.record_{state}", organisation=found.library, subject=f"record:{found.pk}",
        title=found.title[:200], why=clean_text(why)[:200],
    )  # fmt: skip
    return found


def require_keeper(actor: Actor, record: Record) -> None:
    """Cataloguers of the library that entered the record and of any that holds a copy may change it.
    Raises NotAllowed.
    """
    if actor.may(CATALOGUE, record.library_id):
        return
    held = Item.objects.filter(record=record).exclude(state=ItemState.WITHDRAWN)
    homes = held.order_by("home_id").values_list("home_id", flat=True).distinct()
    if not any(actor.may(CATALOGUE, home) for home in homes):
        raise NotAllowed(verb=CATALOGUE)


def require_seen(record: Record, seen: int) -> None:
    """Raises SeenAnOldRecord, with the name of whoever came first."""
    if record.revision != seen:
        last = RecordRevision.objects.filter(record=record).order_by("-number").first()
        raise SeenAnOldRecord(name=last.made_by_name if last else "")


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
    """Its own numbers, and those of the records that were merged into it: a file that knows one finds the other."""
    Identifier.objects.filter(record=record).delete()
    numbers = dict.fromkeys(columns.identifiers)
    for other in record.merged.all():
        numbers |= dict.fromkeys(flat(from_json(other.marc)).identifiers)
    Identifier.objects.bulk_create(
        Identifier(record=record, kind=kind, value=value) for kind, value in numbers
    )


def number_anew(record: Record) -> None:
    """After a merger or its undoing. A record merged away has no numbers of its own."""
    if record.state == RecordState.MERGED:
        Identifier.objects.filter(record=record).delete()
    else:
        _number(record, flat(from_json(record.marc)))


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
