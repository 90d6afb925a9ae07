"""A folded view of the paper's text in which every character still knows its place.

Rules match on the view (NFC, white space folded, marks of emphasis dropped, dashes made one,
digits misread by a scanner mended); what they find is reported by the offsets of the paper itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from densach.formats.planreader.misreadings import remarked

_DROPPED = {"\ufeff", "\u200b", "\u200c", "\u200d", "\u00ad", "\u2060"}
_DASHES = {"–", "—", "−", "‑", "‒", "―", "\ufffe"}
# "02 năm l lần", "lOO%", "20/ll": letters that can only be digits where they stand.
_ALONE = re.compile(
    r"(?<=năm )[lI|](?= l[ầâa]n\b)|(?<![^\W_])[lI]?[O]{1,2}(?=\s?%)|"
    r"(?<![^\W_])l[O]{1,3}(?=[\s/])|(?<=\d/)[lIO]{1,2}(?![^\W_])"
)
_MISREAD = re.compile(r"(?<![^\W_])(?![IVX]+\.)[\dOolI|][\dOolI|.,]*(?![^\W\d_])")
_PERCENT = re.compile(r"(?<=\d)Z(?=[/\s,.;]|$)")
_MEND = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1"})
_BARE = {"đ": "d", "Đ": "d"}


def bare_char(char: str) -> str:
    """One letter without its marks, lower case: always exactly one character."""
    if char in _BARE:
        return _BARE[char]
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def _low_char(char: str) -> str:
    """Lower case: always exactly one character."""
    plain = char.lower()
    return plain if len(plain) == 1 else char


class _Letters(dict[int, str]):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str:
        self[code] = self._rule(chr(code))
        return self[code]


_TO_DASHES = {ord(dash): "-" for dash in _DASHES}
_TO_BARE, _TO_LOW = _Letters(bare_char), _Letters(_low_char)


def bare(text: str) -> str:
    """Lower case without marks, đ as d; as long as the NFC text."""
    return unicodedata.normalize("NFC", text).translate(_TO_BARE)


def folded(text: str) -> str:
    """White space folded and Markdown emphasis removed, as the contract prints a quote."""
    return " ".join(text.replace("**", "").split())


_SMALL_L = re.compile(r"(?<=[A-ZĐ])l(?=[A-ZĐÀ-Ỹ])")  # "TlNH HÌNH"


def mended(text: str) -> str:
    """Digits that a scanner read as letters ("2O25", "l0%", "12Z") put right; as long as the text."""
    text = _SMALL_L.sub("I", text)
    return _ALONE.sub(_mended_alone, _PERCENT.sub("%", _MISREAD.sub(_mended, text)))


def understood(text: str) -> str:
    """Lower case, dashes as "-", digits and lost marks mended: as long as the NFC text."""
    low = mended(text.translate(_TO_DASHES)).translate(_TO_LOW)
    return remarked(low, low.translate(_TO_BARE))


def _mended(found: re.Match[str]) -> str:
    token = found.group()
    return token.translate(_MEND) if any(char.isdigit() for char in token) else token


def _mended_alone(found: re.Match[str]) -> str:
    return found.group().translate(_MEND)


@dataclass(frozen=True)
class View:
    """A run of the paper. `text`, `low` and `bare` have the same length; `starts` and `ends` give offsets."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def low(self) -> str:
        """Lower case, dashes as "-", digits and lost marks mended."""
        return understood(self.text)

    @cached_property
    def bare(self) -> str:
        return self.low.translate(_TO_BARE)

    @property
    def start(self) -> int:
        return self.starts[0] if self.starts else 0

    @property
    def end(self) -> int:
        return self.ends[-1] if self.ends else 0

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int) -> View:
        """The part from start to end of this view, white space at its ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return View(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the paper of the run start..end of this view."""
        part = self.cut(start, end)
        return part.start, part.end


_UNUSUAL = re.compile(rf"\*\*|[{''.join(_DROPPED)}\u0300-\u036f]")


def _plain_view(source: str, start: int, end: int) -> View:
    """The same for text in composed letters without marks of emphasis: nearly all text."""
    words = [found.span() for found in _WORD.finditer(source, start, end)]
    starts: list[int] = []
    ends: list[int] = []
    for begin, stop in words:
        if starts:
            starts.append(ends[-1])
            ends.append(begin)
        starts.extend(range(begin, stop))
        ends.extend(range(begin + 1, stop + 1))
    return View(" ".join(source[begin:stop] for begin, stop in words), tuple(starts), tuple(ends))


_WORD = re.compile(r"\S+")


def view_of(source: str, start: int, end: int) -> View:
    """The folded view of source[start:end]; composed letters keep the place of their first character."""
    if not _UNUSUAL.search(source, start, end):
        return _plain_view(source, start, end)
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = start
    while at < end:
        stop = at + 1
        if source[at : at + 2] == "**":
            at += 2
            continue
        while stop < end and unicodedata.combining(source[stop]):
            stop += 1
        char = source[at] if stop == at + 1 else unicodedata.normalize("NFC", source[at:stop])
        if char.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                starts.append(at)
                ends.append(stop)
        elif char not in _DROPPED:
            for one in char:
                chars.append(one)
                starts.append(at)
                ends.append(stop)
        at = stop
    return View("".join(chars), tuple(starts), tuple(ends)).cut(0, len(chars))


_SENTENCE_END = re.compile(r"(?<=[.;!?…])\s+(?=\S)")
_LIST_GOES_ON = re.compile(r"\d[\d.,]*\s*(?:;|,|và\b)")  # "lần lượt là 9.000; 9.500 và 10.000 bản"
_ABBREVIATION = re.compile(r"(?:\b(?:TP|Tp|tp|TT|TX|ThS|TS|GS|PGS|NQ|st|v\.v|P|Q|H|X)|^\w{1,2})\.$")


def sentences(view: View) -> list[View]:
    """The sentences of a paragraph; a semicolon ends one, a full stop inside a number or abbreviation does not."""
    parts: list[View] = []
    begin = 0
    for gap in _SENTENCE_END.finditer(view.text):
        before, after = view.text[begin : gap.start()], view.text[gap.end()]
        if before.count("(") > before.count(")") and ")" in view.text[gap.end() : gap.end() + 300]:
            continue
        if (
            before.endswith(";")
            and _LIST_GOES_ON.match(view.text, gap.end())
            and "lần lượt" in before.lower()
        ):
            continue
        if before.endswith(".") and (after.islower() or _ABBREVIATION.search(before)):
            continue
        parts.append(view.cut(begin, gap.start()))
        begin = gap.end()
    parts.append(view.cut(begin, len(view)))
    return [part for part in parts if len(part)]
