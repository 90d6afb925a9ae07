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


# As in BM25 (Robertson and others, 1994): how soon repetition says nothing more, and how much length counts.
_REPEATED: Final = 1.2
_LENGTH: Final = 0.75
_USUAL: Final = 30


def ranked(rows: list[Row], asked: Asked) -> list[Row]:
    """Spelled as asked before spelled otherwise; then by where the words stand; then by how much of the record they
    are; then by place.
    """
    plain = [word.folded for word in asked.plain]
    phrase = " ".join(plain)
    spelled = [word.exact for word in asked.spelled]
    spelled_phrase = " ".join(word.exact for word in asked.plain) if asked.spelled else ""
    return sorted(
        rows,
        key=lambda row: (
            _misspelled(row, spelled, spelled_phrase, phrase),
            _standing(row, plain, phrase),
            -_weight(row, plain),
            row.place,
        ),
    )


def _weight(row: Row, plain: list[str]) -> float:
    """How much of the record the words are. All hits have all words, so how rare each is makes no difference."""
    said = f" {row.title} {row.names} {row.subjects} ".replace(" ", "  ")
    length = 1 - _LENGTH + _LENGTH * (row.exact.count(" ") + 1) / _USUAL
    counts = [said.count(f" {word} ") for word in plain]
    return sum(count * (_REPEATED + 1) / (count + _REPEATED * length) for count in counts)


def _misspelled(row: Row, spelled: list[str], spelled_phrase: str, phrase: str) -> int:
    """0 spelled so, 1 not."""
    if not spelled:
        return 0
    if not all(_beside(word, row.exact) for word in spelled):
        return 1
    # Each word stands somewhere with its marks, but where they stand together one is spelled otherwise.
    together = _beside(phrase, row.title) and not _beside(spelled_phrase, row.exact)
    return 1 if together else 0


def _standing(row: Row, plain: list[str], phrase: str) -> int:
    if not plain:
        return 0
    if row.title.partition(_PARTED)[0] == phrase:
        return 0
    if _beside(phrase, row.title):
        return 1
    title = set(row.title.split())
    if title.issuperset(plain):
        return 2
    if _beside(phrase, row.names):
        return 3
    if (title | set(row.names.split())).issuperset(plain):
        return 4
    return 5 if set(row.subjects.split()).issuperset(plain) else 6


def _beside(phrase: str, text: str) -> bool:
    return f" {phrase} " in f" {text} "
