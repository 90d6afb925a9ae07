"""How titles, names and numbers are told apart and known again."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Final

from stdnum import isbn, issn
from stdnum.exceptions import ValidationError

from densach.kernel.vietnamese import clean_text, fold, tone_placement

_NOT_WORD: Final = re.compile(r"[^\w]+")
_NOT_HEADING: Final = re.compile(r"[^\w+#]+")
_INITIAL: Final = re.compile(r"(?:^|[\s.])[^\W\d_]$")
_AT_END: Final = frozenset("/:;,=.")
_ISBD_END: Final = re.compile(r"[\s/:;,=.]+$")
_BOOKLAND: Final = ("978", "979")
_DIGITS: Final = re.compile(r"[0-9Xx][0-9Xx\- ]{7,20}")


def bare(text: str) -> str:
    """The text without the punctuation that ISBD puts at the end of a part; an initial keeps its full stop."""
    text = text.strip()
    if text[-1:] not in _AT_END:
        return text
    found = _ISBD_END.sub("", text)
    return f"{found}." if _INITIAL.search(found) and text[len(found) : len(found) + 1] == "." else found


def words_of(text: str) -> str:
    """Folded words with single spaces: what is compared where marks and case do not count."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def heading_key(text: str) -> str:
    """Two headings are one if this agrees: letter and tone marks count, case, spaces and punctuation do not. The signs
    of "C++" and "C#" are no punctuation.
    """
    return _NOT_HEADING.sub(" ", tone_placement(clean_text(text)).lower()).strip()[:300]


def hashed(*parts: str) -> str:
    """A short key for equal parts."""
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def isbn13(text: str) -> str:
    """The 13 digits of a valid ISBN that the text begins with or holds, else ""."""
    found = _DIGITS.search(text)
    if found is None:
        return ""
    digits = found[0].replace("-", "").replace(" ", "")
    if len(digits) == 13 and digits.isdigit() and digits.startswith(_BOOKLAND):
        # Nearly every one; the slower way beside it knows the ten digits of old.
        odd, even = sum(map(int, digits[::2])), sum(map(int, digits[1::2]))
        return digits if (odd + 3 * even) % 10 == 0 else ""
    try:
        return str(isbn.to_isbn13(isbn.validate(found[0]))).replace("-", "")
    except ValidationError:
        return ""


def issn8(text: str) -> str:
    """The eight signs of a valid ISSN, else ""."""
    try:
        return str(issn.validate(text.strip()[:9]))
    except ValidationError:
        return ""


_NUMBER: Final = re.compile(r"\d+")


def call_sort(call_number: str) -> str:
    """A key in the order of shelves: numbers by their value, decimals as decimals, letters without marks."""
    text = fold(call_number).upper()
    whole = _NUMBER.sub(
        lambda found: found[0].rjust(6, "0") if found.start() == 0 else found[0], text, count=1
    )
    return re.sub(r"\s+", " ", whole).strip()[:160]
