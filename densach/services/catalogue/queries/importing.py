"""What is known already of records on their way in, asked for many at a time; files of records and their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast

from densach.organisations.models import Organisation
from densach.services.catalogue.models import (
    Identifier,
    IdentifierKind,
    ImportBatch,
    ImportRow,
    Item,
    ItemType,
    Record,
    RecordState,
    RowAction,
)
from densach.services.catalogue.rules.importing import Known, Told
from densach.services.catalogue.rules.remarks import Kind, summed

PAGE: Final = 50
# Rows whose remarks are summed on the page; a file taken in by command may have half a million.
SUMMED: Final = 50_000
# Of a title that stands in the catalogue a hundred times, so many are looked at.
_MOST: Final = 50


@dataclass
class Wanted:
    """The numbers and keys of a chunk."""

    isbns: set[str] = field(default_factory=set)
    controls: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    barcodes: set[str] = field(default_factory=set)
    accessions: set[str] = field(default_factory=set)
    # Records that a person chose.
    records: set[int] = field(default_factory=set)


@dataclass
class Found:
    """What the catalogue, and the rows before, know of them. `barcodes`: number → record and its title."""

    isbns: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    controls: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    barcodes: dict[str, tuple[int, str]] = field(default_factory=dict)
    accessions: set[str] = field(default_factory=set)
    records: dict[int, Known] = field(default_factory=dict)
    marcs: dict[int, str] = field(default_factory=dict)
    revisions: dict[int, int] = field(default_factory=dict)

    def of(self, numbers: Iterable[int]) -> list[Known]:
        return [self.records[one] for one in numbers if one in self.records]


def known(wanted: Wanted, library: Organisation, found: Found) -> Found:
    """Adds to `found` what the database knows: six queries, however many numbers."""
    numbers = Identifier.objects.exclude(record__state=RecordState.MERGED)
    for kind, values, into in (
        (IdentifierKind.ISBN, wanted.isbns, found.isbns),
        (IdentifierKind.CONTROL, wanted.controls, found.controls),
    ):
        if values:
            rows = numbers.filter(kind=kind, value__in=values).order_by("record_id")
            for value, record in rows.values_list("value", "record_id"):
                _add(into, value, record)
    if wanted.keys:
        keyed = (
            Record.objects.filter(match_key__in=wanted.keys).exclude(state=RecordState.MERGED).order_by("pk")
        )
        for key, record in keyed.values_list("match_key", "pk"):
            _add(found.keys, key, record)
    if wanted.barcodes:
        held = Item.objects.filter(barcode__in=wanted.barcodes)
        found.barcodes |= {
            barcode: (record, title)
            for barcode, record, title in held.values_list("barcode", "record_id", "record__title")
        }
    if wanted.accessions:
        taken = Item.objects.filter(home=library, accession_number__in=wanted.accessions)
        found.accessions |= set(taken.values_list("accession_number", flat=True))
    _describe(found, wanted.records)
    return found


def _add(into: dict[str, list[int]], value: str, record: int) -> None:
    there = into[value]
    if record not in there and len(there) < _MOST:
        there.append(record)


def _describe(found: Found, chosen: set[int]) -> None:
    wanted = {
        record
        for rows in (*found.isbns.values(), *found.controls.values(), *found.keys.values())
        for record in rows
        if record > 0
    } | {record for record, _title in found.barcodes.values() if record > 0}
    lacking = (wanted | chosen) - found.records.keys()
    if not lacking:
        return
    isbns: dict[int, set[str]] = defaultdict(set)
    numbers = Identifier.objects.filter(record__in=lacking, kind=IdentifierKind.ISBN)
    for record, value in numbers.values_list("record_id", "value"):
        isbns[record].add(value)
    rows = Record.objects.filter(pk__in=lacking).exclude(state=RecordState.MERGED)
    for pk, title, key, library, marc, revision in rows.values_list(
        "pk", "title", "match_key", "library_id", "marc", "revision"
    ):
        found.records[pk] = Known(pk, title, key, library, frozenset(isbns[pk]))
        found.marcs[pk], found.revisions[pk] = marc, revision


def with_copies(records: Iterable[int], library: Organisation) -> set[int]:
    """Those records of which the library holds a copy."""
    rows = Item.objects.filter(record__in=list(records), home=library)
    return set(rows.values_list("record_id", flat=True).distinct())


def item_types() -> dict[str, int]:
    return dict(ItemType.objects.values_list("code", "pk"))


def item_type_choices() -> list[ItemType]:
    return list(ItemType.objects.all())


def batch_by_id(pk: int) -> ImportBatch | None:
    return ImportBatch.objects.select_related("library").filter(pk=pk).first()


def batches(
    libraries: Sequence[int] | None, state: str = "", before: int = 0, limit: int = PAGE + 1
) -> list[ImportBatch]:
    """The newest first; those of the given libraries, None for all."""
    rows = ImportBatch.objects.select_related("library").order_by("-pk")
    if libraries is not None:
        rows = rows.filter(library__in=libraries)
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(pk__lt=before)
    return list(rows[:limit])


def last_columns(library: Organisation, head: Sequence[str]) -> dict[str, int]:
    """How the library last read the columns of a table with the same head."""
    rows = ImportBatch.objects.filter(library=library, form__in=("xlsx", "csv")).order_by("-pk")
    for kept in rows.values_list("options", flat=True)[:20]:
        if kept.get("columns") and kept.get("head") == list(head):
            return {code: int(place) for code, place in kept["columns"].items()}
    return {}


def rows_of(
    batch: ImportBatch, action: str = "", with_remarks: bool = False, text: str = "", kind: str = ""
) -> QuerySet[ImportRow]:
    """Rows of a file in their order. `kind`: only those that were told this message id."""
    rows = ImportRow.objects.filter(batch=batch).select_related("record").order_by("position")
    if action:
        rows = rows.filter(action=action)
    if with_remarks:
        rows = rows.exclude(told=[])
    if kind:
        rows = rows.annotate(said=Cast("told", TextField())).filter(said__contains=f'"{kind}"')
    return rows.filter(title__icontains=text) if text else rows


def kinds_of(batch: ImportBatch) -> list[Kind]:
    """What was told of the first rows with remarks, summed by kind; of a refused row its reason is the last."""
    rows = ImportRow.objects.filter(batch=batch).exclude(told=[]).order_by("position")
    rejected: list[tuple[int, Told]] = []
    told: list[tuple[int, Told]] = []
    for position, action, said in rows.values_list("position", "action", "told")[:SUMMED]:
        if action == RowAction.REJECTED:
            rejected.append((position, tuple(said[-1])))
        else:
            told.extend((position, tuple(one)) for one in said)
    return summed(rejected, told)


def row_of(batch: ImportBatch, position: int) -> ImportRow | None:
    return rows_of(batch).filter(position=position).first()


def totals(batch: ImportBatch) -> dict[str, int]:
    """How many rows of each kind."""
    counted = ImportRow.objects.filter(batch=batch).values("action").annotate(number=Count("pk")).order_by()
    there = {one["action"]: one["number"] for one in counted}
    return {action: there.get(action, 0) for action in RowAction.values}


def candidates(row: ImportRow, found: Found) -> list[Known]:
    """The records among which a person chooses."""
    return (
        sorted(found.records.values(), key=lambda one: one.record)[:10]
        if row.action == RowAction.DOUBTFUL
        else []
    )
