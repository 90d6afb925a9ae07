"""A text as words: each with its marks ("exact") and without ("folded"), cut alike for what is kept and what is asked.

Both indexes get these words and nothing else, so neither has a say in what a word is. Names that are told apart by a
sign alone (C++, C#, A+, R&B, .NET) are words of their own, the sign written in letters that no text has.
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
# Which words are cut how: an index that was laid by another number is laid anew (`search.laying`).
VERSION: Final = 2
# A letter that no text of ours has (wynn) begins what is no word of the record: the parting of two texts, so that no
# phrase runs from one into the other, the mark of what citizens do not see, words of the publisher's name, and words of
# the title as they are spelled where they bear marks.
PARTING: Final = "ƿ"
HIDDEN: Final = "ƿƿ"
OF_PUBLISHER: Final = "ƿ"
OF_TITLE: Final = "ƿƿ"
# After a letter that begins no text's word, so no word of a text and no mark above is ever written so.
_SIGNS: Final = {"+": "ƿp", "＋": "ƿp", "#": "ƿs", "＃": "ƿs", "♯": "ƿs", "&": "ƿn", "＆": "ƿn"}
_DOT_NET: Final = "netƿd"
_MAY_BE_SIGNED: Final = re.compile(r"[+＋#＃♯&＆]|\.net")
_SIGNED: Final = re.compile(
    r"[^\W_]+[+＋]{2}(?![^\W\d_])"  # C++, C++11, Notepad++
    r"|(?<![^\W_])[^\W\d_]{1,2}[+＋](?![\w+＋])"  # A+, Na+
    r"|(?<![^\W_])[a-z][#＃♯](?![^\W\d_])"  # C#, F#
    r"|(?<![\w&＆])[^\W\d_]{1,2}[&＆][^\W\d_]{1,2}(?![\w&＆])"  # R&B, AT&T
    # An address ends in .net too, so beside a word only these are meant.
    r"|(?:(?<!\w)|(?<=asp)|(?<=ado)|(?<=vb)|(?<=basic))\.net(?!\w)"
)
_LETTERS: Final = re.compile("|".join(map(re.escape, _SIGNS)))
_OF_LETTERS: Final = {"ƿp": "+", "ƿs": "#", "ƿn": "&", _DOT_NET: ".net"}


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
    return list(_words(text)) if text else []


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[Two, ...]:
    """Publishers, places, names and subjects come again and again."""
    text = nfc(text).lower().replace(PARTING, " ")
    if _MAY_BE_SIGNED.search(text):
        text = _SIGNED.sub(_in_letters, text)
    return tuple(_two(word) for word in _WORD.findall(text))


def _in_letters(found: re.Match[str]) -> str:
    word = found[0]
    spelled = _DOT_NET if word == ".net" else _LETTERS.sub(lambda sign: _SIGNS[sign[0]], word)
    return f" {spelled} "


def shown(text: str) -> str:
    """Words as a person reads them, with their signs."""
    if PARTING not in text:
        return text
    for letters, sign in _OF_LETTERS.items():
        text = text.replace(letters, sign)
    return text


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
