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
    """Spelled as asked before spelled otherwise; then by where the words stand so spelled (the title before names,
    names before the rest); then by how much of the record they are; then by place.
    """
    plain = [word.folded for word in asked.plain]
    exact = [word.exact for word in asked.plain]
    spelled = [word.exact for word in asked.spelled]

    def key(row: Row) -> tuple[int, int, float, int]:
        if not spelled:
            return 0, _standing(row, plain), -_weight(row, plain), row.place
        if _is_spelled(row, spelled, exact, plain):
            # A folded title would let another word ("nguyên") stand for the one that was typed ("nguyễn").
            row = _as_spelled(row)
            return 0, _standing(row, exact), -_weight(row, exact), row.place
        return 1, _standing(row, plain), -_weight(row, plain), row.place

    return sorted(rows, key=key)


def _weight(row: Row, plain: list[str]) -> float:
    """How much of the record the words are. All hits have all words, so how rare each is makes no difference."""
    said = f" {row.title} {row.names} {row.subjects} ".replace(" ", "  ")
    length = 1 - _LENGTH + _LENGTH * (row.exact.count(" ") + 1) / _USUAL
    counts = [said.count(f" {word} ") for word in plain]
    return sum(count * (_REPEATED + 1) / (count + _REPEATED * length) for count in counts)


def _is_spelled(row: Row, spelled: list[str], exact: list[str], plain: list[str]) -> bool:
    if not all(_beside(word, row.exact) for word in spelled):
        return False
    # Each word stands somewhere with its marks, but where they stand together one is spelled otherwise.
    return len(plain) == 1 or not _beside(" ".join(plain), row.title) or _beside(" ".join(exact), row.exact)


def _as_spelled(row: Row) -> Row:
    """The same row with its marks: `exact` has the words of each part in their order, with a parting between."""
    words = row.exact.split(" ")
    parts, at = [], 0
    for folded in (row.title, row.names, row.subjects):
        number = folded.count(" ") + 1 if folded else 0
        parts.append(" ".join(words[at : at + number]))
        at += number + 1 if number else 0
    return row._replace(title=parts[0], names=parts[1], subjects=parts[2])


def _standing(row: Row, words: list[str]) -> int:
    if not words:
        return 0
    phrase = " ".join(words)
    if row.title.partition(_PARTED)[0] == phrase:
        return 0
    if _beside(phrase, row.title):
        return 1
    title = set(row.title.split())
    if title.issuperset(words):
        return 2
    if _beside(phrase, row.names):
        return 3
    if (title | set(row.names.split())).issuperset(words):
        return 4
    return 5 if set(row.subjects.split()).issuperset(words) else 6


def _beside(phrase: str, text: str) -> bool:
    return f" {phrase} " in f" {text} "
