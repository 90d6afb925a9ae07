"""Many counts of another program at once: judged row by row, taken in together, taken back together.

What a row writes is what the same count entered by hand writes, so that the book, its replay and its totals know no
difference. A row is known by its source key: sent again it is the same count, with another number a correction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from django.db import connection, transaction

from densach.facts import ledger
from densach.facts.actions.arrivals import Arrivals, Known, standing_counts
from densach.facts.models import Count, CountImport, CountRevision
from densach.facts.origin import Origin
from densach.facts.rows import CountRow, Rejected
from densach.facts.rules import CorrectedByHand, ImportTouched, ImportUndone, TooManyRows
from densach.journal import actions as journal
from densach.journal import queries as journals
from densach.kernel.actor import Actor
from densach.kernel.errors import NotAllowed, Refusal
from densach.kernel.vietnamese import clean_text
from densach.organisations.models import Organisation

MOST_ROWS = 100_000
_AT_ONCE = 10_000
_MOST_LINES = 500
Piece = TypeVar("Piece")
Row = tuple[bool | int | str | date | datetime | None, ...]
_COUNT = ledger.Many(
    "INSERT INTO facts_count (id, organisation_id, measure, since, until, origin, revision, reversed, source_key)",
    ("bigint", "bigint", "text", "date", "date", "text", "int", "boolean", "text"),
)
_REVISION = ledger.Many(
    "INSERT INTO facts_countrevision (count_id, number, quantities, note, entered_by_id, entered_by_name, entered_at, "
    "batch_id)",
    ("bigint", "int", "jsonb", "text", "bigint", "text", "timestamptz", "bigint"),
)
_NEXT = "UPDATE facts_count SET revision = %s, reversed = %s WHERE id = %s AND revision = %s AND NOT reversed"
_NEXT_OF_ALL = (
    "UPDATE facts_count SET revision = new.revision, reversed = new.reversed "
    "FROM unnest(%s::int[], %s::boolean[], %s::bigint[], %s::int[]) AS new(revision, reversed, id, was) "
    "WHERE facts_count.id = new.id AND facts_count.revision = new.was AND NOT facts_count.reversed"
)


@dataclass(frozen=True)
class Imported:
    """What became of each row. `batch` is the import that can be undone; none where nothing was written."""

    batch: CountImport | None
    read: int
    created: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    dry_run: bool

    @property
    def taken(self) -> int:
        return self.created + self.changed


class _New(NamedTuple):
    row: CountRow
    organisation_id: int
    quantities: dict[str, int]


class _Written(NamedTuple):
    """What an import said of a count, without the dress of a row: there may be a hundred thousand of them."""

    count_id: int
    number: int
    quantities: dict[str, int] | None


class _Change(NamedTuple):
    known: Known
    quantities: dict[str, int]


@dataclass
class _Judged:
    """The rows told apart: what each of them would write."""

    new: list[_New] = field(default_factory=list)
    changed: list[_Change] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def import_counts(
    *,
    at: datetime,
    actor: Actor,
    rows: Iterable[CountRow | Rejected],
    name: str = "",
    dry_run: bool = False,
    all_or_none: bool = False,
    origin: str = Origin.IMPORT,
) -> Imported:
    """Takes in counts, see `facts.rows` for how they are read; refused rows are left out and told with the reason.

    With `all_or_none` one refused row keeps all others out; with `dry_run` nothing is written and the answer says what
    would be. The rows are judged before the transaction, and again inside it where somebody wrote in between.
    Raises NotAllowed where the actor may enter counts nowhere, TooManyRows beyond `MOST_ROWS`.
    """
    if not actor.may("count.enter", None):
        raise NotAllowed(verb="count.enter")
    given = []
    for row in rows:
        given.append(row)
        if len(given) > MOST_ROWS:
            raise TooManyRows(limit=MOST_ROWS)
    seen = journals.mark()
    arrivals = Arrivals.of(given, at=at, actor=actor, origin=origin)
    judged = _judge(given, arrivals)
    if dry_run or (all_or_none and judged.rejected) or not (judged.new or judged.changed):
        return _told(judged, None, len(given), dry_run)
    with transaction.atomic():
        _let_one_in(arrivals.organisation_ids)
        if journals.mark() != seen:
            arrivals = Arrivals.of(given, at=at, actor=actor, origin=origin)
            judged = _judge(given, arrivals)
            if all_or_none and judged.rejected:
                return _told(judged, None, len(given), dry_run)
        batch = _write(at, actor, judged, arrivals, clean_text(name), origin)
    return _told(judged, batch, len(given), dry_run)


def _told(judged: _Judged, batch: CountImport | None, read: int, dry_run: bool) -> Imported:
    return Imported(
        batch,
        read,
        len(judged.new),
        len(judged.changed),
        judged.unchanged,
        tuple(judged.rejected),
        dry_run,
    )


def _judge(rows: Sequence[CountRow | Rejected], arrivals: Arrivals) -> _Judged:
    judged = _Judged()
    for row in rows:
        if isinstance(row, Rejected):
            judged.rejected.append(row)
            continue
        try:
            unit, quantities, known = arrivals.judge(row)
        except Refusal as refusal:
            judged.rejected.append(Rejected(row.position, row.key, refusal))
            continue
        if known is None:
            judged.new.append(_New(row, unit, quantities))
        elif known.quantities == quantities:
            judged.unchanged += 1
        elif known.by_hand:
            judged.rejected.append(Rejected(row.position, row.key, CorrectedByHand(key=row.key)))
        else:
            judged.changed.append(_Change(known, quantities))
    return judged


def _let_one_in(organisation_ids: Iterable[int]) -> None:
    """On PostgreSQL as `enter_count` does, in one order for everyone; SQLite's writers stand in a queue anyway."""
    if connection.features.has_select_for_update:
        rows = Organisation.objects.select_for_update(no_key=True).filter(pk__in=list(organisation_ids))
        list(rows.order_by("pk").values_list("pk", flat=True))


