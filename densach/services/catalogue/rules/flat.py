"""The flat columns of a record, as they follow from its MARC fields (MARC 21 Bibliographic).

Nothing is refused here but a record without title: dirty years and missing authors are kept as they stand, and told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from densach.formats.marc import Field, Marc
from densach.kernel.collation import sort_key
from densach.services.catalogue.models import IdentifierKind, Material
from densach.services.catalogue.rules.keys import bare, hashed, isbn13, issn8, words_of
from densach.services.catalogue.rules.refusals import NoTitle

EARLIEST_YEAR: Final = 1000
LATEST_YEAR: Final = 2100
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_LANGUAGE: Final = re.compile(r"[a-z]{3}")
_NO_LANGUAGE: Final = frozenset({"und", "zxx", "mul", "   ", "|||"})
# Leader/06 → material; language material is told by leader/07.
_BY_TYPE: Final = {
    "c": Material.MUSIC,
    "d": Material.MUSIC,
    "e": Material.MAP,
    "f": Material.MAP,
    "g": Material.VIDEO,
    "i": Material.SOUND,
    "j": Material.SOUND,
    "k": Material.PICTURE,
    "m": Material.ELECTRONIC,
    "o": Material.KIT,
    "p": Material.KIT,
    "r": Material.KIT,
    "t": Material.MANUSCRIPT,
}
_SUBJECTS: Final = ("600", "610", "611", "630", "650", "651", "653", "655")
_NAMES: Final = ("700", "710", "711")
_FOR_CHILDREN: Final = frozenset("abcj")


@dataclass(frozen=True)
class Flat:
    """What a record's columns hold; `identifiers` are (kind, value). `doubts`: message ids with parameters."""

    title: str
    title_sort: str
    material: str
    responsibility: str
    author: str
    contributors: str
    edition: str
    place: str
    publisher: str
    year: int | None
    year_text: str
    language: str
    extent: str
    series: str
    summary: str
    subjects: str
    ddc: str
    isbn: str
    control_number: str
    work_key: str
    match_key: str
    children: bool
    identifiers: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, dict[str, str]], ...]

    def columns(self) -> dict[str, object]:
        """Names and values of the columns of `Record`."""
        kept = dict(self.__dict__)
        del kept["identifiers"], kept["doubts"]
        return kept


def flat(marc: Marc) -> Flat:
    """Raises NoTitle."""
    stated = marc.field("245")
    title = title_of(stated)
    if stated is None or not title:
        raise NoTitle
    fixed = marc.control("008")
    author, main = _author(marc), bare(stated.first("a"))
    year, year_text, doubts = _year(marc, fixed)
    uniform = bare(marc.first("130", "a") or marc.first("240", "a"))
    numbers, isbn, bad = _identifiers(marc)
    doubts += bad
    published, material = _published(marc), material_of(marc)
    return Flat(
        title=title,
        title_sort=sort_key(title[_skipped(stated, title) :]),
        material=material,
        responsibility=bare(stated.first("c")),
        author=author,
        contributors="; ".join(dict.fromkeys(bare(one.first("a")) for one in marc.each(*_NAMES))),
        edition=bare(marc.first("250", "a")),
        place=bare(published.first("a")) if published else "",
        publisher=bare(published.first("b")) if published else "",
        year=year,
        year_text=year_text[:60],
        language=_language(marc, fixed),
        extent=_extent(marc),
        series=bare(marc.first("490", "a") or marc.first("830", "a")),
        summary=marc.first("520", "a"),
        subjects="; ".join(dict.fromkeys(subject for one in marc.each(*_SUBJECTS) if (subject := subject_of(one)))),
        ddc=marc.first("082", "a").strip()[:40],
        isbn=isbn,
        control_number=marc.control("001").strip()[:60],
        work_key=hashed(words_of(uniform or main), words_of(author)),
        match_key=hashed(words_of(title), words_of(author), str(year or words_of(year_text))),
        children=len(fixed) > 22 and fixed[22] in _FOR_CHILDREN and material == Material.BOOK,
        identifiers=numbers,
        doubts=doubts,
    )  # fmt: skip


def title_of(stated: Field | None) -> str:
    """245 $a $b $n $p as they stand, without the punctuation at the end."""
    return bare(stated.text("abnp")) if stated else ""


def subject_of(field: Field) -> str:
    """A subject heading with its subdivisions."""
    parts = [bare(value) for code, value in field.subfields if code in "abcdtvxyz"]
    return " – ".join(part for part in parts if part)


def material_of(marc: Marc) -> Material:
    """The kind of material by leader/06-07 and 008."""
    leader = marc.leader.ljust(24)
    kind, level = leader[6], leader[7]
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    fixed = marc.control("008")
    if len(fixed) > 23 and fixed[23] == "f" and kind == "a":
        return Material.BRAILLE
    if level in "si":
        return Material.SERIAL
    return Material.ARTICLE if level in "ab" else Material.BOOK


def _skipped(stated: Field, title: str) -> int:
    """How many signs at the beginning do not count in sorting (second indicator of 245)."""
    sign = stated.indicators[1:2]
    return int(sign) if sign.isdecimal() and int(sign) < len(title) else 0


def _author(marc: Marc) -> str:
    found = marc.field("100", "110", "111")
    if found is None:
        return ""
    return bare(found.first("a") if found.tag == "100" else found.text("ab"))


def _published(marc: Marc) -> Field | None:
    named = [one for one in marc.each("264") if one.indicators[1:2] == "1"]
    return named[0] if named else marc.field("260", "264")


def _year(marc: Marc, fixed: str) -> tuple[int | None, str, tuple[tuple[str, dict[str, str]], ...]]:
    published = _published(marc)
    told = published.first("c").strip() if published else ""
    text = bare(told) or fixed[7:11].strip(" |u")
    found = [int(year) for year in _YEAR.findall(text)]
    possible = [year for year in found if EARLIEST_YEAR <= year <= LATEST_YEAR]
    if possible:
        return possible[0], text, ()
    if text:
        return None, text, (("catalogue.year_unclear", {"year": text[:60]}),)
    return None, "", (("catalogue.year_missing", {}),)


def _language(marc: Marc, fixed: str) -> str:
    coded = fixed[35:38].lower()
    if not _LANGUAGE.fullmatch(coded) or coded in _NO_LANGUAGE:
        coded = marc.first("041", "a")[:3].lower()
    return coded if _LANGUAGE.fullmatch(coded) and coded not in _NO_LANGUAGE else ""


def _extent(marc: Marc) -> str:
    described = marc.field("300")
    return " ".join(part for code, part in described.subfields if code in "abc").strip() if described else ""


def _identifiers(
    marc: Marc,
) -> tuple[tuple[tuple[str, str], ...], str, tuple[tuple[str, dict[str, str]], ...]]:
    found: dict[tuple[str, str], None] = {}
    doubts: list[tuple[str, dict[str, str]]] = []
    isbn = ""
    for field in marc.each("020"):
        for text in field.all("a"):
            if number := isbn13(text):
                found[IdentifierKind.ISBN, number] = None
                isbn = isbn or number
            elif text.strip():
                doubts.append(("catalogue.isbn_wrong", {"isbn": text.strip()[:40]}))
    for field in marc.each("022"):
        if number := issn8(field.first("a")):
            found[IdentifierKind.ISSN, number] = None
    if number := marc.control("001").strip():
        found[IdentifierKind.CONTROL, f"{marc.control('003').strip()}/{number}"[:80]] = None
    return tuple(found), isbn, tuple(doubts)
