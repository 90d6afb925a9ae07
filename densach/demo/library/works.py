"""Real works of Vietnamese and world literature and learning as MARC records: titles, names and years are facts.

The year is that of the work's first publication, and the record says so; no edition is invented.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from densach.formats.marc import EMPTY_LEADER, Field, Marc, control, data
from densach.kernel.vietnamese import fold

_FILE: Final = Path(__file__).with_name("works.csv")
_HOUSE: Final = "VN-DS"
# Class of the Dewey Decimal Classification by the language of the work, for verse, drama, fiction and other prose.
_LITERATURES: Final = {
    "": "895.922",
    "rus": "891.7",
    "fre": "84",
    "eng": "82",
    "ita": "85",
    "spa": "86",
    "ger": "83",
    "chi": "895.1",
    "jpn": "895.6",
    "kor": "895.7",
    "por": "869.",
    "swe": "839.7",
    "dan": "839.81",
    "dut": "839.31",
    "ben": "891.44",
    "ind": "899.221",
    "ara": "892.7",
    "grc": "88",
}
_FORMS: Final = {
    "p": ("1", "Thơ"),
    "d": ("2", "Kịch"),
    "f": ("3", "Truyện"),
    "a": ("3", "Truyện"),
    "n": ("8", "Ký"),
}
_FOLK: Final = ("398.2", "Văn học dân gian")
_OF: Final = {
    "": "Văn học Việt Nam",
    "rus": "Văn học Nga",
    "fre": "Văn học Pháp",
    "eng": "Văn học Anh",
    "ita": "Văn học Ý",
    "spa": "Văn học viết bằng tiếng Tây Ban Nha",
    "ger": "Văn học viết bằng tiếng Đức",
    "chi": "Văn học Trung Quốc",
    "jpn": "Văn học Nhật Bản",
    "kor": "Văn học Hàn Quốc",
    "por": "Văn học viết bằng tiếng Bồ Đào Nha",
    "swe": "Văn học Thụy Điển",
    "dan": "Văn học Đan Mạch",
    "dut": "Văn học Hà Lan",
    "ben": "Văn học Ấn Độ",
    "ind": "Văn học Indonesia",
    "ara": "Văn học Ả Rập",
    "grc": "Văn học Hy Lạp cổ đại",
}
_BODIES: Final = frozenset({"UNESCO", "Ngô gia văn phái"})


@dataclass(frozen=True)
class Work:
    """`marc` is its record; `shelf` the kind of item that its copies are; `call` its call number."""

    marc: Marc
    shelf: str
    call: str


def works() -> Iterator[Work]:
    """All works in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="|"), start=1):
            yield _work(number, row)


def _work(number: int, row: dict[str, str]) -> Work:
    ddc, subjects, form = _classed(row)
    serial = row["for"] == "serial"
    child = row["for"] == "child"
    authors = [name.strip() for name in row["author"].split(";") if name.strip()]
    fields = [
        control("001", f"DS{number:05}"),
        control("003", _HOUSE),
        control("008", _fixed(row, child=child, serial=serial)),
        *_languages(row["from"]),
        data("082", "04", ("a", ddc), ("2", "23")),
        *_main_name(authors),
        *([data("240", "10", ("a", row["work"]))] if row["work"] else []),
        _title(row["title"], authors),
        *_published(row["year"], serial=serial),
        *(data("650", " 7", ("a", subject)) for subject in subjects),
        *([data("655", " 7", ("a", form))] if form else []),
        *(data("700", "1 " if "," in name else "0 ", ("a", name)) for name in authors[1:]),
    ]
    leader = EMPTY_LEADER[:7] + ("s" if serial else "m") + EMPTY_LEADER[8:]
    return Work(Marc(leader, tuple(fields)), _shelf(row["for"]), f"{ddc} {_letters(authors, row['title'])}")


def _classed(row: dict[str, str]) -> tuple[str, list[str], str]:
    """Class, subjects, form."""
    kind, tongue = row["class"], row["from"]
    if kind == "t":
        return _FOLK[0], [_FOLK[1]], ""
    if kind not in _FORMS:
        return kind, [part.strip() for part in row["subject"].split(";")], ""
    digit, form = _FORMS[kind]
    # A translation from Vietnamese stands with the work that it is.
    tongue = "" if tongue.startswith("=") else tongue
    if kind == "a":
        return "813", ["Văn học Mỹ"], form
    return f"{_LITERATURES[tongue]}{digit}", [_OF[tongue]], form


def _fixed(row: dict[str, str], *, child: bool, serial: bool) -> str:
    """008: entered on 02/06/2025; the date; the place unknown; the audience; the language."""
    year = row["year"] or "    "
    dates = f"c{year}9999" if serial else (f"s{year}    " if row["year"] else "nuuuuuuuu")
    tongue = row["from"][1:] if row["from"].startswith("=") else "vie"
    middle = (
        "wr p       0   b0"
        if serial
        else f"    {'j' if child else ' '}      000 {'1' if row['class'] in 'fa' else '0'} "
    )
    return f"250602{dates}vm {middle[:17].ljust(17)}{tongue} d"


def _languages(tongue: str) -> Iterator[Field]:
    if tongue and not tongue.startswith("="):
        yield data("041", "1 ", ("a", "vie"), ("h", tongue))


def _main_name(authors: list[str]) -> Iterator[Field]:
    if authors and authors[0] in _BODIES:
        yield data("110", "2 ", ("a", authors[0]))
    elif authors:
        yield data("100", "1 " if "," in authors[0] else "0 ", ("a", authors[0]))


def _title(title: str, authors: list[str]) -> Field:
    main, colon, rest = title.partition(": ")
    parts = [("a", f"{main} :" if colon else main)]
    if colon:
        parts.append(("b", rest))
    if authors:
        code, text = parts[-1]
        parts[-1] = (code, f"{text} /")
        parts.append(("c", ", ".join(_spoken(name) for name in authors)))
    return data("245", "10" if authors else "00", *parts)


def _spoken(name: str) -> str:
    """Tolstoy, Lev → Lev Tolstoy."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def _published(year: str, *, serial: bool) -> Iterator[Field]:
    if not year:
        yield data("500", "  ", ("a", "Không rõ năm ra đời của tác phẩm."))
    elif serial:
        yield data("264", " 1", ("c", f"{year}-"))
        yield data("310", "  ", ("a", "Nhiều kỳ"))
    else:
        yield data("264", " 1", ("c", year))
        yield data("500", "  ", ("a", "Năm ghi theo lần ra đời đầu tiên của tác phẩm."))


def _shelf(told: str) -> str:
    shelves = {"child": "children", "serial": "magazine", "": "book"}
    return shelves.get(told, told)


def _letters(authors: list[str], title: str) -> str:
    """Three letters for the shelf: of the author's last name as it sorts, else of the title."""
    name = authors[0].split(",")[0].split()[-1] if authors else title
    return "".join(sign for sign in fold(name) if sign.isalnum())[:3].upper()