# writing --------------------------------------------------------------------------------------------------


@dataclass
class _Pen:
    """The rows of one writing, gathered and then written in few statements."""

    at: datetime
    actor: Actor
    note: str
    batch: CountImport
    counts: list[Row] = field(default_factory=list)
    revisions: list[Row] = field(default_factory=list)
    following: list[Row] = field(default_factory=list)
    lines: list[ledger.Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.instant = connection.ops.adapt_datetimefield_value(self.at)

    def count(self, key: int, new: _New, origin: str) -> None:
        row = new.row
        since, until = ledger.day_told(row.since), ledger.day_told(row.until)
        self.counts.append((key, new.organisation_id, row.measure, since, until, origin, 1, False, row.key))
        self.revise(key, 1, new.quantities)
        self._facts(key, new.organisation_id, row.measure, row.since, row.until, origin, new.quantities, 1, 1)

    def correct(self, known: Known, quantities: Mapping[str, int] | None) -> None:
        """The reversal of what stands, and what follows it; nothing follows a count that is taken back."""
        number = known.revision + 1
        self.following.append((number, quantities is None, known.id, known.revision))
        self.revise(known.id, number, quantities)
        cell = (known.id, known.organisation_id, known.measure, known.since, known.until, known.origin)
        self._facts(*cell, known.quantities, -1, known.revision)
        if quantities is not None:
            self._facts(*cell, quantities, 1, number)

    def revise(self, key: int, number: int, quantities: Mapping[str, int] | None) -> None:
        told = (
            None
            if quantities is None
            else json.dumps(quantities)
            if len(quantities) > 1
            else f'{{"": {quantities[""]}}}'
        )
        self.revisions.append(
            (key, number, told, self.note, self.actor.id, self.actor.name, self.instant, self.batch.pk)
        )

    def _facts(
        self,
        key: int,
        organisation_id: int,
        measure: str,
        since: date,
        until: date,
        origin: str,
        quantities: Mapping[str, int],
        sign: int,
        revision: int,
    ) -> None:
        source = f"count:{key}"
        cell = (organisation_id, measure, until, since)
        self.lines += [
            ledger.Line(*cell, part, quantity, sign, source, revision, origin, self.at)
            for part, quantity in quantities.items()
        ]

    def write(self) -> list[ledger.Line]:
        """Everything but the totals; gives the facts whose cells are still to be moved."""
        with connection.cursor() as cursor:
            _COUNT.write(cursor, self.counts)
            if connection.vendor == "postgresql":
                cursor.execute(
                    _NEXT_OF_ALL, [list(one) for one in zip(*self.following, strict=True)] or [[]] * 4
                )
            elif self.following:
                cursor.executemany(_NEXT, self.following)
            _REVISION.write(cursor, self.revisions)
        ledger.write(self.lines)
        return self.lines


def _pieces(rows: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """Written a part at a time: what a statement is given lies in memory."""
    for begin in range(0, len(rows), _AT_ONCE):
        yield rows[begin : begin + _AT_ONCE]


def _write(
    at: datetime, actor: Actor, judged: _Judged, arrivals: Arrivals, name: str, origin: str
) -> CountImport:
    batch = CountImport.objects.create(
        name=name[:200],
        read=len(judged.new) + len(judged.changed) + judged.unchanged,
        created=len(judged.new),
        changed=len(judged.changed),
        unchanged=judged.unchanged,
        made_at=at,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    moved: Counter[ledger.Cell] = Counter()
    # Place by place, as the book's keys lie: each page of the database is then written once.
    judged.new.sort(key=lambda one: (one.organisation_id, one.row.measure, one.row.until))
    numbered = list(zip(_free_numbers(len(judged.new)), judged.new, strict=True))
    for some in _pieces(numbered):
        pen = _Pen(at, actor, name[:500], batch)
        for key, new in some:
            pen.count(key, new, origin)
        moved.update(ledger.cells_of(pen.write(), arrivals.places))
    corrections = [(one.known, one.quantities) for one in judged.changed]
    moved.update(_corrected(at, actor, batch, name, corrections, arrivals.places))
    ledger.add_to_totals(moved)
    touched = Counter(one.organisation_id for one in judged.new)
    touched.update(one.known.organisation_id for one in judged.changed)
    _write_down(at, actor, batch, "facts.counts_imported", touched)
    return batch


def _corrected(
    at: datetime,
    actor: Actor,
    batch: CountImport,
    note: str,
    corrections: Sequence[tuple[Known, Mapping[str, int] | None]],
    places: ledger.Places,
) -> Counter[ledger.Cell]:
    """Writes what follows counts that stand; gives by how much the totals are still to be moved."""
    moved: Counter[ledger.Cell] = Counter()
    for some in _pieces(sorted(corrections, key=lambda one: one[0][1:4])):
        pen = _Pen(at, actor, note[:500], batch)
        for known, quantities in some:
            pen.correct(known, quantities)
        moved.update(ledger.cells_of(pen.write(), places))
    return moved


def _free_numbers(number: int) -> Sequence[int]:
    """As many new numbers of counts, so that their facts can name them before they are written."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'facts_count'")
            last = cursor.fetchone()[0] or 0
            return range(last + 1, last + 1 + number)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('facts_count', 'id')) FROM generate_series(1, %s)",
            [number],
        )
        return [row[0] for row in cursor.fetchall()]


def _write_down(at: datetime, actor: Actor, batch: CountImport, act: str, touched: Mapping[int, int]) -> None:
    """A line for each institution, as a count entered there would have its own; one for all where they are very many:
    whose counts they are is then told by the import itself.
    """
    subject = f"import:{batch.pk}"
    if len(touched) > _MOST_LINES:
        number = sum(touched.values())
        journal.write(at=at, actor=actor, act=act, subject=subject, number=number, name=batch.name)
        return
    units = Organisation.objects.in_bulk(list(touched))
    lines = [
        journal.Line(act, units[key], subject, {"number": number, "name": batch.name})
        for key, number in touched.items()
    ]
    journal.write_many(lines, at=at, actor=actor)


# taking back ----------------------------------------------------------------------------------------------


@transaction.atomic
def undo_import(*, at: datetime, actor: Actor, batch: CountImport) -> CountImport:
    """Takes a whole import back: what it brought is reversed, what it corrected says again what it said before.

    Raises NotAllowed where the actor may not enter counts in each of its places, ImportUndone the second time, and
    ImportTouched where somebody has corrected one of its counts since: then nothing is taken back.
    """
    held = CountImport.objects.select_for_update().get(pk=batch.pk)
    if held.undone_at is not None:
        raise ImportUndone(when=held.undone_at, who=held.undone_by_name)
    written = [
        _Written(*row)
        for row in held.revisions.order_by("pk")
        .values_list("count_id", "number", "quantities")
        .iterator(chunk_size=_AT_ONCE)
    ]
    standing = {known.id: known for known in standing_counts(count_ids=[one.count_id for one in written])}
    places = sorted({one.organisation_id for one in standing.values()})
    if not all(actor.may("count.enter", place) for place in places):
        raise NotAllowed(verb="count.enter")
    _let_one_in(places)
    touched = [one for one in written if not _says_so_still(standing.get(one.count_id), one)]
    if touched:
        first = Count.objects.get(pk=touched[0].count_id)
        raise ImportTouched(number=len(touched), key=first.source_key)
    before, around = _said_before(written), ledger.Places.of_all()
    corrections = [(standing[one.count_id], before.get(one.count_id)) for one in written]
    ledger.add_to_totals(_corrected(at, actor, held, held.name, corrections, around))
    held.undone_at, held.undone_by_name = at, actor.name
    held.save(update_fields=["undone_at", "undone_by_name"])
    touched_places = Counter(standing[one.count_id].organisation_id for one in written)
    _write_down(at, actor, held, "facts.import_undone", touched_places)
    return held


def _says_so_still(known: Known | None, written: _Written) -> bool:
    return known is not None and known.quantities == (written.quantities or {})


def _said_before(written: Sequence[_Written]) -> dict[int, dict[str, int]]:
    """By count, what it said before the import corrected it; those that it brought are missing."""
    numbers = {one.count_id: one.number - 1 for one in written if one.number > 1}
    rows = CountRevision.objects.filter(count__in=list(numbers)).values_list(
        "count_id", "number", "quantities"
    )
    return {key: quantities or {} for key, number, quantities in rows if number == numbers[key]}
