"""A chunk of judged records written into the catalogue: records, revisions, numbers, copies, headings, the index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, Final

from django.db.models import F

from densach.facts import actions as book
from densach.formats.marc import Marc
from densach.kernel.actor import Actor
from densach.kernel.dates import today
from densach.services.catalogue.actions.importing.inserting import day, insert, instant, numbers, update
from densach.services.catalogue.actions.importing.judging import Judged
from densach.services.catalogue.actions.items import COPIES_ADDED, TITLES_ADDED
from densach.services.catalogue.actions.linking import link
from densach.services.catalogue.models import (
    Identifier,
    ImportBatch,
    Item,
    ItemEvent,
    ItemState,
    Record,
    RecordRevision,
    RecordState,
    Restriction,
    RowAction,
)
from densach.services.catalogue.queries.importing import Found, item_types, with_copies
from densach.services.catalogue.rules.flat import Flat, flat
from densach.services.catalogue.rules.importing import Copy, Options
from densach.services.catalogue.rules.keys import call_sort
from densach.services.catalogue.search import index

_FLAT: Final = (
    "title", "title_sort", "material", "responsibility", "author", "contributors", "edition", "place", "publisher",
    "year", "year_text", "language", "extent", "series", "summary", "subjects", "ddc", "isbn", "control_number",
    "work_key", "match_key", "children",
)  # fmt: skip
_RECORD: Final = (
    "id", *_FLAT, "marc", "state", "library", "revision", "created_at", "updated_at", "holdings",
)  # fmt: skip
_COLUMNS: Final = itemgetter(*_RECORD)
_REVISION: Final = ("record", "number", "marc", "note", "made_at", "made_by_id", "made_by_name", "batch_id")
_ITEM: Final = (
    "id", "record", "barcode", "accession_number", "home", "place", "location", "call_number", "call_sort", "volume",
    "item_type", "state", "restriction", "acquired", "source", "price", "acquired_on", "note", "counted_on",
    "first_of_title", "loans", "batch_id", "revision", "added_at",
)  # fmt: skip
_EVENT: Final = ("item", "at", "act", "state", "place", "told", "by_name")
_DEFAULT_TYPE: Final = "book"


class Writer:
    """Writes what was judged; `at` and `actor` say when and by whom, the batch under which file."""

    def __init__(self, *, at: datetime, actor: Actor, batch: ImportBatch, options: Options) -> None:
        self.at = at
        self.actor = actor
        self.batch = batch
        self.library = batch.library
        self.options = options
        self.instant = instant(at)
        self.today = today(at)
        self.types = item_types()

    def reserve(self, count: int) -> list[int]:
        """Numbers for records that may be new."""
        return numbers(Record, count)

    def write(self, judged: Sequence[Judged], found: Found) -> dict[int, list[int]]:
        """Gives the numbers of the copies that each row (by position) added."""
        latest: dict[int, Marc] = {one.record: one.after for one in judged if one.after is not None}
        new = {one.record: one for one in judged if one.action == RowAction.NEW}
        added = self._numbered(judged)
        self._records(judged, latest, new, found)
        self._copies(judged, added, new)
        return {position: [number for number, _copy in rows] for position, rows in added.items()}

    def _records(
        self, judged: Sequence[Judged], latest: dict[int, Marc], new: dict[int, Judged], found: Found
    ) -> None:
        held = Counter(
            one.record for one in judged for copy in one.copies if copy.state != ItemState.WITHDRAWN
        )
        flats = {number: self._flat(number, marc, new) for number, marc in latest.items()}
        fresh = [self._record(number, flats[number], found.marcs[number], held[number]) for number in new]
        insert(Record, _RECORD, map(self._row, fresh))
        changed = self._changed([number for number in latest if number not in new], latest, flats, found)
        by_number: dict[int, list[int]] = defaultdict(list)
        for record, number in held.items():
            if record not in new:
                by_number[number].append(record)
        for number, records in by_number.items():
            Record.objects.filter(pk__in=records).update(holdings=F("holdings") + number)
        self._follow([*fresh, *changed], latest, flats, {one.pk for one in changed})

    def _flat(self, number: int, marc: Marc, new: dict[int, Judged]) -> Flat:
        """The columns, read again only where a later row changed the record."""
        first = new.get(number)
        if first is not None and first.after is marc and first.prepared.flat is not None:
            return first.prepared.flat
        return flat(marc)

    def _record(self, number: int, columns: Flat, marc: str, held: int) -> Record:
        return Record(
            pk=number, marc=marc, state=RecordState.PUBLISHED, library_id=self.library.pk, revision=1,
            created_at=self.at, updated_at=self.at, holdings=held, **columns.columns(),
        )  # fmt: skip

    def _row(self, record: Record) -> tuple[Any, ...]:
        """The record's columns in the order of `_RECORD`, its instants as the database takes them."""
        values = {**record.__dict__, "library": self.library.pk, "created_at": self.instant}
        values["updated_at"] = self.instant
        columns: tuple[Any, ...] = _COLUMNS(values)
        return columns

    def _changed(
        self, ids: Sequence[int], latest: dict[int, Marc], flats: dict[int, Flat], found: Found
    ) -> list[Record]:
        rows = Record.objects.in_bulk(ids)
        changed = []
        for number in ids:
            record = rows[number]
            for name, value in flats[number].columns().items():
                setattr(record, name, value)
            record.marc, record.updated_at, record.revision = (
                found.marcs[number],
                self.at,
                record.revision + 1,
            )
            changed.append(record)
        update(
            Record,
            (*_FLAT, "marc", "revision", "updated_at"),
            (
                [*(getattr(one, name) for name in _FLAT), one.marc, one.revision, self.instant, one.pk]
                for one in changed
            ),
        )
        Identifier.objects.filter(record__in=ids).delete()
        return changed

    def _follow(
        self, records: list[Record], latest: dict[int, Marc], flats: dict[int, Flat], known: set[int]
    ) -> None:
        """What stands beside a record: its numbers, its revision, its headings, its words."""
        insert(
            Identifier,
            ("record", "kind", "value"),
            [(one.pk, str(kind), value) for one in records for kind, value in flats[one.pk].identifiers],
        )
        insert(
            RecordRevision,
            _REVISION,
            [
                (
                    one.pk, one.revision, one.marc, self.batch.name[:200], self.instant, self.actor.id, self.actor.name,
                    self.batch.pk,
                )
                for one in records
            ],
        )  # fmt: skip
        for group, is_new in (
            ([one for one in records if one.pk not in known], True),
            ([one for one in records if one.pk in known], False),
        ):
            if group:
                link(group, at=self.at, marcs=[latest[one.pk] for one in group], new=is_new)
        index.put(records)

    def _numbered(self, judged: Sequence[Judged]) -> dict[int, list[tuple[int, Copy]]]:
        supply = iter(numbers(Item, sum(len(one.copies) for one in judged)))
        return {
            one.prepared.position: [(next(supply), copy) for copy in one.copies]
            for one in judged
            if one.copies
        }

    def _copies(
        self, judged: Sequence[Judged], added: dict[int, list[tuple[int, Copy]]], new: dict[int, Judged]
    ) -> None:
        if not added:
            return
        there = with_copies(
            {one.record for one in judged if one.copies and one.record not in new}, self.library
        )
        items, events, entries = [], [], list[book.Entry]()
        counted = self.today if self.options.counts else None
        for one in judged:
            for number, copy in added.get(one.prepared.position, ()):
                first = one.record not in there
                there.add(one.record)
                state = copy.state or ItemState.AVAILABLE
                items.append(self._item(number, one.record, copy, str(state), first))
                events.append(
                    (number, self.instant, "added", str(state), self.library.pk, "{}", self.actor.name)
                )
                if counted:
                    source = f"item:{number}"
                    entries.append(book.Entry(COPIES_ADDED, self.library.pk, counted, 1, source))
                    if first:
                        entries.append(book.Entry(TITLES_ADDED, self.library.pk, counted, 1, source))
        insert(Item, _ITEM, items)
        insert(ItemEvent, _EVENT, events)
        if entries:
            book.record_many(at=self.at, entries=entries, origin="service")

    def _item(self, number: int, record: int, copy: Copy, state: str, first: bool) -> tuple[Any, ...]:
        kind = (
            self.types.get(copy.item_type)
            or self.types.get(self.options.item_type)
            or self.types[_DEFAULT_TYPE]
        )
        return (
            number, record, copy.barcode, copy.accession, self.library.pk, self.library.pk, copy.location,
            copy.call_number, call_sort(copy.call_number), copy.volume, kind, state, str(Restriction.OPEN), "",
            copy.source, copy.price, day(copy.acquired_on or self.today), copy.note,
            day(self.today) if self.options.counts else None, first, 0, self.batch.pk, 1, self.instant,
        )  # fmt: skip
