"""What a target is called on every screen: a whole phrase that says what is counted."""

from __future__ import annotations

import re
from typing import Final

from densach.kernel.vietnamese import fold

_WORD: Final = re.compile(r"\w+")
# A clause is cut out of its sentence: what joined it to the one before says nothing alone.
_JOINED: Final = re.compile(r"^(và|đồng thời|riêng|trong đó)\s+", re.IGNORECASE)
# Words that tell when and how far, not what.
_STEP: Final = re.compile(
    r"den|het|cuoi|nam|giai|doan|tu|trong|vao|dat|phan|dau|tang|nang|len|la|co|tren|it|nhat|toi|thieu|khoang|"
    r"binh|quan|trung|moi|hang|lan|tuong|ung|va|\d+"
)


def row_title(subject: str, counted: str = "") -> str:
    """The words of a target begun like a sentence; a fragment that does not say what is counted has it added."""
    title = begun(subject)
    return title if not counted or says(title, counted) else f"{title}: {counted}"


def read_title(subject: str, counted: str, heading: str, *, of_row_before: bool = False) -> str:
    """What a row read from a paper is called. Only a fragment is filled up: one that tells nothing but a year or a
    step ("Đến năm 2030"), by what is counted, else by the heading over it; one that is about what the row before it
    is about (`of_row_before`), by what is counted.
    """
    title = begun(subject)
    if not _tells(title):
        return counted or ": ".join(part for part in (heading.strip(" .:;"), title) if part)
    return row_title(title, counted) if of_row_before else title


def begun(subject: str) -> str:
    """Without what joined it to another clause, with a capital."""
    title = _JOINED.sub("", subject)
    return title[:1].upper() + title[1:]


def says(title: str, counted: str) -> bool:
    """Whether the words hold at least a third of the name of what is counted."""
    said, named = (set(_WORD.findall(fold(text))) for text in (title, counted))
    return 3 * len(said & named) >= len(named)


def _tells(title: str) -> bool:
    return any(_STEP.fullmatch(word) is None for word in _WORD.findall(fold(title)))
