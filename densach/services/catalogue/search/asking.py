"""What a person typed, understood: words, phrases, fields, numbers, years. Whatever is typed means something; nothing
raises.

    truyện kiều            both words, marks first
    "tắt đèn"              side by side
    tác giả:nam cao        words of a name; so nhan đề:, chủ đề:, nxb: and the English names
    năm:2019, năm:2010-2020
    isbn:, ký hiệu:        numbers in any form; an ISBN is known without being named
    giáo*                  words that begin so (from two letters on)
    -thơ                   without
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from densach.kernel.vietnamese import clean_text, fold, nfc
from densach.services.catalogue.rules.keys import isbn13
from densach.services.catalogue.search.words import Two, words

LONGEST: Final = 400
# More words than this say nothing more; each costs a look into the index.
MOST_WORDS: Final = 24
_FIELDS: Final = {
    "title": ("nhan đề", "nhan de", "tên sách", "ten sach", "nđ", "title", "ti"),
    "names": ("tác giả", "tac gia", "tg", "author", "au"),
    "subjects": ("chủ đề", "chu de", "từ khóa", "từ khoá", "tu khoa", "cđ", "subject", "su"),
    "publisher": ("nhà xuất bản", "nha xuat ban", "nxb", "publisher", "pb"),
    "year": ("năm", "nam", "year", "yr"),
    "isbn": ("isbn",),
    "number": ("issn", "số", "so", "number", "barcode", "mã vạch", "ma vach"),
    "call": ("ký hiệu", "ky hieu", "kí hiệu", "ki hieu", "ddc", "call"),
}
_OF_NAME: Final = {name: field for field, names in _FIELDS.items() for name in names}
_NAMES: Final = "|".join(sorted(map(re.escape, _OF_NAME), key=len, reverse=True))
_PIECE: Final = re.compile(
    rf'(?P<minus>(?<!\S)[-−](?=[\w"“]))?(?:(?<!\w)(?P<field>{_NAMES})\s*[:：]\s*)?'
    r'(?:["“”](?P<phrase>[^"“”]*)(?:["“”]|$)|(?P<word>[^\s"“”]+))',
    re.IGNORECASE,
)
_FIELD_ALONE: Final = re.compile(rf"(?<!\w)(?:{_NAMES})\s*[:：]\s*$", re.IGNORECASE)
_ISBN: Final = re.compile(r"(?<![\w-])(?:97[89][- ]?(?:\d[- ]?){9}\d|(?:\d-?){9}[\dXx])(?![\w-])")
_CHECKED: Final = re.compile(r"[\d-]+[\dXx]")
_YEARS: Final = re.compile(r"(\d{3,4})?\s*([-–—]|\.\.)?\s*(\d{3,4})?")
# "Năm", "Nam" and "số" end many titles ("Văn học Việt Nam: 1930-1945"), so these names are looked at twice.
_DOUBTFUL: Final = re.compile(
    r'(?:(?P<before>\w+)[\s-]+)?(?<!\w)(?P<name>năm|nam|year|yr|số|so)\s*[:：](?P<gap>\s*)(?P<value>[^\s"“”]*)',
    re.IGNORECASE,
)
_BEFORE_NAM: Final = frozenset({"viet", "mien", "phuong", "quang", "ha", "dong", "tay"})
_RANGE: Final = re.compile(
    r"(?<!\w)((?:năm|nam|year|yr)\s*[:：]\s*)(\d{3,4})\s*(?:[-–—]|\.\.|đến|den|to)\s*(\d{3,4})(?!\w)",
    re.IGNORECASE,
)
# ".NET" is one word wherever it stands, and is often typed without its dot.
_DOTLESS: Final = re.compile(r"(?<!\w)(asp|ado|vb)\s+net(?![\w-])", re.IGNORECASE)
_WORDY: Final = frozenset({"title", "names", "subjects", "publisher"})


@dataclass(frozen=True)
class Part:
    """A word, or words side by side. `where`: "" anywhere, title, names, subjects, publisher. `begun`: the last word
    only begins so.
    """

    words: tuple[Two, ...]
    where: str = ""
    begun: bool = False
    without: bool = False


@dataclass(frozen=True)
class Asked:
    """A question: `parts` all hold (or must not); `years` from and to, either open; `call` begins a call number or a
    class; `number` may be a barcode or an accession number.
    """

    text: str = ""
    parts: tuple[Part, ...] = ()
    years: tuple[int | None, int | None] | None = None
    call: str = ""
    number: str = ""

    @cached_property
    def wanted(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.without)

    @cached_property
    def unwanted(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.without)

    @cached_property
    def plain(self) -> tuple[Two, ...]:
        """Whole words asked for anywhere, in their order: what the order of hits goes by."""
        return tuple(
            word
            for part in self.wanted
            if not part.where
            for word in part.words[: -1 if part.begun else None]
        )

    @cached_property
    def spelled(self) -> tuple[Two, ...]:
        """All whole words, of fields too, if any of them bears a mark: hits spelled so come first."""
        found = [word for part in self.wanted for word in part.words[: -1 if part.begun else None]]
        return tuple(found) if any(word.exact != word.folded for word in found) else ()

    @cached_property
    def is_empty(self) -> bool:
        return not (self.parts or self.years or self.call or self.number)


def understand(text: str) -> Asked:
    """The question in a text of any kind."""
    text = " ".join(clean_text(text)[:LONGEST].split())
    rest, numbers = _isbns(text)
    rest = _DOUBTFUL.sub(_sure, _RANGE.sub(r"\1\2-\3", _DOTLESS.sub(r"\1.net", rest)))
    found = _Found()
    field = ""
    for piece in _PIECE.finditer(rest):
        named = piece["field"]
        # A word after a field belongs to it until another field, a phrase or a minus: names have several words.
        ends = named or piece["minus"] or piece["phrase"] is not None
        field = _OF_NAME[nfc(named).lower()] if named else "" if ends else field
        field = found.take(piece, field)
    parts = [Part((Two(one, one),)) for one in numbers] + found.parts
    whole = text if re.search(r"\d", text) and len(text) <= 40 else ""
    return Asked(
        text=text,
        parts=tuple(_limited(parts)),
        years=found.years,
        call=found.call,
        number=found.number or whole,
    )


def released(asked: Asked) -> Iterator[Asked]:
    """The same question with the last words of its last field asked for anywhere, one word more each time: nobody
    types where a name ends ("tác giả: nam cao chí phèo").
    """
    parts = asked.parts
    end = next((at for at in range(len(parts), 0, -1) if parts[at - 1].where), 0)
    if not end:
        return
    last = parts[end - 1]
    begin = end - 1
    while begin > 0 and (parts[begin - 1].where, parts[begin - 1].without) == (last.where, last.without):
        begin -= 1
    if last.without:
        return
    for at in range(end - 1, begin, -1):
        yield replace(
            asked, parts=(*parts[:at], *(replace(one, where="") for one in parts[at:end]), *parts[end:])
        )


def _sure(found: re.Match[str]) -> str:
    """What was found, without its colon where the name is a word of the text."""
    name, value = found["name"], found["value"]
    of_years = fold(name).lower() in ("nam", "year", "yr")
    is_field = _years(value) is not None if of_years else any(sign.isdigit() for sign in value)
    if is_field and found["before"]:
        is_field = not name[0].isupper()
        if name in ("nam", "so"):
            is_field = is_field and not found["gap"] and fold(found["before"]).lower() not in _BEFORE_NAM
    return found[0] if is_field else re.sub("[:：]", " ", found[0], count=1)


def _isbns(text: str) -> tuple[str, list[str]]:
    """The text without its ISBNs, and these in thirteen digits."""
    numbers: list[str] = []

    def kept(found: re.Match[str]) -> str:
        number = isbn13(found[0])
        if not number:
            return found[0]
        numbers.append(number)
        return " "

    rest = _ISBN.sub(kept, text)
    if numbers:
        rest = re.sub(r"(?<!\w)isbn\s*[:：]?\s*(?=\s|$)", " ", rest, flags=re.IGNORECASE)
    return rest, numbers


class _Found:
    """What was gathered so far, piece by piece."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.years: tuple[int | None, int | None] | None = None
        self.call = ""
        self.number = ""

    def take(self, piece: re.Match[str], field: str) -> str:
        """Takes a piece; gives the field to which the next word belongs."""
        phrase, word = piece["phrase"], piece["word"]
        text = phrase if phrase is not None else word
        if field == "year" and (years := _years(text)):
            self.years = years
            return ""
        if field == "call":
            self.call = text.strip()
            return ""
        if field in ("isbn", "number"):
            self.number = text.strip()
            text, field = (text.replace("-", "") if _CHECKED.fullmatch(text) else text), ""
        where = field if field in _WORDY else ""
        begun = phrase is None and text.endswith("*") and len(text) > 2
        found = tuple(words(text))
        if found:
            # What a sign holds together ("a-b", "1.000") is asked for side by side, as a phrase is.
            self.parts.append(Part(found, where, begun, bool(piece["minus"])))
        return field if phrase is None and where else ""


def _years(text: str) -> tuple[int | None, int | None] | None:
    found = _YEARS.fullmatch(text.strip())
    if found is None or not (found[1] or found[3]):
        return None
    first, last = (int(one) if one else None for one in (found[1], found[3]))
    return (first, last) if found[2] else (first or last, first or last)


def _limited(parts: list[Part]) -> list[Part]:
    """As many parts as hold together not too many words."""
    kept: list[Part] = []
    room = MOST_WORDS
    for part in parts:
        if room <= 0:
            break
        cut = part.words[:room]
        kept.append(Part(cut, part.where, part.begun and len(cut) == len(part.words), part.without))
        room -= len(cut)
    return kept
