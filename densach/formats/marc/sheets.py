"""Tables of books as records: a row is a title with its copies, or one copy of a title that other rows repeat.

Copies come as fields 952 ($p barcode, $i accession number, $c place, $o call number …), as in every other form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from densach.formats.marc import columns, tidy
from densach.formats.marc.record import EMPTY_LEADER, Field, Marc, control, data
from densach.formats.marc.values import NotRecords, Read, Told
from densach.formats.tables import FORMULA_ERRORS
from densach.formats.tables import grids as open_grids

MOST_ROWS: Final = 100_000
_BETWEEN: Final = re.compile(r"\s*[;,\n|]+\s*")
_RANGE: Final = re.compile(r"([A-Za-z.\-/]*)(\d{1,12})\s*(?:-|–|->|đến|=>)\s*\1(\d{1,12})")
_DATE_YEAR: Final = re.compile(r"\d{2}/\d{2}/(\d{4})")
_LANGUAGES: Final = {
    "viet": "vie", "tieng viet": "vie", "vietnamese": "vie", "vi": "vie", "vn": "vie", "anh": "eng", "tieng anh": "eng",
    "english": "eng", "en": "eng", "phap": "fre", "tieng phap": "fre", "nga": "rus", "tieng nga": "rus", "trung": "chi",
    "tieng trung": "chi", "nhat": "jpn", "tieng nhat": "jpn", "han": "kor", "tieng han": "kor", "duc": "ger",
    "tieng duc": "ger", "khmer": "khm", "tieng khmer": "khm",
}  # fmt: skip
# Columns that hold several values in a cell.
_MANY: Final = frozenset({"accession", "barcode", "isbn", "subjects", "others"})
_SEVERAL: Final = 500
# What holds for every row of a title; volume, extent, ISBN and numbers of copies are each row's own.
_OF_THE_TITLE: Final = (
    "author", "subtitle", "others", "edition", "published_in", "publisher", "year", "language", "class", "series",
    "subjects",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One sheet with its head: `head` are its words, `places` code → place of the column."""

    sheet: str
    line: int
    head: tuple[str, ...]
    places: Mapping[str, int]
    rows: Mapping[int, Sequence[str]]
    remarks: tuple[Told, ...]
    # (line, place of the column) of formulas whose values the file does not hold.
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    # Lines that were filled from a merged cell above them.
    merged: frozenset[int] = frozenset()

    @property
    def sample(self) -> list[Sequence[str]]:
        """Some rows under the head, for a person who says what columns mean."""
        return [cells for line, cells in self.rows.items() if line > self.line][:5]


def page(data_: bytes, name: str, places: Mapping[str, int] | None = None) -> Page:
    """The sheet whose head names the most columns. Raises NotRecords, and what `formats.tables` refuses."""
    best: Page | None = None
    for grid in open_grids(data_, name, most=MOST_ROWS):
        if not grid.rows:
            continue
        line = columns.head_of(grid.rows)
        head = tuple(grid.rows[line])
        told: list[Told] = [
            (remark.id, {key: str(one) for key, one in remark.params.items()}) for remark in grid.remarks
        ]
        guessed = places or columns.guess(head)
        found = Page(grid.sheet, line, head, guessed, grid.rows, tuple(told), grid.uncomputed, grid.merged)
        if best is None or len(found.places) > len(best.places):
            best = found
    if best is None:
        raise NotRecords(name=name)
    return best


def records(found: Page) -> Iterator[Read]:
    """A record for each row; the position counts rows under the head."""
    position, above = 0, dict[str, str]()
    for line, cells in found.rows.items():
        if line <= found.line or _numbers_columns(cells):
            continue
        position += 1
        named, told = _named(cells, found.places), _uncomputed(found, line)
        if line in found.merged and (lent := _of_the_same(named, above)):
            named |= lent
            told.append(("marc.merged_row", {"line": str(line)}))
        above = named
        if told and not named.get("title") and (line, found.places.get("title")) in found.uncomputed:
            # The person sees a title in the sheet: what is wrong is the formula.
            yield Read(position, None, tuple(told))
        else:
            yield _read(position, line, named, told)


