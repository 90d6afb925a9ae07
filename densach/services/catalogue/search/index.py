"""Writes what the searching reads: called inside the transaction of every action that writes records or headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.utils import DatabaseError

from densach.formats.marc import from_json
from densach.kernel.vietnamese import fold
from densach.services.catalogue.models import (
    STEP,
    Authority,
    Finding,
    HeadingForm,
    Identifier,
    LaidIndex,
    Record,
    RecordState,
    Word,
)
from densach.services.catalogue.search.words import (
    HIDDEN,
    OF_PUBLISHER,
    OF_TITLE,
    PARTING,
    VERSION,
    texts,
    words,
)

CHUNK: Final = 500
# What is kept of a summary or a table of contents: a phrase from its beginning finds the record.
_LONGEST_TEXT: Final = 1200
_LONGEST_ORDER: Final = 250
# Other titles (uniform, varying, analytic, former) and tables of contents: looked for only where the record has any.
_OTHER_TITLES: Final = ("130", "240", "246", "730", "740", "780", "785")
_CONTENTS: Final = ("505", "501", "500")
_TAGS: Final = tuple(f'["{tag}"' for tag in (*_OTHER_TITLES, *_CONTENTS))
_NAMES: Final = (
    "place", "record_id", "kind", "year", "language", "children", "hidden", "ddc",
    "title", "names", "subjects", "rest", "exact",
)  # fmt: skip
# Rows by hand: for a file of half a million records the making of model instances costs as much as the index itself.
_INSERT: Final = (
    f"INSERT INTO catalogue_finding ({', '.join(_NAMES)}) VALUES ({', '.join(['%s'] * len(_NAMES))})"  # noqa: S608
)


def put(records: Sequence[Record]) -> None:
    """The records' words as they are now, whatever stood before. Merged records are found no more. A handful of
    queries for each 500 records; links to headings are written before.
    """
    for start in range(0, len(records), CHUNK):
        _put(records[start : start + CHUNK])


def drop(ids: Collection[int]) -> None:
    """The records with these numbers are found no more."""
    Finding.objects.filter(record__in=list(ids)).delete()


def put_headings(headings: Sequence[Authority]) -> None:
    """The headings' other forms as they are now; records that use a heading whose forms changed are put anew."""
    changed: list[int] = []
    for heading in headings:
        wanted = {} if heading.merged_into_id else _forms(heading)
        there = dict(HeadingForm.objects.filter(authority=heading).values_list("folded", "form"))
        if wanted != there:
            HeadingForm.objects.filter(authority=heading).delete()
            HeadingForm.objects.bulk_create(
                HeadingForm(authority=heading, folded=folded, form=form) for folded, form in wanted.items()
            )
            changed.append(heading.pk)
    if changed:
        for part in _chunks(Record.objects.filter(links__authority__in=changed).distinct()):
            _put(part)


@transaction.atomic
def make_anew(at: datetime, tell: Callable[[int], None] = lambda _number: None) -> int:
    """The whole index from the records and headings, all or nothing. `tell` hears how many records are done. Gives how
    many records are found now.
    """
    Finding.objects.all().delete()
    Word.objects.all().delete()
    _lay_forms()
    done = 0
    for part in _chunks(Record.objects.exclude(state=RecordState.MERGED)):
        _put(part)
        done += len(part)
        tell(done)
    laid_now(at)
    return Finding.objects.count()


def laid_now(at: datetime) -> None:
    """The index agrees with how words are cut now."""
    LaidIndex.objects.update_or_create(pk=1, defaults={"version": VERSION, "laid_at": at})


def is_whole() -> bool:
    """Whether the database's own index agrees with the table that it reads."""
    if connection.vendor != "sqlite":
        return True  # there the index is a column that the database reckons itself
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO catalogue_words(catalogue_words, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True


def _lay_forms() -> None:
    HeadingForm.objects.all().delete()
    last = 0
    while part := list(Authority.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = part[-1].pk
        HeadingForm.objects.bulk_create(
            HeadingForm(authority=heading, folded=folded, form=form)
            for heading in part
            if not heading.merged_into_id
            for folded, form in _forms(heading).items()
        )


def _chunks(records: QuerySet[Record]) -> Iterator[list[Record]]:
    """By key, so that no cursor stays open over the writing."""
    last = 0
    while part := list(records.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield part
        last = part[-1].pk


def _forms(heading: Authority) -> dict[str, str]:
    found: dict[str, str] = {}
    for form in heading.variants:
        if folded := texts([str(form)])[0][:200]:
            found.setdefault(folded, str(form))
    return found


def _put(records: Sequence[Record]) -> None:
    ids = [record.pk for record in records]
    Finding.objects.filter(record__in=ids).delete()
    kept = [record for record in records if record.state != RecordState.MERGED]
    numbers = _gathered(Identifier.objects.filter(record__in=ids).values_list("record", "value"))
    forms = _gathered(
        HeadingForm.objects.filter(authority__links__record__in=ids).values_list(
            "authority__links__record", "form"
        )
    )
    spelled: set[str] = set()
    rows = [_row(record, numbers[record.pk], forms[record.pk], spelled) for record in kept]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, rows)
    _learn(spelled)


def _gathered(rows: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found


def _row(
    record: Record, numbers: Sequence[str], forms: Sequence[str], spelled: set[str]
) -> tuple[str | int | None, ...]:
    """The record's row, in the order of `_NAMES`; the words of its title, names and subjects join those `spelled`."""
    titles, contents = _from_marc(record.marc)
    title, exact_title = texts((record.title, *titles))
    names, exact_names = texts((record.author, record.contributors, record.responsibility))
    subjects, exact_subjects = texts((record.subjects, *forms))
    rest, exact_rest = texts(
        (
            record.publisher, record.series, record.place, record.summary[:_LONGEST_TEXT], *contents, record.edition,
            *numbers, record.year_text,
        )
    )  # fmt: skip
    spelled.update(exact_title.split(), exact_names.split(), exact_subjects.split())
    marks = [OF_PUBLISHER + word.folded for word in words(record.publisher)]
    plain = set(title.split())
    marks += [OF_TITLE + word for word in dict.fromkeys(exact_title.split()) if word not in plain]
    if hidden := record.state != RecordState.PUBLISHED:
        marks.append(HIDDEN)
    length = len(words(record.title)) + names.count(" ") + 1
    return (
        min(length, _LONGEST_ORDER) * STEP + (STEP - 1 - record.pk),
        record.pk, record.material, record.year, record.language, record.children, hidden, record.ddc,
        title, names, subjects, " ".join([rest, *marks]).strip(),
        f" {PARTING} ".join(text for text in (exact_title, exact_names, exact_subjects, exact_rest) if text),
    )  # fmt: skip


def _from_marc(marc: str) -> tuple[list[str], list[str]]:
    """Other titles and contents. Reading a record costs more than looking whether it is worth it."""
    if not any(tag in marc for tag in _TAGS):
        return [], []
    read = from_json(marc)
    titles = [field.text("abnp") for field in read.each(*_OTHER_TITLES)]
    return titles, [field.text("atg")[:_LONGEST_TEXT] for field in read.each(*_CONTENTS)]


def _learn(spelled: Collection[str]) -> None:
    """New words of titles, names and subjects. One order for all, so that two importers never wait crosswise."""
    Word.objects.bulk_create(
        [
            Word(spelling=one, folded=fold(one))
            for one in sorted(spelled)
            if not one.isdigit() and one != PARTING
        ],
        ignore_conflicts=True,
    )
