"""The order of hits that are looked at one by one: the same whatever database found them."""

from __future__ import annotations

from typing import Final, NamedTuple

from densach.services.catalogue.search.asking import Asked
from densach.services.catalogue.search.words import PARTING

_PARTED: Final = f" {PARTING} "


class Row(NamedTuple):
    """A hit as the index knows it."""

    place: int
    record: int
    title: str
    names: str
    subjects: str
    exact: str


def ranked(rows: list[Row], asked: Asked) -> list[Row]:
    """Spelled as asked before spelled otherwise; then by where the words stand; then by place."""
    plain = [word.folded for word in asked.plain]
    phrase = " ".join(plain)
    spelled = [word.exact for word in asked.spelled]
    spelled_phrase = " ".join(word.exact for word in asked.plain) if asked.spelled else ""
    return sorted(
        rows,
        key=lambda row: (
            _misspelled(row, spelled, spelled_phrase, phrase),
            _standing(row, plain, phrase),
            row.place,
        ),
    )


def _misspelled(row: Row, spelled: list[str], spelled_phrase: str, phrase: str) -> int:
    """0 spelled so, 1 not."""
    if not spelled:
        return 0
    there = row.exact.split()
    if not all(word in there for word in spelled):
        return 1
    # Each word stands somewhere with its marks, but where they stand together one is spelled otherwise.
    together = _beside(phrase, row.title) and not _beside(spelled_phrase, row.exact)
    return 1 if together else 0


def _standing(row: Row, plain: list[str], phrase: str) -> int:
    if not plain:
        return 0
    own = row.title.partition(_PARTED)[0]
    if own == phrase:
        return 0
    if own.startswith(phrase + " "):
        return 1
    if _beside(phrase, row.title):
        return 2
    title = set(row.title.split())
    if title.issuperset(plain):
        return 3
    if _beside(phrase, row.names):
        return 4
    names = set(row.names.split())
    if names.issuperset(plain):
        return 5
    if (title | names).issuperset(plain):
        return 6
    return 7 if set(row.subjects.split()).issuperset(plain) else 8


def _beside(phrase: str, text: str) -> bool:
    return f" {phrase} " in f" {text} "
