"""A text as words: each with its marks ("exact") and without ("folded"), cut alike for what is kept and what is asked.

Both indexes get these words and nothing else, so neither has a say in what a word is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from densach.kernel.vietnamese import fold, nfc, tone_placement

# Letters and digits; the underscore is no part of a word.
_WORD: Final = re.compile(r"[^\W_]+")
LONGEST: Final = 40
# A letter that no text of ours has (wynn) begins what is no word of the record: the parting of two texts, so that no
# phrase runs from one into the other, the mark of what citizens do not see, words of the publisher's name, and words of
# the title as they are spelled where they bear marks.
PARTING: Final = "ƿ"
HIDDEN: Final = "ƿƿ"
OF_PUBLISHER: Final = "ƿ"
OF_TITLE: Final = "ƿƿ"


class Two(NamedTuple):
    """A word as it is spelled and as it is folded."""

    exact: str
    folded: str


@lru_cache(maxsize=60_000)
def _two(word: str) -> Two:
    exact = tone_placement(word)[:LONGEST]
    return Two(exact, fold(exact))


def words(text: str) -> list[Two]:
    """The words of a text in their order: small letters, one placement of tones."""
    return [_two(word) for word in _WORD.findall(nfc(text).lower().replace(PARTING, " "))]


def texts(parts: Iterable[str]) -> tuple[str, str]:
    """Several texts as (folded, exact) words with single spaces, the texts parted so that no phrase joins them."""
    folded: list[str] = []
    exact: list[str] = []
    for part in parts:
        if found := words(part):
            if folded:
                folded.append(PARTING)
                exact.append(PARTING)
            folded.extend(word.folded for word in found)
            exact.extend(word.exact for word in found)
    return " ".join(folded), " ".join(exact)
