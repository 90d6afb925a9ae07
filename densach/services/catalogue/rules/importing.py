"""Records on their way in: what a file may do, which copies it brings, how two forms of a record become one.

Pure: what is known already is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final, Self

from rapidfuzz import fuzz

from densach.formats.marc import Field, Marc
from densach.kernel.errors import Closed, Conflict, Invalid, NotFound
from densach.kernel.vietnamese import clean_text
from densach.services.catalogue.rules.flat import title_of
from densach.services.catalogue.rules.keys import words_of

Told = tuple[str, dict[str, str]]

REPLACE: Final = "replace"
FILL: Final = "fill"
LEAVE: Final = "leave"
# Control fields say which record it is and when it was changed last; they neither differ nor replace.
_OF_THE_SENDER: Final = frozenset({"001", "003", "005"})
# Two titles of one book, when the numbers agree: what cataloguers write differently.
_ALIKE: Final = 80
# The first public library of the country opened in 1868; an earlier day of acquisition is a slip.
EARLIEST_DAY: Final = date(1868, 1, 1)
_LATEST_YEAR: Final = 2100
_DIGITS: Final = re.compile(r"\d+")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})/(\d{1,2})/(\d{4})")


class NotStaged(Closed):
    """The batch was taken in, taken back or dropped meanwhile."""

    message_id = "importing.not_staged"


class NotTaken(Closed):
    """Only a batch that was taken in can be taken back."""

    message_id = "importing.not_taken"


class JobRunning(Closed):
    """Something is being done with this file already."""

    message_id = "importing.job_running"


class NoSuchBatch(NotFound):
    """No such file of records, or none that the person may see."""

    message_id = "importing.no_such_batch"


class NoSuchLibrary(NotFound):
    """No organisation with the code that keeps a catalogue. Parameter: `code`."""

    message_id = "importing.no_such_library"


class StillDoubtful(Conflict):
    """Records wait for a decision. Parameter: `number`."""

    message_id = "importing.still_doubtful"


class TooManyToStage(Invalid):
    """A file too long for a preview on the page. Parameter: `limit` in records."""

    message_id = "importing.too_many"


class NoTitleColumn(Invalid):
    """A table in which no column was said to hold titles. Parameter: `name`."""

    message_id = "importing.no_title_column"


class TooLargeTable(Invalid):
    """A workbook or CSV above the limit. Parameters: `name`, `limit` in megabytes."""

    message_id = "importing.too_large_table"


@dataclass(frozen=True)
class Options:
    """What a file may do. `update`: what happens to a record that is known already. `counts`: its copies count as added
    on the day of the import, and are no old stock. `call_number`: copies without one take it from 082.
    """

    update: str = FILL
    counts: bool = False
    item_type: str = "book"
    location: str = ""
    call_number: bool = True
    # A table tells parts of fields, a file of records whole ones.
    is_table: bool = False
    columns: Mapping[str, int] = field(default_factory=dict)

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})


@dataclass(frozen=True)
class Copy:
    """A copy as the file tells it."""

    barcode: str
    accession: str
    location: str = ""
    call_number: str = ""
    volume: str = ""
    item_type: str = ""
    source: str = ""
    price: int | None = None
    acquired_on: date | None = None
    note: str = ""
    state: str = ""


def parted(marc: Marc, options: Options) -> tuple[Marc, tuple[Copy, ...], list[Told]]:
    """The record without its copies, the copies (952 as Koha writes it, else 852), and what was noticed."""
    told: list[Told] = []
    tag = "952" if marc.field("952") else "852"
    copies: dict[str, Copy] = {}
    kept: list[Field] = []
    for one in marc.fields:
        if one.tag != tag or one.is_control:
            kept.append(one)
            continue
        copy = _koha(one, marc, options) if tag == "952" else _holding(one, marc, options)
        if copy is not None:
            copies.setdefault(copy.barcode, copy)
            if tag == "952" and copy.acquired_on is None and (said := one.first("d").strip()):
                told.append(("importing.day_unread", {"barcode": copy.barcode, "day": said[:40]}))
        elif tag == "852":
            kept.append(one)
        else:
            told.append(("importing.copy_without_number", {}))
    return _with_volume(Marc(marc.leader, tuple(kept)), told), tuple(copies.values()), told


def _koha(one: Field, marc: Marc, options: Options) -> Copy | None:
    number = clean_text(one.first("p") or one.first("i"))[:40]
    if not number:
        return None
    values = {code: clean_text(value) for code, value in reversed(one.subfields)}
    return Copy(
        barcode=number,
        accession=values.get("i", number)[:40],
        location=(values.get("c") or options.location)[:80],
        call_number=(values.get("o") or _call_number(marc, options))[:80],
        volume=values.get("h", "")[:60],
        item_type=values.get("y", "").lower()[:30],
        source=values.get("e", "")[:150],
        price=_money(values.get("g", "")),
        acquired_on=day_of(values.get("d", "")),
        note=" · ".join(text for code in ("z", "x") if (text := values.get(code)))[:300],
        state=_state(values),
    )


def _state(values: Mapping[str, str]) -> str:
    """Koha's $0 withdrawn, $1 lost, $4 damaged; nought says no."""
    for code, state in (("0", "withdrawn"), ("1", "lost"), ("4", "damaged")):
        if values.get(code, "0") not in ("0", ""):
            return state
    return ""


