"""What would become of each record of a file: new, a change, the same, doubtful or refused. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from densach.formats.marc import Marc, from_json, to_json
from densach.formats.marc.values import Read
from densach.organisations.models import Organisation
from densach.services.catalogue.models import RowAction
from densach.services.catalogue.queries.importing import Found, Wanted, known
from densach.services.catalogue.rules import importing as rules
from densach.services.catalogue.rules.flat import Flat, flat
from densach.services.catalogue.rules.importing import LEAVE, Copy, Known, Match, Options, Told
from densach.services.catalogue.rules.refusals import NoTitle

# Leader/06 of records that describe no book: holdings (u v x y) and authorities (z).
_NO_BOOKS: Final = {**dict.fromkeys("uvxy", "marc.holdings"), "z": "marc.authority"}


@dataclass(slots=True)
class Prepared:
    """A record of the file before it is compared with anything."""

    position: int
    marc: Marc | None = None
    flat: Flat | None = None
    copies: tuple[Copy, ...] = ()
    told: list[Told] = field(default_factory=list)
    # What a person decided: the action, and for a change the record.
    decided: str = ""
    decided_for: int = 0


@dataclass(slots=True)
class Judged:
    """A record of the file and what becomes of it. `record` is negative where it stands in the file alone."""

    prepared: Prepared
    action: str
    record: int = 0
    by: str = ""
    # The record as it will stand; None where its fields stay as they are.
    after: Marc | None = None
    copies: tuple[Copy, ...] = ()
    told: list[Told] = field(default_factory=list)


def prepare(read: Read, options: Options) -> Prepared:
    """Reads columns and copies out of a record. A record without title is refused, and a UNIMARC one told as such."""
    made = Prepared(read.position, told=list(read.told))
    if read.marc is None:
        return made
    made.marc, made.copies, told = rules.parted(read.marc, options)
    made.told += told
    try:
        made.flat = flat(made.marc)
    except NoTitle:
        made.told.append((_not_bibliographic(read.marc) or NoTitle.message_id, {}))
        return made
    made.told += made.flat.doubts
    return made


def _not_bibliographic(marc: Marc) -> str:
    """What a record without title is instead (leader/06; UNIMARC by its 200), else ""."""
    if (kind := marc.leader[6:7]) in _NO_BOOKS:
        return _NO_BOOKS[kind]
    return "marc.unimarc" if marc.first("200", "a") and not marc.field("245") else ""


class Judge:
    """Compares chunks with the catalogue, and with what the file itself brought before.

    `number` gives a new record its number: a real one where the records are written, else one below nought.
    """

    def __init__(
        self,
        library: Organisation,
        options: Options,
        *,
        may_change: Callable[[int], bool],
        is_kept: bool,
        asks: bool,
    ) -> None:
        self.library = library
        self.options = options
        self.may_change = may_change
        # A staged file is compared with its own earlier rows, which stand nowhere else.
        self.is_kept = is_kept
        # Whether somebody is there to decide; where nobody is, a doubtful record becomes one of its own.
        self.asks = asks
        self.found = Found()
        self.touched: set[int] = set()
        self.now: dict[int, Marc] = {}

    def judge(self, chunk: Sequence[Prepared], new_numbers: Iterable[int]) -> list[Judged]:
        if not self.is_kept:
            self.found, self.now = Found(), {}
        known(_wanted(chunk), self.library, self.found)
        supply = iter(new_numbers)
        return [self._judge(one, supply) for one in chunk]

    def _judge(self, one: Prepared, supply: Iterable[int]) -> Judged:
        if one.flat is None or one.marc is None:
            return Judged(one, RowAction.REJECTED, told=one.told)
        match = self._match(one, one.flat, one.marc)
        told = [*one.told, *match.doubts]
        if match.doubts and self.asks and not one.decided:
            record = match.known.record if match.known else 0
            return Judged(one, RowAction.DOUBTFUL, record, match.by, told=told)
        target = match.known if match.known and not match.doubts else None
        taken = self._taken(one.copies, target.record if target else 0)
        if taken is not None:
            return Judged(one, RowAction.REJECTED, told=[*told, taken])
        if target is None:
            return self._new(one, one.flat, one.marc, next(iter(supply)), told)
        return self._known(one, one.marc, target, match.by, told)

    def _match(self, one: Prepared, columns: Flat, marc: Marc) -> Match:
        found = self.found
        if one.decided == RowAction.NEW:
            return Match()
        if one.decided == RowAction.UPDATE and (chosen := found.of([one.decided_for])):
            return Match(chosen[0], "person")
        isbns = frozenset(value for kind, value in columns.identifiers if kind == "isbn")
        by_key = found.of(found.keys.get(columns.match_key, ()))
        text = to_json(marc) if by_key else ""
        identical = next((known for known in by_key if found.marcs[known.record] == text), None)
        if identical is not None:
            return Match(identical, "title")
        return rules.matched(
            title=columns.title,
            key=columns.match_key,
            firm_key=rules.is_firm(marc, columns.author, columns.year),
            isbns=isbns,
            by_isbn=found.of({record: None for value in isbns for record in found.isbns.get(value, ())}),
            by_control=self._by_control(columns),
            by_barcode=found.of(
                {
                    found.barcodes[copy.barcode][0]: None
                    for copy in one.copies
                    if copy.barcode in found.barcodes
                }
            ),
            by_key=by_key,
        )

    def _by_control(self, columns: Flat) -> list[Known]:
        """A number says who gave it (003), or it is the library's own: without that, any two files may share it."""
        numbers = rules.control_numbers(columns.identifiers)
        hits = self.found.of(
            {record: None for value in numbers for record in self.found.controls.get(value, ())}
        )
        signed = all(not value.startswith("/") for value in numbers)
        return [one for one in hits if signed or one.library == self.library.pk]

    def _taken(self, copies: Sequence[Copy], record: int) -> Told | None:
        for copy in copies:
            held = self.found.barcodes.get(copy.barcode)
            if held is not None and held[0] != record:
                return "catalogue.barcode_taken", {"barcode": copy.barcode, "title": held[1][:120]}
        return None

    def _new(self, one: Prepared, columns: Flat, marc: Marc, number: int, told: list[Told]) -> Judged:
        found = self.found
        isbns = frozenset(value for kind, value in columns.identifiers if kind == "isbn")
        found.records[number] = Known(
            number, columns.title, columns.match_key, self.library.pk, isbns, one.position
        )
        found.marcs[number] = to_json(marc)
        for kind, value in columns.identifiers:
            if kind in ("isbn", "control"):
                (found.isbns if kind == "isbn" else found.controls)[value].append(number)
        found.keys[columns.match_key].append(number)
        self.touched.add(number)
        self.now[number] = marc
        copies = self._copies(one.copies, number, columns.title, told)
        return Judged(one, RowAction.NEW, number, after=marc, copies=copies, told=told)

    def _known(self, one: Prepared, marc: Marc, target: Known, by: str, told: list[Told]) -> Judged:
        number = target.record
        before = self.now.get(number) or from_json(self.found.marcs[number])
        first = number not in self.touched
        update = self.options.update
        if update != LEAVE and not (target.row or self.may_change(target.library)):
            told.append(("importing.not_yours", {}))
            update = LEAVE
        elif not first and update == rules.REPLACE:
            # The first row of a file that tells a record decides; others add what it lacks.
            update = rules.FILL
        after = (rules.merged_row if self.options.is_table else rules.merged)(before, marc, update)
        self.touched.add(number)
        copies = self._copies(one.copies, number, target.title, told)
        if target.row:
            told.append(("importing.same_as_row", {"row": str(target.row)}))
        if after is before:
            return Judged(one, RowAction.UPDATE if copies else RowAction.SAME, number, by, None, copies, told)
        self.now[number] = after
        self.found.marcs[number] = to_json(after)
        return Judged(one, RowAction.UPDATE, number, by, after, copies, told)

    def _copies(self, copies: Sequence[Copy], record: int, title: str, told: list[Told]) -> tuple[Copy, ...]:
        """Those that are new; an accession number that another copy of the library has stays away."""
        found, new = self.found, []
        for copy in copies:
            if copy.barcode in found.barcodes:
                continue
            found.barcodes[copy.barcode] = (record, title)
            if copy.accession in found.accessions:
                told.append(("catalogue.accession_taken", {"number": copy.accession}))
                copy = replace(copy, accession="")
            elif copy.accession:
                found.accessions.add(copy.accession)
            new.append(copy)
        return tuple(new)


def _wanted(chunk: Sequence[Prepared]) -> Wanted:
    wanted = Wanted()
    for one in chunk:
        if one.flat is None:
            continue
        for kind, value in one.flat.identifiers:
            if kind == "isbn":
                wanted.isbns.add(value)
            elif kind == "control":
                wanted.controls.add(value)
        wanted.keys.add(one.flat.match_key)
        wanted.barcodes.update(copy.barcode for copy in one.copies)
        wanted.accessions.update(copy.accession for copy in one.copies if copy.accession)
        if one.decided_for:
            wanted.records.add(one.decided_for)
    return wanted