def _named(cells: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    """Cells by code. Lines inside a cell of several values part them."""
    found = {}
    for code, place in places.items():
        text = cells[place] if place < len(cells) else ""
        if text := tidy.kept(text.replace("\n", ";") if code in _MANY else text).strip():
            found[code] = text
    return found


def _of_the_same(cells: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """What a row under a merged title leaves blank and the row above tells of the title; not what is of its copies."""
    if not cells.get("title") or cells["title"] != above.get("title"):
        return {}
    return {code: above[code] for code in _OF_THE_TITLE if code in above and code not in cells}


def _uncomputed(found: Page, line: int) -> list[Told]:
    """Cells of the line that show a value in the sheet and hold none in the file."""
    at = {place for number, place in found.uncomputed if number == line} if found.uncomputed else set()
    return [
        ("marc.formula_uncomputed", {"line": str(line), "column": found.head[place]})
        for place in sorted(set(found.places.values()) & at)
        if place < len(found.head)
    ]


def _numbers_columns(cells: Sequence[str]) -> bool:
    """A row (1), (2), (3) … under a head says nothing of a book."""
    told = [(place, text) for place, text in enumerate(cells) if text]
    return len(told) > 2 and all(text.strip("()") == str(place + 1) for place, text in told)


def _read(position: int, line: int, cells: dict[str, str], told: list[Told]) -> Read:
    for code, text in list(cells.items()):
        if text in FORMULA_ERRORS:
            told.append(("marc.formula_error", {"found": text, "line": str(line)}))
            del cells[code]
    if not cells.get("title"):
        return Read(position, None, (*told, ("marc.row_without_title", {"line": str(line)})))
    return Read(position, Marc(EMPTY_LEADER, tuple(_fields(cells, told))), tuple(told))


def _fields(cells: Mapping[str, str], told: list[Told]) -> Iterator[Field]:
    if code := _LANGUAGES.get(columns.plain(cells.get("language", "")), ""):
        yield control("008", " " * 35 + code + "  ")
    yield from (data("020", "  ", ("a", one)) for one in _parts(cells.get("isbn", "")))
    if cells.get("class"):
        yield data("082", "04", ("a", cells["class"]))
    if cells.get("author"):
        yield data("100", "1 ", ("a", cells["author"]))
    yield data("245", "10" if cells.get("author") else "00", *_title(cells))
    if cells.get("edition"):
        yield data("250", "  ", ("a", cells["edition"]))
    if published := _pairs(cells, ("published_in", "a"), ("publisher", "b"), ("year", "c")):
        yield data("260", "  ", *published)
    if described := _pairs(cells, ("extent", "a"), ("size", "c")):
        yield data("300", "  ", *described)
    yield from _rest(cells)
    yield from _copies(cells, told)


def _title(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(_pairs(cells, ("title", "a"), ("subtitle", "b"), ("volume", "n")))


def _pairs(cells: Mapping[str, str], *wanted: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (code, _year(text) if name == "year" else text)
        for name, code in wanted
        if (text := cells.get(name, ""))
    ]


def _year(text: str) -> str:
    """A year that a sheet keeps as a day is that day's year."""
    found = _DATE_YEAR.fullmatch(text)
    return found[1] if found else text


def _rest(cells: Mapping[str, str]) -> Iterator[Field]:
    for name, tag, signs in (("series", "490", "0 "), ("note", "500", "  "), ("summary", "520", "  ")):
        if cells.get(name):
            yield data(tag, signs, ("a", cells[name]))
    yield from (data("653", "  ", ("a", one)) for one in _parts(cells.get("subjects", "")))
    yield from (data("700", "1 ", ("a", one)) for one in _parts(cells.get("others", "")))


def _parts(text: str) -> list[str]:
    return [one for part in _BETWEEN.split(text) if (one := part.strip())]


def _copies(cells: Mapping[str, str], told: list[Told]) -> Iterator[Field]:
    numbers = _numbers(cells.get("accession", ""))
    barcodes = _numbers(cells.get("barcode", "")) or numbers
    stated = cells.get("copies", "")
    if stated.isdecimal() and int(stated) != len(barcodes):
        told.append(("marc.copies_differ", {"stated": stated, "found": str(len(barcodes))}))
    shared = _pairs(
        cells, ("location", "c"), ("price", "g"), ("source", "e"), ("acquired", "d"),
        ("call_number" if cells.get("call_number") else "class", "o"),
    )  # fmt: skip
    for place, barcode in enumerate(barcodes):
        number = numbers[place] if place < len(numbers) else ""
        yield data("952", "  ", ("p", barcode), *([("i", number)] if number else []), *shared)


def _numbers(text: str) -> list[str]:
    """The numbers in a cell: parted by commas, semicolons or lines; "VL100-VL104" are five."""
    found: list[str] = []
    for part in _parts(text):
        span = _RANGE.fullmatch(part)
        if span and 0 < int(span[3]) - int(span[2]) < _SEVERAL and len(span[2]) <= len(span[3]):
            width = len(span[2])
            found += [f"{span[1]}{number:0{width}d}" for number in range(int(span[2]), int(span[3]) + 1)]
        else:
            found.append(part)
    return found