def _holding(one: Field, marc: Marc, options: Options) -> Copy | None:
    number = clean_text(one.first("p"))[:40]
    if not number:
        return None
    call = " ".join(clean_text(value) for value in one.all("khim"))
    return Copy(
        barcode=number,
        accession=number,
        location=(clean_text(one.first("c") or one.first("b")) or options.location)[:80],
        call_number=(call or _call_number(marc, options))[:80],
        volume=clean_text(one.first("3"))[:60],
        note=clean_text(one.first("z"))[:300],
    )


def _call_number(marc: Marc, options: Options) -> str:
    found = marc.field("082", "084", "090") if options.call_number else None
    return clean_text(found.text("ab")) if found else ""


def _money(text: str) -> int | None:
    whole = "".join(
        _DIGITS.findall(text.split(",")[0] if re.search(r",\d{1,2}$", text) else re.sub(r"\.\d\d$", "", text))
    )
    return int(whole) if whole and len(whole) <= 12 else None


def day_of(text: str) -> date | None:
    """A day as 2019-03-01 or 01/03/2019 on which a library can have got a copy, else None."""
    found = _DAY.search(text)
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        told = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return told if told >= EARLIEST_DAY and told.year <= _LATEST_YEAR else None


def _with_volume(marc: Marc, told: list[Told]) -> Marc:
    """A 490 with nothing but a volume is what converters make of a column "Tập": it belongs to the title (245 $n),
    or all volumes would be one book.
    """
    stated, alone = (
        marc.field("245"),
        [one for one in marc.each("490") if one.subfields and not one.first("a")],
    )
    if stated is None or not alone or stated.first("n") or not (volume := alone[0].first("v").strip()):
        return marc
    told.append(("importing.volume_moved", {"volume": volume[:40]}))
    place = next(
        (at for at, (code, _value) in enumerate(stated.subfields) if code == "c"), len(stated.subfields)
    )
    pairs = (*stated.subfields[:place], ("n", volume), *stated.subfields[place:])
    fields = (
        stated._replace(subfields=pairs) if one is stated else one
        for one in marc.fields
        if one is not alone[0]
    )
    return Marc(marc.leader, tuple(fields))


@dataclass(frozen=True)
class Known:
    """A record of the catalogue, or of the same file, that may be the one on its way in. `key` is its match key; `row`
    its place in the file where it is not in the catalogue yet. `isbns` are its own.
    """

    record: int
    title: str
    key: str
    library: int
    isbns: frozenset[str]
    row: int = 0


@dataclass(frozen=True)
class Match:
    """`by`: isbn, control, barcode, title or nothing; `doubts` say why a person must look."""

    known: Known | None = None
    by: str = ""
    doubts: tuple[Told, ...] = ()


def same_title(one: str, other: str) -> bool:
    """Whether two titles may be of one book whose numbers agree."""
    first, second = words_of(one), words_of(other)
    if _DIGITS.findall(first)[-1:] != _DIGITS.findall(second)[-1:]:
        return False
    return first.startswith(second) or second.startswith(first) or fuzz.ratio(first, second) >= _ALIKE


