"""Lighting up rows in the text of the paper: pieces of text, each knowing which rows cover it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from densach.programme.plans.rules.refusals import QuoteNotFound
from densach.programme.plans.rules.values import Place


@dataclass(frozen=True)
class Mark:
    """A run of the text that belongs to the row `key`. End exclusive."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A run of text without a boundary inside. `begins` are rows whose first character this is.

    `keys` has the innermost (shortest) row last, so that a click on overlapping rows opens the nearest one.
    """

    text: str
    start: int
    keys: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    heading: bool = False


def pieces(text: str, marks: Iterable[Mark], headings: Sequence[tuple[int, int]] = ()) -> list[Piece]:
    """The whole text cut at every beginning and end, in order; joined again it is the text.

    Marks may overlap, nest, touch or repeat; what lies outside the text or is empty is left out.
    """
    length = len(text)
    kept = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    heads = sorted((start, end) for start, end in headings if 0 <= start < end <= length)
    runs = [(mark.start, mark.end) for mark in kept] + heads
    cuts = sorted({0, length, *(at for run in runs for at in run)})
    covers = _covers(kept, cuts)
    starts = [start for start, _ in heads]
    found: list[Piece] = []
    for index, (start, end) in enumerate(pairwise(cuts)):
        over = sorted(covers[index], key=lambda mark: mark.start - mark.end)
        head = bisect_right(starts, start) - 1
        found.append(
            Piece(
                text[start:end],
                start,
                tuple(mark.key for mark in over),
                tuple(mark.key for mark in over if mark.start == start),
                head >= 0 and heads[head][1] >= end,
            )
        )
    return found


def cut(whole: Iterable[Piece], start: int, end: int) -> list[Piece]:
    """The pieces between two places of the text; one that reaches over an edge is shortened."""
    found = []
    for piece in whole:
        first = max(piece.start, start)
        words = piece.text[first - piece.start : max(end - piece.start, 0)]
        if words:
            begins = piece.begins if first == piece.start else ()
            found.append(replace(piece, text=words, start=first, begins=begins))
    return found


def _covers(marks: Sequence[Mark], cuts: Sequence[int]) -> list[list[Mark]]:
    """For each piece between two cuts, the marks that cover it."""
    place = {at: index for index, at in enumerate(cuts)}
    covers: list[list[Mark]] = [[] for _ in cuts]
    for mark in marks:
        for index in range(place[mark.start], place[mark.end]):
            covers[index].append(mark)
    return covers


def find_place(text: str, quote: str) -> Place:
    """Where quoted words stand, white space and emphasis marks set aside; the first place where there are several.

    Raises QuoteNotFound.
    """
    wanted = " ".join(quote.replace("**", "").split())
    if not wanted:
        return Place()
    kept: list[str] = []
    at: list[int] = []
    for index, char in enumerate(text):
        if char == "*":
            continue
        if char.isspace():
            if kept and kept[-1] == " ":
                continue
            char = " "
        kept.append(char)
        at.append(index)
    found = "".join(kept).find(wanted)
    if found < 0:
        raise QuoteNotFound(quote=wanted[:80])
    return Place(wanted, at[found], at[found + len(wanted) - 1] + 1)


def folded_quote(text: str, start: int, end: int) -> str:
    """The words between two offsets, as the contract prints a quote."""
    return " ".join(text[start:end].replace("**", "").split())


def reflowed(text: str) -> str:
    """The text with the line ends inside its sentences made spaces: as long as before, so that places still hold.

    Papers read from a PDF or a scan break every line where the page did; a screen breaks them anew.
    """
    return _BREAK.sub(_joined, text)


_BREAK = re.compile(r"(?<=[^\s.:;!?|/])[^\S\n]*(?:\n[^\S\n]*){1,2}(?=[^\W\d_])(?!\w{1,2}[.)])")


def _joined(found: re.Match[str]) -> str:
    after = found.string[found.end()]
    # A line that ends on a comma goes on even before a name.
    goes_on = after.islower() or found.string[found.start() - 1] in ",–-"
    return found.group().replace("\n", " ") if goes_on else found.group()