def matched(
    *,
    title: str,
    key: str,
    firm_key: bool,
    isbns: frozenset[str],
    by_isbn: Sequence[Known],
    by_control: Sequence[Known],
    by_barcode: Sequence[Known],
    by_key: Sequence[Known],
) -> Match:
    """Which record it is: by ISBN, by the sender's control number, by a copy, by title, author and year.

    `firm_key`: the match key holds an author or a year; a bare short title is none by which to know a book.
    """
    for by, found in (("barcode", by_barcode), ("isbn", by_isbn), ("control", by_control)):
        exact = [one for one in found if one.key == key]
        if exact:
            return Match(exact[0], by)
    alike = [one for one in by_control if same_title(one.title, title)]
    if len(alike) == 1:
        return Match(alike[0], "control")
    if by_isbn:
        return _by_isbn(title, by_isbn)
    # One title in two editions with numbers of their own is two records.
    titled = [one for one in by_key if not (isbns and one.isbns and not isbns & one.isbns)]
    if len(titled) == 1 and firm_key:
        return Match(titled[0], "title")
    if titled:
        told: Told = ("importing.several", {"number": str(len(titled))})
        weak: Told = ("importing.title_only", {"title": titled[0].title[:120]})
        return Match(titled[0], "title", (weak if len(titled) == 1 else told,))
    barred = [one for one in by_barcode if same_title(one.title, title)]
    return Match(barred[0], "barcode") if len(barred) == 1 else Match()


def _by_isbn(title: str, found: Sequence[Known]) -> Match:
    alike = [one for one in found if same_title(one.title, title)]
    if len(alike) == 1:
        return Match(alike[0], "isbn")
    if alike:
        return Match(alike[0], "isbn", (("importing.several", {"number": str(len(alike))}),))
    return Match(found[0], "isbn", (("importing.isbn_other_title", {"title": found[0].title[:120]}),))


def merged(before: Marc, new: Marc, update: str) -> Marc:
    """The record of the catalogue after a file brought another form of it; the very same where it brings nothing new.

    REPLACE: of each tag that the file has, its fields take the place of ours. FILL: tags that ours lacks are added.
    """
    if update == LEAVE:
        return before
    ours = set(before.fields)
    if all(one in ours or one.tag in _OF_THE_SENDER for one in new.fields):
        return before
    there = {one.tag for one in before.fields}
    theirs = [one for one in new.fields if one.tag not in _OF_THE_SENDER]
    if update == FILL:
        added = [one for one in theirs if one.tag not in there]
        return before.with_fields(added) if added else before
    tags = {one.tag for one in theirs}
    return Marc(new.leader, before.without(*tags).fields).with_fields(theirs)


# Of these a record has one field; a table that names one of its parts says nothing of the others.
_SINGLE: Final = frozenset({"008", "082", "100", "110", "245", "250", "260", "264", "300"})


def merged_row(before: Marc, new: Marc, update: str) -> Marc:
    """The same for a row of a table, which knows no indicators and no punctuation, and only parts of fields."""
    if update == LEAVE:
        return before
    found = before
    for one in new.fields:
        ours = [field for field in found.fields if field.tag == one.tag]
        if not ours:
            found = found.with_fields([one])
            continue
        there = {(code, words_of(value)) for field in ours for code, value in field.subfields}
        there |= {("a", words_of(field.text("ab"))) for field in ours if one.tag == "245"}
        news = [(code, value) for code, value in one.subfields if (code, words_of(value)) not in there]
        if not news or one.is_control:
            continue
        if one.tag not in _SINGLE:
            found = found.with_fields([one])
        elif (mended := _mended(ours[0], news, update)) != ours[0]:
            found = Marc(found.leader, tuple(mended if field is ours[0] else field for field in found.fields))
    return found


def _mended(field: Field, news: Sequence[tuple[str, str]], update: str) -> Field:
    """Parts that the field has are replaced where that is wanted; parts that it lacks come at its end."""
    codes = {code for code, _value in field.subfields}
    come = dict(news)
    kept = tuple(
        (code, come[code]) if update == REPLACE and code in come else (code, value)
        for code, value in field.subfields
    )
    return field._replace(subfields=(*kept, *((code, value) for code, value in news if code not in codes)))


def is_firm(marc: Marc, author: str, year: object) -> bool:
    """Whether title, author and year say which book it is."""
    return bool(author or year) or len(words_of(title_of(marc.field("245"))).split()) >= 4


def control_numbers(identifiers: Iterable[tuple[str, str]]) -> list[str]:
    return [value for kind, value in identifiers if kind == "control"]
